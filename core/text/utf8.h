#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::text {

// What decode() gives for bytes that are no UTF-8.
inline constexpr char32_t kReplacement = 0xFFFD;

// The code point that begins at byte `at`; moves `at` past it. A byte that starts no valid
// sequence gives kReplacement and moves by one. REQUIRES: at < text.size().
char32_t decode(std::string_view text, std::size_t& at);

// The code point that ends just before byte `at`. REQUIRES: 0 < at <= text.size().
char32_t decode_before(std::string_view text, std::size_t at);

// Appends `code_point` as UTF-8. A surrogate or a value beyond U+10FFFF becomes kReplacement.
void append_utf8(std::string& out, char32_t code_point);

// The byte offset of the first invalid sequence, or nullopt when all of `text` is UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// `text` with every invalid byte replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

bool is_ascii(std::string_view text);
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_code_points(std::string_view text);

// The largest code point boundary <= `at`. Never beyond text.size().
std::size_t floor_boundary(std::string_view text, std::size_t at);

// Byte offsets of one text as code point offsets, looked up in the places of its continuation
// bytes.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  // O(log n). A byte beyond the text counts as its end.
  std::size_t at_byte(std::size_t byte) const;

 private:
  std::size_t bytes_;
  std::vector<std::size_t> continuations_;
};

}  // namespace fasti::text
