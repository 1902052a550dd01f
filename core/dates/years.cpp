// Seasons, quarters, years, decades, centuries: "summer of 1914", "44 BC", "the 1930s".
#include "core/dates/lookalike.h"
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

constexpr int kWinter = 24;
constexpr int kFall = 23;
constexpr int kFirstQuarterCode = 33;
constexpr int kLastCentury = 40;

std::optional<EraMark> christian_era(const Maybe<EraName>& era) {
  if (!era) return std::nullopt;
  if (era->value == EraName::before_christ) return EraMark::before_christ;
  if (era->value == EraName::after_christ) return EraMark::after_christ;
  return std::nullopt;
}

// Gives a moment the era that stands at `end`, and moves `end` past it.
void take_era(const Line& line, Moment& moment, std::size_t& end) {
  const auto era = era_at(line, end);
  const auto mark = christian_era(era);
  if (!mark) return;
  moment.era = *mark;
  end = era->end;
}

Found<Moment> of_year(std::int64_t year, EraMark era, std::size_t end) {
  Moment moment;
  moment.unit = Unit::year;
  moment.year = year;
  moment.era = era;
  if (year == 0) {
    moment.note = "year-zero";
    moment.approximate = true;
  }
  return {moment, end};
}

// ---- Seasons

// "1941-42", "1941/1942" after "winter": the place after the second year, or `end`.
std::size_t past_second_year(const Line& line, std::size_t end, std::int64_t year) {
  if (!line.is_sign(end, '-') && !line.is_sign(end, '/')) return end;
  const Item& second = line[end + 1];
  const std::int64_t next = year + 1;
  const bool fits = second.is_number() && ((second.digits == 2 && second.number == next % 100) ||
                                           (second.digits == 4 && second.number == next));
  return fits ? end + 2 : end;
}

// "in the spring,": a season without a year that is no season in general and no description.
bool is_season_told(const Line& line, std::size_t i, int season) {
  const Item& left = line.before(i);
  if (line.is_word(i + 1, "of") || is_noun(line, i + 1) || line.is(i + 1, Tag::season))
    return false;
  if (left.tags.any({Tag::before, Tag::after})) return season != kFall || line.is_word(i - 1, "by");
  if (!line.is_word(i - 1, "the")) return false;
  const Item& further = line.before(i, 2);
  if (line.is_word(i - 2, "over")) return season != kFall;  // "over the winter"
  if (season == kFall) return further.tags.any(Tag::narrative_preposition);
  return further.tags.any({Tag::narrative_preposition, Tag::before, Tag::after});
}

// ---- Decades

struct DecadeFigure {
  int year;
  bool century_open;
  std::size_t end;
};

// "1930s", "1930's", "'30s", "440s", "30s".
std::optional<DecadeFigure> decade_figure(const Line& line, std::size_t i) {
  const bool apostrophe = line.is_sign(i, '\'') && line.joined(i + 1);
  const std::size_t at = apostrophe ? i + 1 : i;
  const Item& item = line[at];
  if (item.number < 0 || item.number % 10 != 0 || item.digits < 2 || item.digits > 4) {
    return std::nullopt;
  }
  std::size_t end = at + 1;
  if (item.is_number()) {
    const bool plural = line.is_sign(end, '\'') && line.joined(end) && line.joined(end + 1) &&
                        line.is_word(end + 1, "s");
    if (!plural) return std::nullopt;
    end += 2;
  } else if (line.word(at).substr(item.digits) != "s") {
    return std::nullopt;
  }
  if (apostrophe && item.digits != 2) return std::nullopt;
  return DecadeFigure{item.number, item.digits == 2, end};
}

