#include "core/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace fasti::text {
namespace {

struct Decoded {
  char32_t code_point;
  std::size_t length;  // 0 for an invalid sequence
};

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Table 3-7 of the Unicode Standard: the second byte's range depends on the first.
Decoded decode_sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  if (first >= 0xC2 && first <= 0xDF) length = 2;
  if (first >= 0xE0 && first <= 0xEF) length = 3;
  if (first >= 0xF0 && first <= 0xF4) length = 4;
  if (length == 0 || at + length > text.size()) return {kReplacement, 0};
  char32_t code_point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte(at + i))) return {kReplacement, 0};
    code_point = (code_point << 6) | (byte(at + i) & 0x3FU);
  }
  const bool overlong =
      (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {kReplacement, 0};
  return {code_point, length};
}

// The place of the first byte from `at` on that is no ASCII, or the end.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
  const Decoded decoded = decode_sequence(text, at);
  at += std::max<std::size_t>(decoded.length, 1);
  return decoded.code_point;
}

char32_t decode_before(std::string_view text, std::size_t at) {
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_continuation(static_cast<unsigned char>(text[begin]))) {
    --begin;
  }
  const Decoded decoded = decode_sequence(text, begin);
  return begin + decoded.length == at ? decoded.code_point : kReplacement;
}

void append_utf8(std::string& out, char32_t code_point) {
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (surrogate || code_point > 0x10FFFF) code_point = kReplacement;
  const auto push = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xC0 | code_point >> 6);
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | code_point >> 12);
    push(0x80 | (code_point >> 6 & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | code_point >> 18);
    push(0x80 | (code_point >> 12 & 0x3F));
    push(0x80 | (code_point >> 6 & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const Decoded decoded = decode_sequence(text, at);
    if (decoded.length == 0) return at;
    at += decoded.length;
  }
  return std::nullopt;
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(out, decode(text, at));
  return out;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return !is_continuation(static_cast<unsigned char>(c));
  }));
}

std::size_t floor_boundary(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && is_continuation(static_cast<unsigned char>(text[at]))) --at;
  return at;
}

CodePoints::CodePoints(std::string_view text) : bytes_(text.size()) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    at = skip_ascii(text, at);
    if (at < text.size() && is_continuation(static_cast<unsigned char>(text[at])))
      continuations_.push_back(at);
  }
}

std::size_t CodePoints::at_byte(std::size_t byte) const {
  byte = std::min(byte, bytes_);
  const auto before = std::ranges::lower_bound(continuations_, byte) - continuations_.begin();
  return byte - static_cast<std::size_t>(before);
}

}  // namespace fasti::text
