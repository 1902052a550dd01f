#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/dates/timex.h"

namespace fasti::commands {

using Json = nlohmann::ordered_json;

// A day as "1921-03-16"; null for an open side.
Json day_json(const std::optional<dates::Day>& day);

// How a date was read: edtf, earliest, latest (null when unresolved), kind, grain, calendar, role,
// resolved_from.
Json reading_json(const dates::Timex& timex);

// One line of JSON. Bytes that are no UTF-8 become U+FFFD instead of an error.
std::string json_line(const Json& value);

}  // namespace fasti::commands
