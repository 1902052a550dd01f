#pragma once
#include <spdlog/common.h>

#include <string_view>

#include "server/api/json_writer.h"

namespace fasti::api {

// The log: one JSON object a line on standard error, "time" and "level" before the members given.
// Another thread writes it: who logs never waits for who reads it. Where lines come faster than
// they are read the oldest of those that wait are lost, and it says how many.
void start_log();
// Writes what waits. REQUIRES: start_log().
void stop_log();
// Says nothing before start_log() and after stop_log().
void log(spdlog::level::level_enum level, const Json& members);
// The same as JSON, an object on one line.
void log_object(spdlog::level::level_enum level, std::string_view object);

}  // namespace fasti::api
