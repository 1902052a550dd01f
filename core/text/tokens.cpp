#include "core/text/tokens.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "core/text/utf8.h"

namespace fasti::text {
namespace {

enum class Class : std::uint8_t { blank, letter, capital, digit, apostrophe, mark, other };

constexpr Class ascii_class(unsigned char c) {
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Class::blank;
  if (c >= 'a' && c <= 'z') return Class::letter;
  if (c >= 'A' && c <= 'Z') return Class::capital;
  if (c >= '0' && c <= '9') return Class::digit;
  if (c == '\'') return Class::apostrophe;
  return Class::other;
}

Class wide_class(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (is_apostrophe(c)) return Class::apostrophe;
  switch (u_charType(point)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return Class::capital;
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
      return Class::letter;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return Class::mark;
    case U_DECIMAL_DIGIT_NUMBER:
      return Class::digit;
    default:
      return u_isUWhiteSpace(point) ? Class::blank : Class::other;
  }
}

constexpr auto kAsciiClasses = [] {
  std::array<Class, 128> classes{};
  for (unsigned char c = 0; c < 128; ++c) classes[c] = ascii_class(c);
  return classes;
}();

// What the bytes of a run have told of it.
enum Seen : std::uint8_t { kLetter = 1, kDigit = 2, kBeyondAscii = 4 };

// Of the bytes that go on a run whatever stands beside them what they tell; 0 of all others.
constexpr auto kRunBytes = [] {
  std::array<std::uint8_t, 256> seen{};
  for (unsigned char c = 0; c < 128; ++c) {
    const Class of = ascii_class(c);
    if (of == Class::letter || of == Class::capital) seen[c] = kLetter;
    if (of == Class::digit) seen[c] = kDigit;
  }
  return seen;
}();

Class class_at(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    ++at;
    return kAsciiClasses[byte];
  }
  return wide_class(decode(text, at));
}

// Scripts written without blanks between words.
bool is_unspaced(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

bool has_unspaced(std::string_view run) {
  // None of these scripts has a letter of fewer than three bytes.
  const auto is_long = [](char c) { return static_cast<unsigned char>(c) >= 0xE0; };
  if (std::ranges::none_of(run, is_long)) return false;
  for (std::size_t at = 0; at < run.size();)
    if (is_unspaced(decode(run, at))) return true;
  return false;
}

icu::BreakIterator& word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no word rules; reinstall libicu");
    return made;
  }();
  return *breaks;
}

// The kind of a piece of a run of letters, digits, marks and apostrophes.
TokenKind kind_of(std::string_view piece) {
  bool letters = false, digits = false;
  for (std::size_t at = 0; at < piece.size();) {
    const Class c = class_at(piece, at);
    letters |= c == Class::letter || c == Class::capital;
    digits |= c == Class::digit;
  }
  if (digits) return letters ? TokenKind::mixed : TokenKind::number;
  return letters ? TokenKind::word : TokenKind::symbol;
}

// The end of the first part of a word that its digits part: ICU leaves "ปี1921" whole. "Q1" and what
// else has no letter of an unspaced script stays whole.
std::size_t end_of_part(std::string_view text, Span word) {
  if (!has_unspaced(slice(text, word))) return word.end;
  std::size_t at = word.begin;
  const bool digit = class_at(text, at) == Class::digit;
  for (std::size_t next = at; at < word.end; at = next)
    if ((class_at(text, next) == Class::digit) != digit) break;
  return at;
}

// Cuts a run with letters of an unspaced script into its words: "1921年に" is three.
void append_words(std::string_view text, Token run, std::vector<Token>& out) {
  const std::string_view piece = run.in(text);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> wide(
      utext_openUTF8(nullptr, piece.data(), static_cast<int64_t>(piece.size()), &status),
      utext_close);
  icu::BreakIterator& breaks = word_breaks();
  breaks.setText(wide.get(), status);
  if (U_FAILURE(status)) {
    out.push_back(run);
    return;
  }
  std::size_t begin = run.begin;
  breaks.first();
  for (int32_t next = breaks.next(); next != icu::BreakIterator::DONE; next = breaks.next()) {
    const std::size_t end = run.begin + static_cast<std::uint32_t>(next);
    while (begin < end) {
      Token word = run;
      word.begin = static_cast<std::uint32_t>(begin);
      word.end = static_cast<std::uint32_t>(end_of_part(text, {begin, end}));
      word.blank_before = run.blank_before && begin == run.begin;
      word.kind = kind_of(word.in(text));
      std::size_t at = begin;
      word.capital = class_at(text, at) == Class::capital;
      out.push_back(word);
      begin = word.end;
    }
  }
}

// Moves `at` from the letter or digit that a run begins with to its end. Returns what the run
// holds.
unsigned end_run(std::string_view text, std::size_t& at) {
  unsigned seen = 0;
  while (at < text.size()) {
    if (const unsigned plain = kRunBytes[static_cast<unsigned char>(text[at])]; plain != 0) {
      seen |= plain;
      ++at;
      continue;
    }
    std::size_t next = at;
    Class c = class_at(text, next);
    if (c == Class::apostrophe && (seen & kLetter) != 0 && next < text.size()) {
      // Part of the word only between letters: not a closing quotation mark.
      c = class_at(text, next);
      if (c != Class::letter && c != Class::capital) break;
    }
    if (c == Class::letter || c == Class::capital) {
      seen |= kLetter;
    } else if (c == Class::digit) {
      seen |= kDigit;
    } else if (c != Class::mark) {
      break;
    }
    if (static_cast<unsigned char>(text[next - 1]) >= 0x80) seen |= kBeyondAscii;
    at = next;
  }
  return seen;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 5);
  bool blank_before = true;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const Class first = class_at(text, at);
    if (first == Class::blank) {
      blank_before = true;
      continue;
    }
    Token token{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at),
                TokenKind::symbol, blank_before, first == Class::capital};
    blank_before = false;
    if (first == Class::letter || first == Class::capital || first == Class::digit) {
      at = begin;
      const unsigned seen = end_run(text, at);
      const bool letters = (seen & kLetter) != 0;
      const bool digits = (seen & kDigit) != 0;
      token.end = static_cast<std::uint32_t>(at);
      token.kind = !digits ? TokenKind::word : !letters ? TokenKind::number : TokenKind::mixed;
      if (letters && (seen & kBeyondAscii) != 0 && has_unspaced(token.in(text))) {
        append_words(text, token, tokens);
        continue;
      }
    }
    tokens.push_back(token);
  }
  return tokens;
}

std::string_view without_possessive(std::string_view word) {
  const auto ends_in_apostrophe = [](std::string_view w) {
    if (w.empty()) return false;
    if (static_cast<unsigned char>(w.back()) < 0x80) return w.back() == '\'';
    return is_apostrophe(decode_before(w, w.size()));
  };
  const auto without_last = [](std::string_view w) {
    return w.substr(0, floor_boundary(w, w.size() - 1));
  };
  if (ends_in_apostrophe(word)) return without_last(word);
  if (word.size() > 2 && (word.back() == 's' || word.back() == 'S')) {
    const std::string_view stem = word.substr(0, word.size() - 1);
    if (ends_in_apostrophe(stem)) return without_last(stem);
  }
  return word;
}

}  // namespace fasti::text
