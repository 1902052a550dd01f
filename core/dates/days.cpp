// Days and months: "3 March 1918", "March 3, 1918", "3.4.1918", "29 June", "in March".
#include "core/dates/lookalike.h"
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

constexpr int kLongestMonth = 31;

// ---- The year beside a day or month

// "nineteen hundred and two" after "in the year of our Lord".
std::size_t past_year_words(const Line& line, std::size_t i) {
  std::size_t at = line.past_sign(i, ',');
  at = line.past_word(line.past_word(line.past_word(at, "in"), "of"), "the");
  if (!line.is_word(at, "year")) return i;
  ++at;
  if (line.is_word(at, "of") && line.is_word(at + 1, "our") && line.is_word(at + 2, "lord"))
    at += 3;
  if (line.is_word(at, "of") && line.is_word(at + 1, "grace")) at += 2;
  return line.past_sign(at, ',');
}

// "June -, 1861" leaves the day open; "June 19 [sic], 1930" stands by a slip; "May 14. 1870." has
// a stop for a comma: the place after.
std::size_t past_gap(const Line& line, std::size_t i) {
  const bool ends = i + 2 >= line.size() || line.is_sign(i + 2, '.');
  if (line.is_sign(i, '.') && is_year_figure(line[i + 1]) && ends) return i + 1;
  if (line.is_sign(i, '-') && line.is_sign(i + 1, ',')) return i + 1;
  if (line.is_sign(i, '[') && line.is_word(i + 1, "sic") && line.is_sign(i + 2, ']')) return i + 3;
  return i;
}

// Whether figures after a day or month are its year and no count of what follows.
bool is_attached_figure(const Line& line, std::size_t i) {
  if (!is_plain_number(line, i) || has_unit(line, i + 1)) return false;
  const Item& item = line[i];
  const bool counted = is_plural_noun(line, i + 1);
  if (item.digits == 4) {
    if (!is_year_figure(item)) return false;
    return !counted || (line.before(i).sign != ',' && item.number % 100 != 0);
  }
  if (item.digits != 3 || item.number < 100 || counted || line.is_word(i + 1, "of")) return false;
  return !line[i + 1].is_word() || line.is(i + 1, Tag::function) || line[i + 1].capital;
}

// "1648/9", "1648/49": the second year is the one that begins in January.
std::optional<Found<std::int64_t>> double_year(const Line& line, std::size_t i, int month) {
  if (month < 1 || month > 3 || !line.is_sign(i + 1, '/') || !line.joined(i + 1)) {
    return std::nullopt;
  }
  const Item& second = line[i + 2];
  if (!second.is_number() || !line.joined(i + 2) || second.digits > 2) return std::nullopt;
  const std::int64_t next = line[i].number + 1;
  if (next % (second.digits == 1 ? 10 : 100) != second.number) return std::nullopt;
  return Found<std::int64_t>{next, i + 3};
}

// "1924 [1925]": an editor's correction.
std::optional<Found<std::int64_t>> corrected_year(const Line& line, std::size_t i) {
  if (!line.is_sign(i, '[') || !line[i + 1].is_number() || line[i + 1].digits != 4 ||
      !line.is_sign(i + 2, ']')) {
    return std::nullopt;
  }
  return Found<std::int64_t>{line[i + 1].number, i + 3};
}

std::optional<EraMark> christian(EraName name) {
  if (name == EraName::before_christ) return EraMark::before_christ;
  if (name == EraName::after_christ) return EraMark::after_christ;
  return std::nullopt;
}