// The century of the decades before "70s" in "the 1950s, 60s and 70s".
std::optional<int> listed_century(const Line& line, std::size_t i) {
  constexpr int kMostDecades = 4;
  for (int n = 0; n < kMostDecades && i >= 2; ++n) {
    if (line.is_word(i - 1, "and") || line.is_word(i - 1, "or")) --i;
    if (line.is_sign(i - 1, ',')) --i;
    if (i == 0 || line[i - 1].kind != text::TokenKind::mixed) return std::nullopt;
    if (const auto figure = decade_figure(line, i - 1); figure && !figure->century_open) {
      return figure->year / 100;
    }
    --i;
  }
  return std::nullopt;
}

Moment of_decade(int year, bool century_open) {
  Moment moment;
  moment.unit = Unit::decade;
  moment.year = century_open ? 1900 + year : year;
  moment.century_open = century_open;
  // "the 1900s" may be the whole century; "the 2000s", the decade of which most is told, is not.
  moment.approximate = !century_open && year % 100 == 0 && year < 2000;
  return moment;
}

// "the thirties", "the nineteen-thirties"; not "in his thirties".
Maybe<Moment> worded_decade(const Line& line, std::size_t i, bool linked) {
  if (line.is(i, Tag::decade_word)) {
    const int part = line.is(i - 1, Tag::part) && i > 0 ? 1 : 0;
    const Item& left = line.before(i, 1 + static_cast<std::size_t>(part));
    if (!linked && !line.is_word(i - 1 - static_cast<std::size_t>(part), "the"))
      return std::nullopt;
    if (left.tags.any(Tag::possessive)) return std::nullopt;
    return Found<Moment>{of_decade(line[i].value(Tag::decade_word), true), i + 1};
  }
  if (!line.is(i, Tag::cardinal)) return std::nullopt;
  const int hundreds = line[i].value(Tag::cardinal);
  const std::size_t at = line.is_hyphen(i + 1) ? i + 2 : i + 1;
  if (hundreds <= 10 || hundreds > 20 || !line.is(at, Tag::decade_word)) return std::nullopt;
  return Found<Moment>{of_decade(hundreds * 100 + line[at].value(Tag::decade_word), false), at + 1};
}

// ---- Centuries

// "C19th", "C19".
int short_century(std::string_view word) {
  if (word.size() < 2 || (word[0] != 'C' && word[0] != 'c')) return 0;
  int number = 0;
  std::size_t at = 1;
  for (; at < word.size() && at < 3 && word[at] >= '0' && word[at] <= '9'; ++at) {
    number = number * 10 + (word[at] - '0');
  }
  const std::string_view ending = word.substr(at);
  const bool complete = ending.empty() || ending == "th" || ending == "st" || ending == "nd";
  return complete && number <= kLastCentury ? number : 0;
}

// "19th", "nineteenth", "XIX", "C19th": its number and the place after it.
Maybe<int> century_number(const Line& line, std::size_t i) {
  if (const auto ordinal = ordinal_at(line, i); ordinal && ordinal->value <= kLastCentury) {
    return ordinal;
  }
  if (const int number = short_century(line.word(i)); number > 0) return Found<int>{number, i + 1};
  if (line[i].is_word()) {
    if (const int roman = roman_value(line.word(i)); roman > 0) return Found<int>{roman, i + 1};
  }
  return std::nullopt;
}

// Past what may stand between "19th and" and "20th centuries": "the", "early", "mid-", "end of",
// "again in the".
std::size_t past_parts(const Line& line, std::size_t i) {
  constexpr int kMostWords = 5;
  for (int n = 0; n < kMostWords; ++n, ++i) {
    const bool small = line.is(i, Tag::part) || line.is_word(i, "the") || line.is_word(i, "of") ||
                       line.is_word(i, "again") || line.is_word(i, "in") || line.is_hyphen(i);
    if (!small) break;
  }
  return i;
}

struct CenturyHead {
  std::size_t begin;  // the word "century", or a hyphen before it
  Unit unit;
  bool shared;
};

