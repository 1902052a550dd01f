#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"

namespace fasti::text {

enum class TokenKind : std::uint8_t {
  word,    // letters, with apostrophes inside ("O'Brien", "Turkey's")
  number,  // decimal digits
  mixed,   // letters and digits, beginning with either ("1930s", "Q1", "16th")
  symbol,  // any one other character that is not blank
};

// A token's bytes in its text; texts are below 4 GiB.
struct Token {
  std::uint32_t begin;
  std::uint32_t end;
  TokenKind kind;
  bool blank_before;  // a blank, or the text's beginning, stands before it
  bool capital;       // begins with an upper-case or title-case letter

  Span span() const { return {begin, end}; }
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The tokens of `text` in order: all but the blanks. Chinese, Japanese, Thai, Lao, Khmer and
// Burmese runs are cut into words by ICU's dictionaries. Linear time. Safe in all threads.
std::vector<Token> tokenize(std::string_view text);

// ' or ’, or what is taken for them.
constexpr bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2032;
}

// Letters of `word` without a possessive ending: "Turkey's" and "Turks'" give "Turkey", "Turks".
// Any kind of apostrophe counts.
std::string_view without_possessive(std::string_view word);

}  // namespace fasti::text