Maybe<YearMark> year_in_figures(const Line& line, std::size_t i, int month) {
  YearMark mark;
  std::size_t at = i;
  if (const auto era = era_at(line, at); era && christian(era->value)) {
    mark.era = *christian(era->value);
    at = era->end;
  }
  if (const auto bracketed = corrected_year(line, at)) {
    mark.year = bracketed->value;
    return Found<YearMark>{mark, bracketed->end};
  }
  const Item& figure = line[at];
  if (!figure.is_number() || figure.number < 0) return std::nullopt;
  const auto era = era_at(line, at + 1);
  const bool marked = mark.era != EraMark::none || (era && christian(era->value));
  if (marked ? figure.digits > 4 || !is_plain_number(line, at) : !is_attached_figure(line, at)) {
    return std::nullopt;
  }
  mark.year = figure.number;
  std::size_t end = at + 1;
  if (era && christian(era->value)) {
    mark.era = *christian(era->value);
    end = era->end;
  } else if (const auto second = double_year(line, at, month)) {
    mark.year = second->value;
    end = second->end;
  } else if (const auto corrected = corrected_year(line, end)) {
    mark.year = corrected->value;
    end = corrected->end;
  }
  return Found<YearMark>{mark, end};
}

// "that year", "of the following year", "of last year".
Maybe<YearMark> year_by_reference(const Line& line, std::size_t i) {
  std::size_t at = line.past_sign(i, ',');
  at = line.past_word(line.past_word(at, "of"), "in");
  const bool the = line.is_word(at, "the");
  if (the) ++at;
  YearMark mark;
  if (line.is(at, Tag::that)) {
    mark.reference = Reference::offset;
    if (line.is(at + 1, Tag::relative) && line[at + 1].value(Tag::relative) == 0) ++at;
  } else if (!the && (line.is(at, {Tag::last, Tag::this_}) || line.is_word(at, "next"))) {
    mark.reference = Reference::deictic;
    mark.offset = line.is(at, Tag::last) ? -1 : line.is(at, Tag::this_) ? 0 : 1;
  } else if (line.is(at, Tag::relative)) {
    mark.reference = Reference::offset;
    mark.offset = line[at].value(Tag::relative);
  } else {
    return std::nullopt;
  }
  if (!line.is_word(at + 1, "year")) return std::nullopt;
  return Found<YearMark>{mark, at + 2};
}

// "in March last", "the 4th of March next", "the 30th of September preceding".
std::optional<Reference> trailing_reference(const Line& line, std::size_t i) {
  if (line.is(i, Tag::last)) return Reference::last;
  if (!line.is(i, Tag::relative) || line[i].value(Tag::relative) == 0) return std::nullopt;
  const Item& next = line[i + 1];
  // "in March following the defeat"
  const bool goes_on =
      next.is_word() && (!next.tags.any(Tag::function) || next.tags.any(Tag::determiner));
  if (goes_on || line.is_word(i + 1, "to")) return std::nullopt;
  if (line.is_word(i, "next")) return Reference::coming;
  return line[i].value(Tag::relative) > 0 ? Reference::next : Reference::previous;
}

// ---- Days and months in figures

// Day and month in either order; which is which may stay open.
std::optional<Moment> from_figures(int first, int second, std::int64_t year, bool day_first) {
  Moment moment;
  moment.year = year;
  const bool swapped = second > 12 && first <= 12;
  moment.day = swapped ? second : first;
  moment.month = swapped ? first : second;
  moment.month_first = swapped;
  moment.swappable = !day_first && first <= 12 && second <= 12 && first != second;
  if (moment.day < 1 || moment.day > kLongestMonth || moment.month < 1) return std::nullopt;
  if (moment.month > 12) {
    moment.unit = Unit::year;
    moment.month = moment.day = 0;
    moment.note = "invalid-month";
  }
  return moment;
}

bool is_joined_triple(const Line& line, std::size_t i, char sign) {
  return line.is_sign(i + 1, sign) && line.is_sign(i + 3, sign) && line.joined(i + 1) &&
         line.joined(i + 2) && line.joined(i + 3) && line.joined(i + 4);
}

// No more figures hang on at either end.
bool stands_free(const Line& line, std::size_t begin, std::size_t end) {
  const bool before =
      line.joined(begin) && (line[begin - 1].sign == '.' || line[begin - 1].sign == '/' ||
                             line[begin - 1].sign == '-' || line[begin - 1].sign == '$');
  const bool after = line.joined(end) && line.joined(end + 1) && line.is(end + 1, Tag::figure) &&
                     !line[end].is_word();
  return !before && !after;
}