std::optional<Unit> century_unit(const Line& line, std::size_t i) {
  if (is_century_word(line, i)) return Unit::century;
  if (line.is(i, Tag::unit) && line[i].value(Tag::unit) == static_cast<int>(Unit::millennium)) {
    return Unit::millennium;
  }
  return std::nullopt;
}

// The word "century" that the ordinal before `end` belongs to, be it that of a later ordinal.
std::optional<CenturyHead> century_head(const Line& line, std::size_t end) {
  constexpr int kMostOrdinals = 4;
  for (int n = 0; n < kMostOrdinals; ++n) {
    const std::size_t word = line.is_hyphen(end) ? end + 1 : end;
    if (const auto unit = century_unit(line, word)) return CenturyHead{end, *unit, n > 0};
    std::size_t next = end;
    if (line.is_sign(next, ',')) ++next;
    if (line.is_hyphen(next) && !line.joined(next + 1)) ++next;  // "16th- and 17th-century"
    if (const auto range = line.find(next, Tag::range)) {
      next = range->end;
    } else if (line.is_word(next, "and") || line.is_word(next, "or") || line.is_sign(next, '-') ||
               line.is_sign(next, '/')) {
      ++next;
    } else if (next == end) {
      return std::nullopt;
    }
    const auto number = century_number(line, past_parts(line, next));
    if (!number) return std::nullopt;
    end = number->end;
  }
  return std::nullopt;
}

// Spares centuries a second reading.
bool is_millennium_near(const Line& line, std::size_t i) {
  constexpr std::size_t kLongestList = 24;
  for (std::size_t n = 1; n <= kLongestList && i + n < line.size(); ++n) {
    const Item& item = line[i + n];
    if (item.tags.any(Tag::unit) && item.value(Tag::unit) == static_cast<int>(Unit::millennium)) {
      return true;
    }
  }
  return false;
}

Maybe<Moment> century_or_millennium(const Line& line, std::size_t i, Unit unit) {
  const auto number = century_number(line, i);
  if (!number || number->value < 1) return std::nullopt;
  auto head = century_head(line, number->end);
  if (!head && line.word(i).ends_with("th") && short_century(line.word(i)) > 0) {
    head = CenturyHead{number->end, Unit::century, true};
  }
  if (!head || head->unit != unit) return std::nullopt;
  Moment moment;
  moment.unit = unit;
  moment.year = number->value;
  const std::size_t word = line.is_hyphen(head->begin) ? head->begin + 1 : head->begin;
  std::size_t after = word + 1;
  if (line.is_sign(after, '.') && line.word(word).size() <= 4) ++after;  // "cent."
  take_era(line, moment, after);
  if (!head->shared) return Found<Moment>{moment, after};
  const bool dangling = line.is_hyphen(number->end) && !line.joined(number->end + 1);
  return Found<Moment>{moment, number->end + (dangling ? 1U : 0U)};
}

}  // namespace

bool is_century_word(const Line& line, std::size_t i) {
  if (line.is(i, Tag::unit)) return line[i].value(Tag::unit) == static_cast<int>(Unit::century);
  return (line.is_word(i, "cent") || line.is_word(i, "c")) && line.is_sign(i + 1, '.');
}

Maybe<Moment> season(const Line& line, std::size_t i, bool linked) {
  Moment moment;
  moment.unit = Unit::season;
  moment.season = line[i].value(Tag::season);
  if (const auto year = attached_year(line, i + 1, 0)) {
    attach(moment, year->value);
    std::size_t end = year->end;
    if (moment.season == kWinter && moment.year) {
      const std::size_t second = past_second_year(line, end, *moment.year);
      // Which of its two winters "winter 1941" means stays open.
      moment.approximate = second == end;
      end = second;
    }
    return Found<Moment>{moment, end};
  }
  if (!linked && !is_season_told(line, i, moment.season)) return std::nullopt;
  if (is_habitual(line, i)) return std::nullopt;
  return Found<Moment>{moment, i + 1};
}

