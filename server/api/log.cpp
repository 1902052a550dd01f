#include "server/api/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace fasti::api {
namespace {

constexpr const char* kName = "fasti";
constexpr std::size_t kMostWaiting = 4U << 20U;  // bytes
// What comes within this time is written at once, so that a busy server does not wake the thread
// that writes for every line.
constexpr std::chrono::milliseconds kGather{20};

// Lines that wait, and the thread that writes them to standard error.
class GatheringSink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  GatheringSink() : writer_([this](const std::stop_token& stop) { write(stop); }) {}
  ~GatheringSink() override {
    writer_.request_stop();
    writer_.join();
  }
  GatheringSink(const GatheringSink&) = delete;
  GatheringSink& operator=(const GatheringSink&) = delete;

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (waiting_.size() + line.size() > kMostWaiting) drop_oldest();
    if (waiting_.empty()) come_.notify_one();
    waiting_.append(line.data(), line.size());
  }
  void flush_() override {}

 private:
  void drop_oldest() {
    const std::size_t end = waiting_.find('\n', waiting_.size() / 2) + 1;
    const std::string_view oldest = std::string_view(waiting_).substr(0, end);
    lost_ += static_cast<std::size_t>(std::count(oldest.begin(), oldest.end(), '\n'));
    waiting_.erase(0, end);
  }

  void tell_lost(std::size_t lines) {
    const std::string members =
        fmt::format(R"("message":"{} lines came faster than they are read and are lost"}})", lines);
    log({kName, spdlog::level::warn, members});
  }

  void write(const std::stop_token& stop) {
    std::string lines;
    std::size_t lost = 0;
    while (true) {
      {
        std::unique_lock lock(mutex_);
        come_.wait(lock, stop, [&] { return !waiting_.empty(); });
        come_.wait_for(lock, stop, kGather, [] { return false; });
        lines.swap(waiting_);
        lost = std::exchange(lost_, 0);
      }
      if (lines.empty()) return;
      std::fwrite(lines.data(), 1, lines.size(), stderr);
      lines.clear();
      if (lost > 0) tell_lost(lost);
    }
  }

  std::string waiting_;  // guarded by mutex_, as what follows
  std::size_t lost_ = 0;
  std::condition_variable_any come_;
  std::jthread writer_;
};

}  // namespace

void start_log() {
  const auto logger = std::make_shared<spdlog::logger>(kName, std::make_shared<GatheringSink>());
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)",
                      spdlog::pattern_time_type::utc);
  spdlog::register_logger(logger);
}

void stop_log() { spdlog::shutdown(); }

void log_object(spdlog::level::level_enum level, std::string_view object) {
  // The pattern has opened the object already.
  if (const auto logger = spdlog::get(kName)) logger->log(level, object.substr(1));
}

void log(spdlog::level::level_enum level, const Json& members) { log_object(level, dump(members)); }

}  // namespace fasti::api
