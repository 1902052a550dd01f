#include "server/api/request_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <random>

namespace fasti::api {

bool is_plain_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string request_id(std::string_view given) {
  if (is_plain_name(given)) return std::string(given);
  // The process's part keeps restarts and several servers apart.
  static const std::uint32_t process = std::random_device()();
  static std::atomic<std::uint64_t> number = 0;
  return fmt::format("{:08x}-{:x}", process, ++number);
}

}  // namespace fasti::api
