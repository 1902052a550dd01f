#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/cut_text.h"
#include "core/text/mapped_text.h"
#include "core/text/spellings.h"

namespace fasti::actors {

// A token as names are made of: a word without its possessive ending, an acronym with its full
// stops ("U.S."), initials in one ("J. P." in "J. P. Morgan"), or one symbol. The full stop of an
// initial or an abbreviated title ("Gen.") belongs to no token.
struct NameToken {
  std::uint32_t begin;
  std::uint32_t end;
  bool word : 1;            // letters, or letters and digits; else a number or a symbol
  bool number : 1;          // decimal digits
  bool capital : 1;         // begins with a capital
  bool all_capitals : 1;    // two letters or more, all of them capitals
  bool initials : 1;        // single letters with full stops
  bool possessive : 1;      // an ending was left off
  bool blank_before : 1;    // a blank or the text's beginning stands before it
  bool sentence_start : 1;  // the first word of a sentence, a quotation or a paragraph
  bool abbreviated : 1;     // a full stop was left off after it
  // The number of its spelling, with the possessive ending; kNone for initials and where there are
  // no numbers.
  std::uint32_t spelling;

  text::Span span() const { return {begin, end}; }
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The tokens of clean text in order. Linear time; safe in all threads.
std::vector<NameToken> name_tokens(std::string_view text);

// What a token's letters alone tell of it as a part of names.
struct TokenLook {
  std::uint32_t bare;     // bytes before its possessive ending
  bool initial : 1;       // one capital letter
  bool all_capitals : 1;  // two letters or more before the ending, all of them capitals
  bool abbreviation : 1;  // a full stop after it is its own
};
using KnownLooks = text::ByNumber<TokenLook>;

// The same of a text that is cut and has the spellings of its tokens numbered.
std::vector<NameToken> name_tokens(std::string_view text, const text::CutText& cut,
                                   std::span<const std::uint32_t> spellings, KnownLooks& known);

// What one thread knows of tokens by the numbers of their spellings, for the names of one
// authority.
struct KnownNameTokens {
  KnownLooks looks;
  text::ByNumber<std::uint32_t> words;  // as IndexedToken has them

  void forget() {
    looks.forget();
    words.forget();
  }
};

// The form under which a token is compared: folded, without full stops and blanks; "St" and "Saint"
// are one, as are "&" and "and", "Wm" and "William".
std::string name_key(std::string_view token);
// The same without a copy where it can be: of the token, of `buffer`, which it may use, or of
// something that lasts.
std::string_view name_key(std::string_view token, std::string& buffer);

}  // namespace fasti::actors