// A roman month in either case, where the whole word is in one.
int roman_month(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  const int value = roman_value(upper);
  return value <= 12 ? value : 0;
}

// ---- Weekdays

struct Weekday {
  int weekday = 0;
  std::size_t end;
};

// "Sunday, the ", before a day or a month.
Weekday past_weekday(const Line& line, std::size_t i) {
  int weekday = 0;
  std::size_t at = i;
  if (line.is(i, Tag::weekday)) {
    weekday = line[i].value(Tag::weekday);
    at = i + 1;
  } else if (line.is(i, Tag::weekday_abbreviation) && line[i].capital) {
    weekday = line[i].value(Tag::weekday_abbreviation);
    at = line.past_sign(i + 1, '.');
  } else {
    return {0, i};
  }
  at = line.past_sign(at, ',');
  return {weekday, line.past_word(at, "the")};
}

// ---- Months alone

// Names of people and plain words that look like months; beside a capital they want a firm cue.
bool is_ambiguous_name(int month) { return month == 4 || month == 5 || month == 6 || month == 8; }

bool has_month_cue(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  if (left.tags.any(Tag::month_cue)) return true;
  const bool link = line.is_word(i - 1, "and") || line.is_word(i - 1, "or") ||
                    line.is_word(i - 1, "to") || left.sign == ',' || left.sign == '-';
  if (i < 2 || !link || !line.is(i - 2, Tag::month) || !line[i - 2].capital) return false;
  return !is_ambiguous_name(line[i - 2].value(Tag::month)) ||
         line.before(i, 3).tags.any(Tag::month_cue);
}

// "June-July 1940", "June and July 1940": a month before one with its year.
bool precedes_month_year(const Line& line, std::size_t i) {
  std::size_t at = i + 1;
  if (line.is_word(i, "and") || line.is_word(i, "or") || line.is_word(i, "to")) {
    if (!line[at].capital) return false;
  } else if (!line.is_sign(i, '-') && !line.is_sign(i, '/')) {
    return false;
  }
  const auto month = month_at(line, at);
  return month && line[at].capital && attached_year(line, month->end, month->value.month);
}

Moment of_month(int month) {
  Moment moment;
  moment.unit = Unit::month;
  moment.month = month;
  return moment;
}

Moment of_day(int day, int month) {
  Moment moment = of_month(month);
  moment.day = day;
  moment.unit = Unit::day;
  if (day < 1 || day > kLongestMonth) {
    moment.day = 0;
    moment.unit = Unit::month;
    moment.note = "invalid-day";
  }
  return moment;
}

// The day before "March": "3", "3rd of", "30th day of".
struct DayBefore {
  DayNumber number;
  std::size_t month;
  bool of;
};
std::optional<DayBefore> day_before_month(const Line& line, std::size_t i) {
  const auto day = day_at(line, i);
  if (!day) return std::nullopt;
  std::size_t at = day->end;
  if (day->value.ordinal && line.is_sign(at, '.') && line.joined(at)) ++at;  // "the 1st. day of"
  if (line.is_word(at, "day") && line.is_word(at + 1, "of")) ++at;
  const bool of = line.is_word(at, "of");
  if (of) ++at;
  if (line.is_word(at, "the") && line.is_word(at + 1, "month") && line.is_word(at + 2, "of"))
    at += 3;
  at = of ? at : line.past_sign(at, ',');
  if (!month_at(line, at)) return std::nullopt;
  return DayBefore{day->value, at, of};
}

}  // namespace

Maybe<DayNumber> day_at(const Line& line, std::size_t i) {
  if (const auto ordinal = ordinal_at(line, i)) {
    return Found<DayNumber>{{ordinal->value, line[i].is_word(), true}, ordinal->end};
  }
  if (line[i].digits > 2 || !is_plain_number(line, i)) return std::nullopt;
  return Found<DayNumber>{{line[i].number, false, false}, i + 1};
}

