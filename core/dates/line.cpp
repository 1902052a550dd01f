#include "core/dates/line.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace fasti::dates {
namespace {

char sign_of(std::string_view symbol) {
  if (symbol.size() == 1) return symbol.front();
  std::size_t at = 0;
  switch (text::decode(symbol, at)) {
    case U'‐':
    case U'‑':
    case U'‒':
    case U'–':
    case U'—':
    case U'―':
    case U'−':
      return '-';
    case U'‘':
    case U'’':
    case U'ʼ':
    case U'′':
      return '\'';
    case U'“':
    case U'”':
    case U'„':
    case U'«':
    case U'»':
    case U'″':
      return '"';
    case U'⁄':
      return '/';
    case U'£':
    case U'€':
    case U'¥':
    case U'§':
      return '$';
    case U'°':
    case U'‰':
      return '%';
    default:
      return 0;
  }
}

constexpr std::uint8_t kMostDigits = 9;

void read_digits(std::string_view word, Item& item) {
  std::int32_t value = 0;
  std::size_t digits = 0;
  while (digits < word.size() && text::is_ascii_digit(word[digits])) {
    if (digits < kMostDigits) value = value * 10 + (word[digits] - '0');
    ++digits;
  }
  if (digits == 0) return;  // digits of another script
  item.digits = static_cast<std::uint8_t>(std::min<std::size_t>(digits, 255));
  item.number = digits > kMostDigits ? -1 : value;
}

constexpr std::size_t kWrittenYearDigits = 4;

// "c1910": a word and a number.
bool is_circa(std::string_view word) {
  return word.size() == kWrittenYearDigits + 1 && (word[0] == 'c' || word[0] == 'C') &&
         std::all_of(word.begin() + 1, word.end(), text::is_ascii_digit);
}

// "2015Russian", "24August", where a blank was lost: a number, and a word or a month.
bool hides_number(std::string_view word, const Item& item) {
  constexpr std::size_t kLetters = 3;
  if (item.digits == 0 || word.size() < item.digits + kLetters) return false;
  const std::string_view rest = word.substr(item.digits);
  const bool word_like = rest[0] >= 'A' && rest[0] <= 'Z' && rest[1] >= 'a' && rest[1] <= 'z';
  if (!word_like || item.digits > kWrittenYearDigits) return false;
  if (item.digits == kWrittenYearDigits) return true;
  const LexiconEntry* const entry = find_word(rest);
  return item.digits <= 2 && entry != nullptr && entry->tags.any(Tag::month);
}

bool is_roman(std::string_view word) {
  return word.size() <= 6 && word.find_first_not_of("IVX") == std::string_view::npos;
}

// `entry()`: the lexicon's entry of the word that the token is.
template <typename Entry>
Item item_of(std::string_view text, const text::Token& token, Entry entry) {
  Item item;
  item.begin = token.begin;
  item.end = token.end;
  item.kind = token.kind;
  item.blank_before = token.blank_before;
  item.capital = token.capital;
  const std::string_view word = token.in(text);
  switch (token.kind) {
    case text::TokenKind::symbol:
      item.sign = sign_of(word);
      if (item.sign == '\'') item.tags = Tag::apostrophe;
      if (item.sign == '-' || item.sign == '~') item.tags = Tag::opening_sign;
      break;
    case text::TokenKind::word:
      item.entry = entry();
      if (item.entry != nullptr) item.tags = item.entry->tags;
      if (item.capital && is_roman(word)) item.tags = item.tags | Tag::roman;
      break;
    case text::TokenKind::number:
    case text::TokenKind::mixed:
      item.tags = Tag::figure;
      read_digits(word, item);
      break;
  }
  return item;
}

Item item_of(std::string_view text, const text::Token& token) {
  return item_of(text, token, [&] { return find_word(token.in(text)); });
}

// The items of a token of letters and digits: one, or two where they are two things.
void append_mixed(std::string_view text, const text::Token& token, std::vector<Item>& out) {
  const Item whole = item_of(text, token);
  const std::string_view word = token.in(text);
  const bool circa = is_circa(word);
  const bool number = !circa && hides_number(word, whole);
  if (!circa && !number) {
    out.push_back(whole);
    return;
  }
  text::Token first = token;
  first.end = token.begin + (circa ? 1U : whole.digits);
  first.kind = circa ? text::TokenKind::word : text::TokenKind::number;
  text::Token second = token;
  second.begin = first.end;
  second.blank_before = false;
  second.kind = circa ? text::TokenKind::number : text::TokenKind::word;
  second.capital = number;
  out.push_back(item_of(text, first));
  out.push_back(item_of(text, second));
}

// `entry(i)`: the lexicon's entry of tokens[i], which is a word.
template <typename Entry>
std::vector<Item> items_of(std::string_view text, std::span<const text::Token> tokens,
                           Entry entry) {
  std::vector<Item> items;
  items.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == text::TokenKind::mixed) {
      append_mixed(text, tokens[i], items);
    } else {
      items.push_back(item_of(text, tokens[i], [&] { return entry(i); }));
    }
  }
  return items;
}

}  // namespace

const Item Line::kNothing{};

std::vector<Item> tag(std::string_view text, std::span<const text::Token> tokens) {
  return items_of(text, tokens, [&](std::size_t i) { return find_word(tokens[i].in(text)); });
}

std::vector<Item> tag(std::string_view text, std::span<const text::Token> tokens,
                      std::span<const std::uint32_t> spellings, KnownWords& known) {
  return items_of(text, tokens, [&](std::size_t i) {
    return known.of(spellings[i], [&] { return find_word(tokens[i].in(text)); });
  });
}

bool Line::is_same(std::string_view here, std::string_view word) {
  std::size_t matched = 0;
  for (std::size_t at = 0; at < here.size();) {
    const auto byte = static_cast<unsigned char>(here[at]);
    if (byte >= 0x80) {
      const std::size_t begin = at;
      text::decode(here, at);
      if (sign_of(here.substr(begin, at - begin)) != '\'') return false;
      continue;
    }
    ++at;
    if (byte == '\'') continue;
    const char lower = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A'))
                                                  : static_cast<char>(byte);
    if (matched == word.size() || word[matched] != lower) return false;
    ++matched;
  }
  return matched == word.size();
}

std::optional<Line::Found> Line::find(std::size_t i, Tag tag) const {
  const LexiconEntry* const entry = (*this)[i].entry;
  if (entry == nullptr || !entry->tags.any(Tags{tag, Tag::phrase_start})) return std::nullopt;
  for (const Phrase& phrase : entry->phrases) {
    if (phrase.tag != tag) continue;
    std::size_t at = i + 1;
    std::size_t matched = 1;
    while (matched < phrase.words.size()) {
      // "Dhu al-Hijja", "St. George's Day"
      if (joined(at) && (is_sign(at, '-') || is_sign(at, '.'))) ++at;
      if (!is_word(at, phrase.words[matched])) break;
      ++at;
      ++matched;
    }
    if (matched == phrase.words.size()) return Found{phrase.value, at};
  }
  if (!entry->tags.any(tag)) return std::nullopt;
  return Found{(*this)[i].value(tag), i + 1};
}

}  // namespace fasti::dates
