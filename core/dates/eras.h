#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/day.h"

namespace fasti::dates {

// A named period of history.
struct Era {
  std::string id;
  std::string label;
  std::string from;    // EDTF
  std::string to;      // EDTF, or ".." for an era that goes on
  std::string parent;  // id, or ""
  std::string source;  // id of the document that describes it, or ""
  Interval interval;   // from the first day of `from` to the last day of `to`; open for ".."
};

struct EraFile {
  std::vector<Era> eras;              // in file order
  std::vector<std::string> problems;  // "file:line: what is wrong", entries left out
};

// Reads {"eras": [{"id","label","from","to","parent"?,"source"?}]}. Entries with faults are left
// out and reported; a file that is no JSON gives no eras and one problem. `name` is for messages.
EraFile parse_eras(std::string_view json, std::string_view name);

// The default file that ships with Fasti: common periods of world history.
const std::vector<Era>& default_eras();

}  // namespace fasti::dates