Maybe<YearMark> attached_year(const Line& line, std::size_t begin, int month) {
  const std::size_t i = past_gap(line, begin);
  if (const auto reference = year_by_reference(line, i)) return reference;
  if (const auto reference = trailing_reference(line, i)) {
    return Found<YearMark>{{std::nullopt, EraMark::none, *reference, 0}, i + 1};
  }
  const std::size_t after_words = past_year_words(line, i);
  if (after_words != i) {
    if (const auto words = year_in_words_at(line, after_words)) {
      return Found<YearMark>{{words->value, EraMark::none, Reference::none, 0}, words->end};
    }
    return year_in_figures(line, after_words, month);
  }
  if (const auto direct = year_in_figures(line, i, month)) return direct;
  if (line.is_sign(i, ',') || line.is_word(i, "of")) return year_in_figures(line, i + 1, month);
  return std::nullopt;
}

void attach(Moment& moment, const YearMark& mark) {
  moment.year = mark.year;
  moment.era = mark.era;
  moment.reference = mark.reference;
  moment.offset = mark.offset;
}

Maybe<Moment> iso_day(const Line& line, std::size_t i, bool) {
  if (!line[i].is_number() || line[i].digits != 4 || !is_joined_triple(line, i, '-')) {
    return std::nullopt;
  }
  const Item& month = line[i + 2];
  const Item& day = line[i + 4];
  if (!month.is_number() || month.digits != 2 || !day.is_number() || day.digits != 2 ||
      !stands_free(line, i, i + 5)) {
    return std::nullopt;
  }
  Moment moment = of_day(day.number, month.number);
  moment.year = line[i].number;
  if (month.number < 1 || month.number > 12) {
    moment.unit = Unit::year;
    moment.month = moment.day = 0;
    moment.note = "invalid-month";
  }
  return Found<Moment>{moment, i + 5};
}

Maybe<Moment> numeric_day(const Line& line, std::size_t i, bool) {
  const Item& first = line[i];
  const char sign = line[i + 1].sign;
  if (!first.is_number() || first.digits > 2 || (sign != '/' && sign != '.' && sign != '-') ||
      !is_joined_triple(line, i, sign)) {
    return std::nullopt;
  }
  const Item& second = line[i + 2];
  const Item& year = line[i + 4];
  if (!is_year_figure(year) || !stands_free(line, i, i + 5)) return std::nullopt;
  if (const int month = second.is_word() ? roman_month(line.word(i + 2)) : 0; month > 0) {
    Moment moment = of_day(first.number, month);
    moment.year = year.number;
    return Found<Moment>{moment, i + 5};
  }
  if (!second.is_number() || second.digits > 2) return std::nullopt;
  const auto moment = from_figures(first.number, second.number, year.number, sign == '.');
  if (!moment) return std::nullopt;
  return Found<Moment>{*moment, i + 5};
}

Maybe<Moment> day_month(const Line& line, std::size_t i, bool linked) {
  const Weekday weekday = past_weekday(line, i);
  const auto day = day_before_month(line, weekday.end);
  if (!day) return std::nullopt;
  const auto month = month_at(line, day->month);
  const auto year = attached_year(line, month->end, month->value.month);
  const DayNumber number = day->number;
  const bool valid = number.day >= 1 && number.day <= kLongestMonth;
  if (!year) {
    // "the first March", "32 May" and "5 may" want more to be dates.
    if (number.words && !day->of && !linked) return std::nullopt;
    if (!line[day->month].capital || number.day > 39 || number.day < 1) return std::nullopt;
    if (!valid && (number.ordinal || is_numbered(line, i))) return std::nullopt;
  }
  Moment moment = of_day(number.day, month->value.month);
  moment.weekday = weekday.weekday;
  if (year) attach(moment, year->value);
  return Found<Moment>{moment, year ? year->end : month->end};
}

