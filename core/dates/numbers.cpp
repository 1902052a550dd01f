#include "core/dates/numbers.h"

#include <algorithm>
#include <array>
#include <string>

namespace fasti::dates {
namespace {

bool is_figure(const Item& item) {
  return item.kind == text::TokenKind::number || item.kind == text::TokenKind::mixed;
}

bool is_one_of(char sign, std::string_view signs) {
  return sign != 0 && signs.find(sign) != std::string_view::npos;
}

// Whether a sign joins two figures into one number: "1,500", "12.5", "20:45", but not "3,1918".
bool joins_figures(const Line& line, std::size_t sign) {
  if (sign == 0 || !line.joined(sign) || !line.joined(sign + 1)) return false;
  const Item& left = line[sign - 1];
  const Item& right = line[sign + 1];
  if (!is_figure(left) || !is_figure(right)) return false;
  if (line.is_sign(sign, ',')) return right.digits == 3 && left.digits <= 3;
  return is_one_of(line[sign].sign, ".:");
}

// "S-400", but not "mid-1930" nor a dash between words.
bool is_hyphened_to_word(const Line& line, std::size_t i) {
  if (i < 2 || !line.joined(i) || !line.joined(i - 1) || line[i - 1].sign != '-') return false;
  const Item& left = line[i - 2];
  if (line.word(i - 1) != "-" || left.kind == text::TokenKind::number) return false;
  return !left.tags.any({Tag::part, Tag::before, Tag::after, Tag::approximate, Tag::season,
                         Tag::month, Tag::month_abbreviation, Tag::era}) &&
         left.kind != text::TokenKind::symbol;
}

// "/news/1914/05", "x=1914", "#1914".
bool is_in_address(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  if (line.joined(i) && is_one_of(left.sign, "=_&@#\\$*+^<>|")) return true;
  const bool slash_before = line.joined(i) && left.sign == '/';
  if (slash_before && line.joined(i - 1) && !is_figure(line.before(i, 2)) &&
      !line.is(i - 2, {Tag::month, Tag::month_abbreviation})) {
    return true;
  }
  const bool slash_after = line.is_sign(i + 1, '/') && line.joined(i + 1) && line.joined(i + 2);
  return slash_after && line[i + 2].is_word() && roman_value(line.word(i + 2)) == 0 &&
         !line.is(i + 2, {Tag::month, Tag::month_abbreviation});
}

// Money, shares and degrees.
bool is_quantity_by_sign(const Line& line, std::size_t i) {
  return line.before(i).sign == '$' || line.is_sign(i + 1, '%');
}

// "st", "nd", "rd", "th", and "d" as in "2d".
bool is_ordinal_ending(std::string_view ending) {
  constexpr std::array<std::string_view, 5> kEndings{"st", "nd", "rd", "th", "d"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view known) {
    return std::equal(ending.begin(), ending.end(), known.begin(), known.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  });
}

constexpr int kTens = 10;

// "twenty" before "first" or "-first".
std::size_t after_tens(const Line& line, std::size_t i) {
  return line.is_hyphen(i + 1) ? i + 2 : i + 1;
}

bool is_tens(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::cardinal)) return false;
  const int value = line[i].value(Tag::cardinal);
  return value >= 20 && value < 100;
}

// "ninety-five", "five", "ninety".
Maybe<int> below_hundred(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::cardinal)) return std::nullopt;
  const int value = line[i].value(Tag::cardinal);
  if (value >= 100) return std::nullopt;
  const std::size_t next = after_tens(line, i);
  if (is_tens(line, i) && line.is(next, Tag::cardinal) && line[next].value(Tag::cardinal) < kTens) {
    return Found<int>{value + line[next].value(Tag::cardinal), next + 1};
  }
  return Found<int>{value, i + 1};
}

std::size_t past_and(const Line& line, std::size_t i) { return line.is_word(i, "and") ? i + 1 : i; }

// Adds what follows "hundred": "and ninety-five".
Found<int> with_remainder(const Line& line, int hundreds, std::size_t end) {
  if (const auto rest = below_hundred(line, past_and(line, end))) {
    return {hundreds + rest->value, rest->end};
  }
  return {hundreds, end};
}

struct EraLetters {
  std::string_view letters;
  EraName name;
};
constexpr std::array<EraLetters, 5> kEraLetters{{{"BCE", EraName::before_christ},
                                                 {"BC", EraName::before_christ},
                                                 {"AD", EraName::after_christ},
                                                 {"CE", EraName::after_christ},
                                                 {"AH", EraName::hijra}}};

