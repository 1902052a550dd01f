#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "server/search/cache.h"

namespace fasti::api {

// Those that some address takes; others are told apart nowhere.
inline constexpr std::array<std::string_view, 4> kMethods{"GET", "HEAD", "POST", "OPTIONS"};

// What the connections of a server are doing.
struct Traffic {
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> turned_away = 0;  // there was no place
  std::atomic<std::size_t> open = 0;
  std::atomic<std::size_t> in_flight = 0;  // requests that a worker has or that wait for one
  std::atomic<std::size_t> running = 0;    // those that a worker has
  // As set.
  std::atomic<std::size_t> most_open = 0, most_waiting = 0;
};

// What the index in service holds, and what is kept of it in memory.
struct IndexFigures {
  std::uint64_t generation = 0, documents = 0, passages = 0, bytes = 0;
  std::uint64_t served = 0, refused = 0;  // generations that came since the server began
  std::vector<std::pair<std::string_view, search::CacheFigures>> caches = {};
};

// What the server has done since it began. Safe in all threads.
class Metrics {
 public:
  // A request that was answered or refused. `route` is one of the few that the server knows, never
  // what a client wrote; of methods those that are not known count as one.
  void count(std::string_view route, std::string_view method, int status,
             std::chrono::nanoseconds taken, std::size_t bytes);

  // All of it in Prometheus' text format 0.0.4.
  std::string text(const IndexFigures& index) const;

  Traffic traffic;

 private:
  static constexpr std::array kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                       0.25,  0.5,    1.0,   2.5,  5.0,   10.0};  // seconds
  struct Histogram {
    std::array<std::uint64_t, kBuckets.size() + 1> counts{};  // the last beyond all
    double sum = 0;
  };

  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Histogram, std::less<>> taken_;  // by route
  std::uint64_t bytes_ = 0;
};

}  // namespace fasti::api
