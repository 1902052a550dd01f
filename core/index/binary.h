#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/index/error.h"

// The binary form of stored records: unsigned LEB128 varints, zigzag for signed numbers,
// length-prefixed bytes. No self-description.
namespace fasti::index {

inline void append_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U)
    out += static_cast<char>(static_cast<unsigned char>(value) | 0x80U);
  out += static_cast<char>(value);
}

class Encoder {
 public:
  void number(std::uint64_t value) { append_number(out_, value); }
  void signed_number(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  void bytes(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void flag(bool value) { number(value ? 1 : 0); }
  template <typename Enum>
  void enumerator(Enum value) {
    number(static_cast<std::uint64_t>(value));
  }
  // A list's length, then each element through `write`.
  template <typename List, typename Write>
  void list(const List& values, Write write) {
    number(values.size());
    for (const auto& value : values) write(value);
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what Encoder wrote, from bytes that nobody vouches for: every function throws IndexError
// rather than read past the end or accept a value out of its range.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(next());
      const std::uint64_t part = byte & 0x7FU;
      if (shift == 63 && part > 1) fail();
      value |= part << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    fail();
  }
  // A number of at most `largest`.
  std::uint64_t number(std::uint64_t largest) {
    const std::uint64_t value = number();
    if (value > largest) fail();
    return value;
  }
  std::uint32_t number32() { return static_cast<std::uint32_t>(number(UINT32_MAX)); }
  std::int64_t signed_number() {
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>((bits >> 1U) ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
  }
  std::string_view view() {
    const std::size_t size = length();
    const std::string_view value = bytes_.substr(at_, size);
    at_ += size;
    return value;
  }
  std::string bytes() { return std::string(view()); }
  bool flag() { return number(1) != 0; }
  template <typename Enum>
  Enum enumerator(Enum last) {
    return static_cast<Enum>(number(static_cast<std::uint64_t>(last)));
  }
  // Calls `read` for each element of a list. An element takes at least one byte, so that a list
  // cannot claim more of them than there are bytes.
  template <typename Read>
  void list(Read read) {
    for (std::size_t left = length(); left > 0; --left) read();
  }

  bool at_end() const { return at_ == bytes_.size(); }
  void require_end() const {
    if (!at_end()) fail();
  }
  [[noreturn]] static void fail() { throw IndexError("a stored record is damaged"); }

 private:
  // A count of bytes or elements that follow it.
  std::size_t length() {
    const std::uint64_t count = number();
    if (count > bytes_.size() - at_) fail();
    return count;
  }
  char next() {
    if (at_ == bytes_.size()) fail();
    return bytes_[at_++];
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace fasti::index
