#include "server/api/log.h"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace fasti::api {
namespace {

constexpr const char* kName = "fasti";
constexpr std::size_t kWaitingLines = 8192;

}  // namespace

void start_log() {
  spdlog::init_thread_pool(kWaitingLines, 1);
  const auto logger = spdlog::create_async_nb<spdlog::sinks::stderr_sink_mt>(kName);
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)",
                      spdlog::pattern_time_type::utc);
}

void stop_log() { spdlog::shutdown(); }

void log(spdlog::level::level_enum level, const Json& members) {
  const auto logger = spdlog::get(kName);
  if (!logger) return;
  // The pattern has opened the object already.
  const std::string object = members.dump(-1, ' ', false, Json::error_handler_t::replace);
  logger->log(level, std::string_view(object).substr(1));
}

}  // namespace fasti::api
