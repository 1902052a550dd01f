#include "indexer/corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/dates/edtf.h"
#include "core/text/normalize.h"

namespace fasti::indexer {
namespace {

constexpr std::array<std::string_view, 3> kColumns = {"document", "text", "is"};

// The parts of a line between tabs.
std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

CorrectionsFile parse_corrections(std::string_view content, std::string_view name) {
  CorrectionsFile file;
  bool header = false;
  std::size_t number = 0;
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> row = cells(line);
    const auto problem = [&](std::string_view what) {
      file.problems.push_back(fmt::format("{}:{}: {}", name, number, what));
    };
    if (!header) {
      header = true;
      if (std::ranges::equal(row, kColumns)) continue;
      problem("the first line must name the columns: document, text, is (parted by tabs)");
      return file;
    }
    if (row.size() != kColumns.size()) {
      problem(fmt::format("has {} columns instead of three", row.size()));
      continue;
    }
    Correction correction;
    correction.file = std::string(name);
    correction.line = number;
    correction.document = std::string(row[0]);
    correction.quoted = text::clean(row[1]);
    if (correction.document.empty() || correction.quoted.empty() || row[2].empty()) {
      problem("has an empty column");
      continue;
    }
    if (dates::edtf_bounds(row[2])) {
      correction.date = std::string(row[2]);
    } else if (row[2] != "none") {
      correction.actor = std::string(row[2]);
    }
    file.corrections.push_back(std::move(correction));
  }
  return file;
}

}  // namespace fasti::indexer