Maybe<Moment> quarter_code(const Line& line, std::size_t i, bool) {
  const std::string_view code = line.word(i);
  if (code.size() != 2 || (code[0] != 'Q' && code[0] != 'q') || code[1] < '1' || code[1] > '4') {
    return std::nullopt;
  }
  const auto year = attached_year(line, i + 1, 0);
  if (!year) return std::nullopt;
  Moment moment;
  moment.unit = Unit::season;
  moment.season = kFirstQuarterCode + (code[1] - '1');
  attach(moment, year->value);
  return Found<Moment>{moment, year->end};
}

namespace {

// "10,000" before "BC".
Maybe<int> grouped_figure(const Line& line, std::size_t i) {
  const Item& thousands = line[i];
  const Item& rest = line[i + 2];
  const bool grouped = thousands.is_number() && thousands.digits <= 3 && line.is_sign(i + 1, ',') &&
                       line.joined(i + 1) && line.joined(i + 2) && rest.is_number() &&
                       rest.digits == 3;
  const Item& left = line.before(i);
  if (!grouped || (line.joined(i) && left.sign != '(' && left.sign != '-')) return std::nullopt;
  return Found<int>{thousands.number * 1000 + rest.number, i + 3};
}

// "In 988, the count", "In 988 Guifred", "died in 988.", a line that begins with "988:".
bool opens_clause_as_year(const Line& line, std::size_t i) {
  if (i == 0) return line[i].number % 100 != 0;
  const Item& verb = line.before(i, 2);  // "founded in 988"
  if (line.is_word(i - 1, "in") && verb.tags.any(Tag::happening)) {
    return line[i].number % 100 != 0 && line[i + 1].kind == text::TokenKind::symbol;
  }
  if (!line.is_word(i - 1, "in") || !line[i - 1].capital) return false;
  return line.is_sign(i + 1, ',') || (line[i + 1].capital && line[i].number % 100 != 0);
}

}  // namespace

Maybe<Moment> era_year(const Line& line, std::size_t i, bool) {
  if (const auto before = era_at(line, i)) {
    const auto mark = christian_era(before);
    const Item& figure = line[before->end];
    if (!mark || !is_plain_number(line, before->end) || figure.digits > 4) return std::nullopt;
    return of_year(figure.number, *mark, before->end + 1);
  }
  const auto figure = grouped_figure(line, i);
  if (!figure && (!is_plain_number(line, i) || line[i].digits > 4)) return std::nullopt;
  const auto after = era_at(line, figure ? figure->end : i + 1);
  const auto mark = christian_era(after);
  if (!mark || (figure && *mark != EraMark::before_christ)) return std::nullopt;
  return of_year(figure ? figure->value : line[i].number, *mark, after->end);
}

Maybe<Moment> worded_year(const Line& line, std::size_t i, bool linked) {
  const auto words = year_in_words_at(line, i);
  if (!words || is_plural_noun(line, words->end) || has_unit(line, words->end)) return std::nullopt;
  if (line.is_hyphen(words->end)) return std::nullopt;  // "seventeen hundred and fifty-third"
  const std::size_t left = line.is_sign(i - 1, ',') && i > 1 ? i - 2 : i - 1;
  const bool announced = i > 0 && (line.is_word(left, "year") || line.is_word(left, "lord"));
  const bool cued = line.before(i).tags.any(Tag::strong_cue) && words->value % 100 != 0;
  if (!announced && !linked && !cued) return std::nullopt;
  return of_year(words->value, EraMark::none, words->end);
}

namespace {

// "1288. Would you" at the beginning of a line or a sentence.
bool is_enumerator(const Line& line, std::size_t i) {
  const char left = line.before(i).sign;
  if (i > 0 && left != '.' && left != '?' && left != '!') return false;
  return is_year_figure(line[i]) && line.is_sign(i + 1, '.') && line.joined(i + 1) &&
         line[i + 2].is_word() && line[i + 2].capital && !line.joined(i + 2);
}

}  // namespace

