#pragma once
#include <vector>

#include "core/dates/expressions.h"
#include "core/dates/line.h"
#include "core/dates/timex.h"

namespace fasti::dates {

// What surrounds an expression tells of its part in the text.
struct Setting {
  Role role = Role::narrative;
  bool bracketed = false;   // "(1453)"
  bool main_line = false;   // carries the story on: later dates may lean on it
  bool looks_back = false;  // the sentence tells what was earlier: "had", "previously"
};

// Which items of a line stand within quotation marks.
std::vector<bool> quoted_items(const Line& line);

// REQUIRES: `quoted` is quoted_items(line).
Setting setting_of(const Line& line, const Expression& expression, const std::vector<bool>& quoted);

}  // namespace fasti::dates
