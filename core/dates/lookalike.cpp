#include "core/dates/lookalike.h"

#include "core/dates/numbers.h"

namespace fasti::dates {
namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2100;

// Quantities are round more often than years.
bool is_round(int number) { return number % 100 == 0; }

// "from at least 1850"
bool is_at_least(const Line& line, std::size_t i) {
  return i >= 3 && line.is_word(i - 1, "least") && line.is_word(i - 2, "at") &&
         line.before(i, 3).tags.any(Tag::preposition);
}

// The words before a number say that it counts something.
bool is_counting(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  if (is_at_least(line, i)) return false;
  if (left.tags.any(Tag::quantity)) return true;
  const Item& further = line.before(i, 2);
  // "Population: 1500", "Population in 1900: 1500"
  if (left.sign == ':' && (further.tags.any(Tag::measure) || is_year_figure(further))) return true;
  const bool number = line.is_word(i - 2, "number") || line.is_word(i - 2, "numbers");
  if (left.sign == '(' && i >= 2 && number) return true;  // "serial numbers (2044)"
  const bool in = line.is_word(i - 1, "in");
  // "a strength of 1500", but "the population in 1500"
  if (left.tags.any({Tag::cue, Tag::strong_cue}) &&
      (further.tags.any(Tag::change) || (further.tags.any(Tag::measure) && !in))) {
    return !further.tags.any(Tag::dating) && is_round(line[i].number);
  }
  // "one in 1500"
  return in && further.tags.any(Tag::cardinal) && is_round(line[i].number);
}

// "in 1914, 1916 and 1918": a year stands before the comma or the "and".
bool continues_list(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  // "1900-1850 men" is a sum.
  if (left.sign == '-' && line.before(i, 2).number > line[i].number) return false;
  const bool link = left.sign == ',' || left.sign == '/' || left.sign == ';' || left.sign == '-' ||
                    line.is_word(i - 1, "and") || line.is_word(i - 1, "or");
  return i >= 2 && link &&
         (is_year_figure(line.before(i, 2)) ||
          (line.before(i, 2).sign == ',' && is_year_figure(line.before(i, 3))));
}

// "555-1914"
bool ends_number(const Line& line, std::size_t i) {
  return i >= 2 && line.is_sign(i - 1, '-') && line.joined(i - 1) && line.joined(i) &&
         line[i - 2].is_number() && !is_year_figure(line[i - 2]);
}

// "It was 1914", "the year was 1914"
bool is_told_outright(const Line& line, std::size_t i) {
  return i >= 2 && line.is_word(i - 1, "was") &&
         (line.is_word(i - 2, "it") || line.is_word(i - 2, "year"));
}

bool has_cue_before(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  if (is_told_outright(line, i)) return true;
  if (i == 0 || left.tags.any({Tag::cue, Tag::strong_cue}) || is_at_least(line, i)) return true;
  if (left.kind == text::TokenKind::symbol) return left.sign != '\'';
  return left.capital || continues_list(line, i);
}

// "the plague of 1348 killed", where else the killed are counted.
bool takes_lives(const Line& line, std::size_t i) {
  return line.is_word(i + 1, "killed") && line.is_word(i - 1, "of") &&
         line.before(i, 2).tags.any(Tag::event_noun);
}

// "1200-1500 soldiers", "1200 to 1500 soldiers", but "in 1959 to 1850 tons"
bool begins_count(const Line& line, std::size_t i) {
  if (line.is_word(i - 1, "in")) return false;
  const bool range = line.is_sign(i + 1, '-') || line.is_word(i + 1, "to");
  return range && is_year_figure(line[i + 2]) && has_unit(line, i + 3);
}

// "a famous 1925 race", "the sisters' 1893 carriage": figures within a noun phrase.
bool describes(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  if (left.sign == '\'') return line[i].blank_before && line.word(i - 2).ends_with('s');
  return left.is_word() && !left.tags.any({Tag::function, Tag::quantity}) &&
         line.before(i, 2).tags.any(Tag::determiner);
}

}  // namespace

bool is_year_figure(const Item& item) {
  return item.is_number() && item.digits == 4 && item.number >= kFirstYear &&
         item.number <= kLastYear;
}

bool is_of_year(const Line& line, std::size_t i) {
  return line.is_word(i + 1, "in") && is_year_figure(line[i + 2]);
}

bool is_numbered(const Line& line, std::size_t i) {
  if (i == 0) return false;
  std::size_t left = i - 1;
  const bool dot = line.is_sign(left, '.') && line.joined(left);
  if (dot && left > 0) --left;
  const Item& item = line[left];
  if (dot && item.tags.any(Tag::left_letter)) return true;
  if (!item.tags.any(Tag::left_blocker)) return false;
  // "no 1914 treaty" denies; "No 1914" and "no. 1914" number.
  return dot || item.capital || !line.is_word(left, "no");
}

