#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/dates/lexicon.h"
#include "core/text/tokens.h"

namespace fasti::dates {

// A token with what it can mean in a date.
struct Item {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  text::TokenKind kind = text::TokenKind::symbol;
  bool blank_before = true;
  bool capital = false;
  char sign = 0;  // of a symbol: '-' for every dash, '\'' and '"' for every quotation mark,
                  // else its ASCII character, or 0
  std::uint8_t digits = 0;   // how many a number has, or how many a mixed token begins with
  std::int32_t number = -1;  // value of up to nine digits; of a mixed token's leading ones
  Tags tags;
  const LexiconEntry* entry = nullptr;

  bool is_number() const { return kind == text::TokenKind::number; }
  bool is_word() const { return kind == text::TokenKind::word; }
  int value(Tag tag) const { return entry->values[static_cast<std::size_t>(tag)]; }
};

std::vector<Item> tag(std::string_view text, std::span<const text::Token> tokens);
// The same of tokens whose spellings have these numbers, by which `known` keeps their entries.
std::vector<Item> tag(std::string_view text, std::span<const text::Token> tokens,
                      std::span<const std::uint32_t> spellings, KnownWords& known);

// The items of one paragraph. Places outside it hold an item without meaning, so that rules may
// look around without checks.
class Line {
 public:
  Line(std::string_view text, std::span<const Item> items) : text_(text), items_(items) {}

  std::size_t size() const { return items_.size(); }
  const Item& operator[](std::size_t i) const { return i < items_.size() ? items_[i] : kNothing; }
  // The item `distance` places before i.
  const Item& before(std::size_t i, std::size_t distance = 1) const {
    return distance <= i ? (*this)[i - distance] : kNothing;
  }

  std::string_view text() const { return text_; }
  std::string_view word(std::size_t i) const {
    const Item& item = (*this)[i];
    return text_.substr(item.begin, item.end - item.begin);
  }
  bool is(std::size_t i, Tags tags) const { return (*this)[i].tags.any(tags); }
  bool is_sign(std::size_t i, char sign) const { return (*this)[i].sign == sign; }
  // Whether item i stands at the item before it without a blank.
  bool joined(std::size_t i) const { return i > 0 && i < size() && !(*this)[i].blank_before; }
  bool is_hyphen(std::size_t i) const { return is_sign(i, '-') && joined(i); }
  // Whether a clause or the line may end before item i.
  bool ends_clause(std::size_t i) const {
    const Item& item = (*this)[i];
    return i >= size() ||
           (item.kind == text::TokenKind::symbol && item.sign != '-' && item.sign != '\'');
  }
  // The place after item i when it is that sign or word, else i.
  std::size_t past_sign(std::size_t i, char sign) const { return is_sign(i, sign) ? i + 1 : i; }
  std::size_t past_word(std::size_t i, std::string_view word) const {
    return is_word(i, word) ? i + 1 : i;
  }
  // Whether item i is the ASCII word `word`, given in lower case, whatever its case and
  // apostrophes. REQUIRES: `word` is not empty.
  bool is_word(std::size_t i, std::string_view word) const {
    const std::string_view here = this->word(i);
    if (here.empty()) return false;
    // Most words differ in their first letter already.
    const char first = here.front();
    const bool plain = first != '\'' && static_cast<unsigned char>(first) < 0x80;
    return (!plain || (first | 0x20) == word.front()) && is_same(here, word);
  }

  struct Found {
    int value;
    std::size_t end;
  };
  // The longest word or phrase with a tag that begins at item i.
  std::optional<Found> find(std::size_t i, Tag tag) const;

 private:
  static const Item kNothing;
  static bool is_same(std::string_view here, std::string_view word);

  std::string_view text_;
  std::span<const Item> items_;
};

}  // namespace fasti::dates