Maybe<Moment> month_day(const Line& line, std::size_t i, bool) {
  const Weekday weekday = past_weekday(line, i);
  const auto month = month_at(line, weekday.end);
  if (!month) return std::nullopt;
  std::size_t at = line.past_word(month->end, "the");
  at = line.past_sign(at, ',');
  const auto day = day_at(line, at);
  if (!day) return std::nullopt;
  const auto year = attached_year(line, day->end, month->value.month);
  const DayNumber number = day->value;
  if (!year) {
    const bool valid = number.day >= 1 && number.day <= kLongestMonth;
    if (!valid || !line[weekday.end].capital || at != month->end) return std::nullopt;
    // "In May 25 ships"
    if (!number.ordinal && (is_plural_noun(line, day->end) || has_unit(line, day->end))) {
      return std::nullopt;
    }
    if (number.words || is_century_word(line, day->end)) return std::nullopt;
  }
  Moment moment = of_day(number.day, month->value.month);
  moment.weekday = weekday.weekday;
  if (year) attach(moment, year->value);
  return Found<Moment>{moment, year ? year->end : day->end};
}

Maybe<Moment> year_month_day(const Line& line, std::size_t i, bool) {
  if (!is_year_figure(line[i]) || !is_plain_number(line, i)) return std::nullopt;
  const std::size_t after_comma = line.past_sign(i + 1, ',');
  const auto month = month_at(line, after_comma);
  if (!month || !line[after_comma].capital) return std::nullopt;
  const auto day = day_at(line, month->end);
  if (!day || day->value.words || is_century_word(line, day->end)) return std::nullopt;
  if (day->value.day < 1 || day->value.day > kLongestMonth) return std::nullopt;
  // "In 1914 March 3, 1918": the year after the day is the nearer one.
  if (attached_year(line, day->end, month->value.month)) return std::nullopt;
  Moment moment = of_day(day->value.day, month->value.month);
  moment.year = line[i].number;
  return Found<Moment>{moment, day->end};
}

Maybe<Moment> month_year(const Line& line, std::size_t i, bool) {
  const auto month = month_at(line, i);
  if (!month || !line[i].capital) return std::nullopt;
  const auto year = attached_year(line, month->end, month->value.month);
  if (!year) return std::nullopt;
  Moment moment = of_month(month->value.month);
  attach(moment, year->value);
  return Found<Moment>{moment, year->end};
}

Maybe<Moment> month_alone(const Line& line, std::size_t i, bool linked) {
  const auto month = month_at(line, i);
  if (!month || !month->value.full || !line[i].capital) return std::nullopt;
  if (!linked && !precedes_month_year(line, month->end)) {
    if (!has_month_cue(line, i)) return std::nullopt;
    const bool firm = line.before(i).tags.any({Tag::narrative_preposition, Tag::part}) ||
                      line.is_word(i - 1, "since");
    if (!firm && is_ambiguous_name(month->value.month) && line[i + 1].capital) return std::nullopt;
  }
  if (is_habitual(line, i)) return std::nullopt;
  return Found<Moment>{of_month(month->value.month), month->end};
}

// "on the 17th", after a date of the same month.
Maybe<Moment> day_alone(const Line& line, std::size_t i, bool) {
  if (line[i].kind != text::TokenKind::mixed || !line.is_word(i - 1, "the") || i < 2) {
    return std::nullopt;
  }
  const auto day = ordinal_at(line, i);
  const bool told = line.is(i - 2, {Tag::before, Tag::after, Tag::range, Tag::announce}) ||
                    line.is_word(i - 2, "on");
  if (!day || day->value > kLongestMonth || !told) return std::nullopt;
  const Item& next = line[i + 1];
  const bool ends = next.kind == text::TokenKind::symbol ? next.sign != '-' && next.sign != '\''
                                                         : next.tags.any(Tag::function);
  if (!ends || line.is_word(i + 1, "of") || line.is_word(i + 1, "and")) return std::nullopt;
  Moment moment;
  moment.day = day->value;
  return Found<Moment>{moment, i + 1};
}

}  // namespace fasti::dates
