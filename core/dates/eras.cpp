#include "core/dates/eras.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/dates/edtf.h"
#include "embedded/dates.h"

namespace fasti::dates {
namespace {

using Json = nlohmann::json;

// Bytes of a file that count the lines read so far, since the JSON library tells no places.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *line_ += *at_ == '\n';
    ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  int* line_;
};

struct Entries {
  Json file;
  std::vector<int> lines;  // where each entry of "eras" begins
};

// Depth of the objects in the array of the file's outermost object.
constexpr int kEntryDepth = 2;

// Throws Json::parse_error.
Entries read_entries(std::string_view json) {
  Entries entries;
  int line = 1;
  bool in_eras = false;
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) in_eras = parsed == "eras";
    const bool begins = event == Json::parse_event_t::object_start ||
                        event == Json::parse_event_t::array_start ||
                        event == Json::parse_event_t::value;
    if (in_eras && begins && depth == kEntryDepth) entries.lines.push_back(line);
    return true;
  };
  const char* const end = json.data() + json.size();
  entries.file =
      Json::parse(CountingIterator(json.data(), &line), CountingIterator(end, &line), watch);
  return entries;
}

// A text field; a missing or a wrong one gives "", and a problem if it is required.
std::string field(const Json& entry, const char* key, bool required,
                  std::vector<std::string>& problems) {
  const auto found = entry.find(key);
  if (found == entry.end()) {
    if (required) problems.push_back(fmt::format("\"{}\" is missing", key));
    return "";
  }
  if (!found->is_string() || (required && found->get_ref<const std::string&>().empty())) {
    problems.push_back(fmt::format("\"{}\" is not a text", key));
    return "";
  }
  return *found;
}

// The bounds of "from" or "to"; a problem when it is no EDTF or has no such side.
std::optional<Day> bound(const Era& era, const std::string& edtf, bool first,
                         std::vector<std::string>& problems) {
  if (edtf.empty()) return std::nullopt;
  const auto bounds = edtf_bounds(edtf);
  const auto day = !bounds ? std::nullopt : first ? bounds->earliest : bounds->latest;
  if (!day) {
    problems.push_back(
        fmt::format("\"{}\" of {} is not an EDTF date: {}", first ? "from" : "to", era.id, edtf));
  }
  return day;
}

// REQUIRES: entry is an object.
Era read_era(const Json& entry, std::vector<std::string>& problems) {
  Era era;
  era.id = field(entry, "id", true, problems);
  era.label = field(entry, "label", true, problems);
  era.from = field(entry, "from", true, problems);
  era.to = field(entry, "to", true, problems);
  era.parent = field(entry, "parent", false, problems);
  era.source = field(entry, "source", false, problems);
  era.interval.earliest = bound(era, era.from, true, problems);
  if (era.to != "..") era.interval.latest = bound(era, era.to, false, problems);
  const auto& [earliest, latest] = era.interval;
  if (earliest && latest && *earliest > *latest) {
    problems.push_back(fmt::format("{} ends before it begins: {} to {}", era.id, era.from, era.to));
  }
  return era;
}

// An era's parent must be another era of the file; an unknown one is taken off.
void check_parents(EraFile& file, std::string_view name) {
  std::set<std::string_view> ids;
  for (const Era& era : file.eras) ids.insert(era.id);
  for (Era& era : file.eras) {
    if (era.parent.empty() || (era.parent != era.id && ids.contains(era.parent))) continue;
    file.problems.push_back(
        fmt::format("{}: parent of {} is not in the file: {}", name, era.id, era.parent));
    era.parent.clear();
  }
}

}  // namespace

EraFile parse_eras(std::string_view json, std::string_view name) {
  EraFile file;
  Entries entries;
  try {
    entries = read_entries(json);
  } catch (const Json::parse_error& error) {
    const auto line =
        1 +
        std::count(json.begin(),
                   json.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, json.size())),
                   '\n');
    file.problems.push_back(fmt::format("{}:{}: not JSON", name, line));
    return file;
  }
  const auto list = entries.file.is_object() ? entries.file.find("eras") : entries.file.end();
  if (list == entries.file.end() || !list->is_array()) {
    file.problems.push_back(fmt::format("{}:1: no list of \"eras\"", name));
    return file;
  }
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list->size(); ++i) {
    std::vector<std::string> problems;
    Era era;
    if ((*list)[i].is_object()) {
      era = read_era((*list)[i], problems);
    } else {
      problems.emplace_back("not an object");
    }
    if (problems.empty() && !ids.insert(era.id).second) {
      problems.push_back(fmt::format("\"{}\" stands here a second time", era.id));
    }
    for (const std::string& problem : problems) {
      file.problems.push_back(fmt::format("{}:{}: {}", name, entries.lines.at(i), problem));
    }
    if (problems.empty()) file.eras.push_back(std::move(era));
  }
  check_parents(file, name);
  return file;
}

const std::vector<Era>& default_eras() {
  static const std::vector<Era> eras = [] {
    EraFile file = parse_eras(embedded::eras_json, "eras.json");
    assert(file.problems.empty());
    return std::move(file.eras);
  }();
  return eras;
}

}  // namespace fasti::dates
