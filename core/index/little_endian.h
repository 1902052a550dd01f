#pragma once
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

// Numbers in tables that are read where they lie.
namespace fasti::index {

static_assert(std::endian::native == std::endian::little, "the tables are little endian");

template <typename T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

// REQUIRES: at + sizeof(T) <= bytes.size().
template <typename T>
T get(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

}  // namespace fasti::index
