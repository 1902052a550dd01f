#include "server/api/log.h"

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace fasti::api {
namespace {

constexpr const char* kName = "fasti";
constexpr std::size_t kWaitingLines = 8192;

// The thread that writes, and the lines that wait for it.
std::shared_ptr<spdlog::details::thread_pool> writer;

}  // namespace

void start_log() {
  writer = std::make_shared<spdlog::details::thread_pool>(kWaitingLines, 1);
  const auto logger = std::make_shared<spdlog::async_logger>(
      kName, std::make_shared<spdlog::sinks::stderr_sink_mt>(), writer,
      spdlog::async_overflow_policy::overrun_oldest);
  spdlog::register_logger(logger);
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)",
                      spdlog::pattern_time_type::utc);
}

void stop_log() {
  writer.reset();  // writes what waits; the logger only after it
  spdlog::shutdown();
}

void log(spdlog::level::level_enum level, const Json& members) {
  const auto logger = spdlog::get(kName);
  if (!logger) return;
  // The pattern has opened the object already.
  const std::string object = members.dump(-1, ' ', false, Json::error_handler_t::replace);
  logger->log(level, std::string_view(object).substr(1));
}

}  // namespace fasti::api
