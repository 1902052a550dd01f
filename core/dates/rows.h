#pragma once
#include <string_view>
#include <vector>

namespace fasti::dates {

// The parts of `text` between separators; one empty part for an empty text.
inline std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// The fields of one line of our data files.
using Row = std::vector<std::string_view>;

// Calls `visit(row)` for each line of tab-separated text; empty lines and "#" lines are passed
// over.
template <typename Visitor>
void for_each_row(std::string_view tsv, Visitor visit) {
  for (const std::string_view line : split(tsv, "\n")) {
    if (!line.empty() && line.front() != '#') visit(split(line, "\t"));
  }
}

}  // namespace fasti::dates
