#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/dates/day.h"

namespace fasti::dates {

// A valid date in the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2).
class Edtf;  // defined by the implementation of this header

// The strict bounds of an EDTF string, without padding for "~"; nullopt when it is not valid EDTF.
// Years beyond kMinYear..kMaxYear are clamped.
std::optional<Interval> edtf_bounds(std::string_view edtf);

// EDTF level 0, 1 or 2 of a string, or nullopt when it is not valid.
std::optional<int> edtf_level(std::string_view edtf);

}  // namespace fasti::dates