Maybe<Moment> plain_year(const Line& line, std::size_t i, bool linked) {
  if (!is_plain_number(line, i) || line[i].digits > 4) return std::nullopt;
  const Item& item = line[i];
  const bool announced = (line.is_word(i - 1, "year") || line.is_word(i - 1, "years")) && i >= 2 &&
                         line.is_word(i - 2, "the");
  if (announced && item.digits < 4) {
    if (has_unit(line, i + 1) || line.is_word(i + 1, "of")) return std::nullopt;
    return of_year(item.number, EraMark::none, i + 1);
  }
  // "The year 2000 marks a turn" counts no money.
  if (announced && is_year_figure(item)) return of_year(item.number, EraMark::none, i + 1);
  if (!linked && is_enumerator(line, i)) {
    // In annals a year, in a letter the number of another; in a sentence neither.
    if (i > 0) return std::nullopt;
    Found<Moment> found = of_year(item.number, EraMark::none, i + 1);
    found.value.enumerates = true;
    return found;
  }
  if (linked ? is_year_figure(item) && !has_unit(line, i + 1) && !is_of_year(line, i) &&
                   !(item.number % 100 == 0 && is_plural_noun(line, i + 1))
             : is_year_alone(line, i)) {
    return of_year(item.number, EraMark::none, i + 1);
  }
  if (!is_low_year_alone(line, i)) return std::nullopt;
  Found<Moment> found = of_year(item.number, EraMark::none, i + 1);
  found.value.low = true;
  found.value.opens_clause = opens_clause_as_year(line, i);
  return found;
}

Maybe<Moment> decade(const Line& line, std::size_t i, bool linked) {
  if (line[i].is_word()) return worded_decade(line, i, linked);
  auto figure = decade_figure(line, i);
  if (!figure) return std::nullopt;
  if (const auto century = figure->century_open ? listed_century(line, i) : std::nullopt) {
    figure->year += *century * 100;
    figure->century_open = false;
    return Found<Moment>{of_decade(figure->year, false), figure->end};
  }
  Moment moment = of_decade(figure->year, figure->century_open);
  std::size_t end = figure->end;
  take_era(line, moment, end);
  if (moment.era != EraMark::none) {
    moment.year = figure->year;
    moment.century_open = false;
    return Found<Moment>{moment, end};
  }
  const int digits = line[line.is_sign(i, '\'') ? i + 1 : i].digits;
  if (digits == 3) {  // "the 740s" in a text about such years
    // "in the 960s", but "in the 300s" may be of rooms.
    const bool firm = line.before(i, 2).tags.any(Tag::narrative_preposition);
    moment.low = !firm || figure->year % 100 == 0;
    const bool told = linked || line.is_word(i - 1, "the");
    return told && i > 0 ? Maybe<Moment>({moment, end}) : std::nullopt;
  }
  // "temperatures in the 30s"
  if (digits == 2 && !line.is_sign(i, '\'') && !linked) return std::nullopt;
  if (digits == 4 && (figure->year < 1000 || figure->year > 2100)) return std::nullopt;
  if (line.joined(i) && line.is_sign(i - 1, '-') &&
      !line.is(i - 2, {Tag::part, Tag::before, Tag::after}) && !line.is(i - 2, Tag::figure)) {
    return std::nullopt;  // "MiG-1930s"
  }
  return Found<Moment>{moment, end};
}

Maybe<Moment> century(const Line& line, std::size_t i, bool) {
  return century_or_millennium(line, i, Unit::century);
}

Maybe<Moment> millennium(const Line& line, std::size_t i, bool) {
  if (!is_millennium_near(line, i)) return std::nullopt;
  return century_or_millennium(line, i, Unit::millennium);
}

}  // namespace fasti::dates