bool has_unit(const Line& line, std::size_t end) {
  if (line.find(end, Tag::right_unit)) return true;
  // "9 p.m."
  const bool dotted = line.is_sign(end + 1, '.') && line.is_word(end + 2, "m");
  return dotted && (line.is_word(end, "p") || line.is_word(end, "a"));
}

bool is_plural_noun(const Line& line, std::size_t i) {
  const Item& item = line[i];
  if (!item.is_word() || item.capital || item.tags.any(Tag::function)) return false;
  if (item.tags.any(Tag::plural)) return true;
  const std::string_view word = line.word(i);
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
         !word.ends_with("'s");
}

bool is_noun(const Line& line, std::size_t i) {
  const Item& item = line[i];
  if (!item.is_word() || item.tags.any(Tag::function)) return false;
  if (item.tags.any({Tag::month, Tag::season, Tag::unit, Tag::era}) && !item.capital) return false;
  const std::string_view word = line.word(i);
  return item.capital || !(word.ends_with("ed") || word.ends_with("ly"));
}

bool is_habitual(const Line& line, std::size_t i) {
  constexpr std::size_t kNear = 12;
  const auto stops = [&](std::size_t at) {
    const char sign = line[at].sign;
    return sign == '.' || sign == '!' || sign == '?' || sign == ';';
  };
  for (std::size_t n = 1; n <= kNear && n <= i && !stops(i - n); ++n) {
    if (line.find(i - n, Tag::habit)) return true;
  }
  for (std::size_t n = 1; n <= kNear && i + n < line.size() && !stops(i + n); ++n) {
    if (line.find(i + n, Tag::habit)) return true;
  }
  return false;
}

bool is_year_alone(const Line& line, std::size_t i) {
  if (!is_year_figure(line[i]) || is_numbered(line, i)) return false;
  if (has_unit(line, i + 1) && !takes_lives(line, i)) return false;
  if (begins_count(line, i)) return false;
  if (is_counting(line, i) || ends_number(line, i) || is_of_year(line, i)) return false;
  const Item& left = line.before(i);
  // "Your 1288, received today" is a letter.
  if (left.tags.any(Tag::possessive) && !is_noun(line, i + 1)) return false;
  const int year = line[i].number;
  // "1200-page" and "1914-style": the figures are part of a word.
  if (line.is_sign(i + 1, '-') && line.joined(i + 1) && line.joined(i + 2) &&
      line[i + 2].is_word() && !line.is(i + 2, {Tag::present, Tag::month, Tag::approximate}) &&
      line.word(i + 1) == "-") {
    return line.is_word(i + 2, "era");
  }
  // "the act of 1789 applies", "the Treaty of Moscow of 1921 holds": what ends in s is a verb.
  const Item& named = line.before(i, 2);
  const bool of_event = line.is_word(i - 1, "of") &&
                        (named.tags.any(Tag::event_noun) || (named.capital && !is_round(year)));
  // "her admired 1911 papers"
  const bool owned = !is_round(year) && line.before(i, 2).tags.any(Tag::possessive);
  if (is_plural_noun(line, i + 1) && !of_event) {
    // "the 1500 men", but "the 1900 games"
    if (is_round(year) && line.is(i + 1, Tag::plural)) return false;
    return left.tags.any({Tag::strong_cue, Tag::determiner})
               ? !is_round(year) || left.tags.any(Tag::determiner)
               : owned || continues_list(line, i);
  }
  if (has_cue_before(line, i)) {
    // A round number with a weak cue wants a sign that it is none of the quantities.
    const bool weak = !left.tags.any(Tag::strong_cue) && left.is_word() && !left.capital;
    return !weak || !is_round(year) || line.ends_clause(i + 1) || line[i + 1].capital ||
           continues_list(line, i);
  }
  // After any other word a year describes a name or a thing: "the dreadful 1929 Crash".
  return !is_round(year) && (line[i + 1].capital || (describes(line, i) && is_noun(line, i + 1)));
}

bool is_low_year_alone(const Line& line, std::size_t i) {
  if (!line[i].is_number() || line[i].digits != 3 || line[i].number < 100) return false;
  if (is_numbered(line, i) || has_unit(line, i + 1) || is_counting(line, i)) return false;
  const Item& left = line.before(i);
  if (i == 0) return line.is_sign(1, ':') || (line.is_sign(1, '-') && line[1].blank_before);
  if (!left.tags.any(Tag::preposition) && left.sign != '(') return false;
  // "ships and 153 U-boats", but "in 451 and 553"
  if (left.tags.any(Tag::link) && !line.is_word(i - 1, "of") && !line.before(i, 2).is_number()) {
    return false;
  }
  if (line.is_word(i + 1, "of") || is_plural_noun(line, i + 1)) return false;
  return line.ends_clause(i + 1) || line[i + 1].capital || !is_noun(line, i + 1);
}

}  // namespace fasti::dates
