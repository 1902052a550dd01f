#pragma once
#include <chrono>
#include <cstddef>

namespace fasti::api {

// What a server takes on at once, and how long it waits for its clients.
struct Limits {
  std::size_t workers = 2;
  std::size_t queue = 256;  // requests that wait for a worker
  std::size_t connections = 4096;
  std::chrono::milliseconds arrival{10'000};  // of a request, from its first byte to its last
  std::chrono::milliseconds idle{60'000};     // between requests
  std::chrono::milliseconds waiting{10'000};  // for a worker
  // In each such time a client takes some of its answer; kLeastTaken or the rest.
  std::chrono::milliseconds taking{30'000};
  std::chrono::milliseconds drain{10'000};  // until all is answered, at the end
};

inline constexpr std::size_t kLeastTaken = 32U << 10U;  // bytes
inline constexpr std::size_t kRequestsEach = 1000;      // on one connection

}  // namespace fasti::api
