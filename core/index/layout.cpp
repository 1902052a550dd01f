#include "core/index/layout.h"

#include <fmt/format.h>

#include <charconv>

namespace fasti::index {

std::string generation_name(std::uint64_t number) { return fmt::format("g{:06}", number); }

std::optional<std::uint64_t> generation_number(std::string_view name) {
  if (!name.starts_with('g')) return std::nullopt;
  name.remove_prefix(1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || name.size() < 6) {
    return std::nullopt;
  }
  return number;
}

}  // namespace fasti::index
