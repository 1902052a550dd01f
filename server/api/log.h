#pragma once
#include <spdlog/common.h>

#include "server/api/json.h"

namespace fasti::api {

// The log: one JSON object a line on standard error, "time" and "level" before the members given.
void start_log();
// Says nothing before start_log().
void log(spdlog::level::level_enum level, const Json& members);

}  // namespace fasti::api