bool is_upper(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "A.D.", "B. C. E.", "C.E": each letter with its full stop, which the last may lack.
Maybe<EraName> dotted_era_at(const Line& line, std::size_t i) {
  std::string letters;
  std::array<std::size_t, 3> ends{};  // of each letter with its full stop
  std::size_t at = i;
  for (bool dot = true; dot && letters.size() < ends.size();) {
    if (line.word(at).size() != 1 || !is_upper(line.word(at))) break;
    letters += line.word(at);
    dot = line.is_sign(at + 1, '.');
    at += dot ? 2 : 1;
    ends[letters.size() - 1] = at;
  }
  for (const auto& [expected, name] : kEraLetters) {
    if (letters.substr(0, expected.size()) == expected) {
      return Found<EraName>{name, ends[expected.size() - 1]};
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_plain_number(const Line& line, std::size_t i) {
  if (!line[i].is_number() || line[i].number < 0) return false;
  // Most numbers stand between blanks.
  if (!line.joined(i) && !line.joined(i + 1)) return !is_quantity_by_sign(line, i);
  return !joins_figures(line, i + 1) && (i == 0 || !joins_figures(line, i - 1)) &&
         !is_hyphened_to_word(line, i) && !is_in_address(line, i) && !is_quantity_by_sign(line, i);
}

Maybe<int> ordinal_at(const Line& line, std::size_t i) {
  const Item& item = line[i];
  if (item.kind == text::TokenKind::mixed) {
    if (item.digits == 0 || item.digits > 2 ||
        !is_ordinal_ending(line.word(i).substr(item.digits))) {
      return std::nullopt;
    }
    return Found<int>{item.number, i + 1};
  }
  if (item.tags.any(Tag::ordinal)) return Found<int>{item.value(Tag::ordinal), i + 1};
  if (!is_tens(line, i)) return std::nullopt;
  const std::size_t next = after_tens(line, i);
  if (!line.is(next, Tag::ordinal) || line[next].value(Tag::ordinal) >= kTens) return std::nullopt;
  return Found<int>{item.value(Tag::cardinal) + line[next].value(Tag::ordinal), next + 1};
}

Maybe<int> cardinal_at(const Line& line, std::size_t i) {
  if (const auto words = below_hundred(line, i)) return words;
  if (line[i].digits > 3 || line[i].number == 0 || !is_plain_number(line, i)) return std::nullopt;
  return Found<int>{line[i].number, i + 1};
}

Maybe<int> year_in_words_at(const Line& line, std::size_t i) {
  const auto first = below_hundred(line, i);
  if (!first) return std::nullopt;
  int total = first->value;
  std::size_t end = first->end;
  if (line.is_word(end, "thousand") && total < 3) {
    total *= 1000;
    ++end;
    const auto hundreds = below_hundred(line, end);
    if (hundreds && hundreds->value < kTens && line.is_word(hundreds->end, "hundred")) {
      total += hundreds->value * 100;
      end = hundreds->end + 1;
    }
    return with_remainder(line, total, end);
  }
  if (total < kTens || total > 20) return std::nullopt;
  if (line.is_word(end, "hundred")) return with_remainder(line, total * 100, end + 1);
  const auto rest = below_hundred(line, line.is_hyphen(end) ? end + 1 : end);
  if (!rest || rest->value < kTens) return std::nullopt;
  return Found<int>{total * 100 + rest->value, rest->end};
}

int roman_value(std::string_view word) {
  if (word.empty() || word.size() > 6) return 0;
  const auto digit = [](char c) { return c == 'X' ? 10 : c == 'V' ? 5 : c == 'I' ? 1 : 0; };
  int total = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const int here = digit(word[i]);
    const int next = i + 1 < word.size() ? digit(word[i + 1]) : 0;
    if (here == 0) return 0;
    total += here < next ? -here : here;
  }
  return total > 0 && total < 40 ? total : 0;
}

Maybe<EraName> era_at(const Line& line, std::size_t i) {
  if (!line[i].is_word()) return std::nullopt;
  if (line.is(i, Tag::era)) {
    const auto name = static_cast<EraName>(line[i].value(Tag::era));
    const bool spelled = line.word(i).size() > 3;  // "Hijri", "Rumi"
    if (spelled ? line[i].capital : is_upper(line.word(i))) return Found<EraName>{name, i + 1};
    return std::nullopt;
  }
  if (line.is_word(i, "anno") && line.is_word(i + 1, "domini")) {
    return Found<EraName>{EraName::after_christ, i + 2};
  }
  return dotted_era_at(line, i);
}

Maybe<MonthName> month_at(const Line& line, std::size_t i) {
  const Item& item = line[i];
  if (item.tags.any(Tag::month)) {
    return Found<MonthName>{{item.value(Tag::month), true}, i + 1};
  }
  if (!item.tags.any(Tag::month_abbreviation) || !item.capital) return std::nullopt;
  const std::size_t end = line.is_sign(i + 1, '.') && line.joined(i + 1) ? i + 2 : i + 1;
  return Found<MonthName>{{item.value(Tag::month_abbreviation), false}, end};
}

}  // namespace fasti::dates
