// Feasts and dates of other calendars: "Easter 1916", "1293 AH", "18 Brumaire Year VIII".
#include <algorithm>

#include "core/dates/calendars.h"
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

constexpr int kLongestHijriMonth = 30;
constexpr int kEasterBase = 2000;
constexpr std::string_view kNoSuchDay = "invalid-day";

Moment of_days(Day first, Day last, Calendar calendar) {
  Moment moment;
  moment.days = {first, last};
  moment.unit = first == last ? Unit::day : last - first < 32 ? Unit::month : Unit::year;
  moment.calendar = calendar;
  return moment;
}

// ---- Hijra

// "al-Awwal" and "I", "al-Thani" and "II", after the names that two months share.
Line::Found with_number(const Line& line, Line::Found month) {
  constexpr int kRabi = 3;
  constexpr int kJumada = 5;
  if (month.value != kRabi && month.value != kJumada) return month;
  std::size_t at = month.end;
  // "Rabi' al-Awwal": the apostrophe is a letter that English lacks.
  while (line.is_hyphen(at) || line.is_word(at, "al") || line.is_word(at, "el") ||
         (line.is_sign(at, '\'') && line.joined(at))) {
    ++at;
  }
  const std::string_view word = line.word(at);
  if (word == "II" || line.is_word(at, "thani") || line.is_word(at, "akhir") ||
      line.is_word(at, "akhira") || line.is_word(at, "thania") || line.is_word(at, "sani")) {
    return {month.value + 1, at + 1};
  }
  if (word == "I" || line.is_word(at, "awwal") || line.is_word(at, "ula") ||
      line.is_word(at, "evvel") || line.is_word(at, "ewwel")) {
    return {month.value, at + 1};
  }
  return month;
}

Day last_day_of_hijri_month(int year, int month) {
  return month == 12 ? day_from_hijri(year + 1, 1, 1) - 1 : day_from_hijri(year, month + 1, 1) - 1;
}

bool is_hijri_year(const Line& line, std::size_t i) {
  return line[i].digits <= 4 && line[i].number >= 1 && line[i].number < kEasterBase &&
         is_plain_number(line, i);
}

// "1340 AH", "AH 1340", "1340 (Hijri)".
std::optional<Found<int>> hijri_year_at(const Line& line, std::size_t i) {
  const auto before = era_at(line, i);
  if (before && before->value == EraName::hijra && is_hijri_year(line, before->end)) {
    return Found<int>{line[before->end].number, before->end + 1};
  }
  if (!is_hijri_year(line, i)) return std::nullopt;
  const std::size_t at = line.past_sign(i + 1, '(');
  const auto after = era_at(line, at);
  if (!after || after->value != EraName::hijra) return std::nullopt;
  const std::size_t end = at == i + 1 ? after->end : line.past_sign(after->end, ')');
  return Found<int>{line[i].number, end};
}

// Spares dates of our own calendar a second reading.
bool is_rumi_near(const Line& line, std::size_t i) {
  constexpr std::size_t kLongestDate = 8;
  for (std::size_t n = 1; n <= kLongestDate; ++n) {
    const Item& item = line[i + n];
    if (item.tags.any(Tag::era) && item.value(Tag::era) == static_cast<int>(EraName::rumi)) {
      return true;
    }
  }
  return false;
}

std::optional<Moment> rumi_year(int year) {
  constexpr int kFirstToDecember = 1333;
  const auto first = day_from_rumi(year, year > kFirstToDecember ? 1 : 3, 1);
  const auto last =
      year < kFirstToDecember ? day_from_rumi(year + 1, 3, 1) : day_from_rumi(year, 12, 31);
  if (!first || !last) return std::nullopt;
  return of_days(*first, year < kFirstToDecember ? *last - 1 : *last, Calendar::rumi);
}

// A day, month or year as written, by the fiscal calendar.
std::optional<Moment> rumi_days(const Moment& date) {
  const int year = static_cast<int>(*date.year);
  if (date.month == 0) return rumi_year(year);
  if (const auto day = day_from_rumi(year, date.month, date.day)) {
    return of_days(*day, *day, Calendar::rumi);
  }
  const auto first = day_from_rumi(year, date.month, 1);
  if (!first) return std::nullopt;
  std::optional<Day> last;
  for (int day = 31; !last; --day) last = day_from_rumi(year, date.month, day);
  Moment month = of_days(*first, *last, Calendar::rumi);
  if (date.day > 0 || !date.note.empty()) month.note = kNoSuchDay;
  return month;
}

Moment hijri_year(int year) {
  return of_days(day_from_hijri(year, 1, 1), day_from_hijri(year + 1, 1, 1) - 1, Calendar::hijri);
}

// "1293/1876": the same year in both calendars. The second is the one we count in.
Maybe<Moment> hijri_and_common_year(const Line& line, std::size_t i) {
  if (!line.is_sign(i + 1, '/') || !line[i + 2].is_number() || !is_hijri_year(line, i)) {
    return std::nullopt;
  }
  const Item& common = line[i + 2];
  // The years of the Hijra began in 622 and are shorter by eleven days.
  constexpr int kMostYearsAhead = 622;
  const int ahead = common.number - line[i].number;
  if (common.digits > 4 || line[i].digits < 3 || ahead <= 0 || ahead > kMostYearsAhead) {
    return std::nullopt;
  }
  const std::int64_t converted = civil_from_day(day_from_hijri(line[i].number, 1, 1)).year;
  if (common.number != converted && common.number != converted + 1) return std::nullopt;
  Moment moment;
  moment.unit = Unit::year;
  moment.year = common.number;
  return Found<Moment>{moment, i + 3};
}

// ---- Republic

// "Year VIII", "an VIII", "VIII", ", year 2".
std::optional<Found<int>> republican_year_at(const Line& line, std::size_t i) {
  std::size_t at = line.past_sign(i, ',');
  for (const std::string_view word : {"of", "in", "the"}) {
    if (line.is_word(at, word)) ++at;
  }
  if (line.is_word(at, "year") || line.is_word(at, "an")) ++at;
  if (const int roman = roman_value(line.word(at)); roman > 0) return Found<int>{roman, at + 1};
  if (at > i && is_plain_number(line, at) && line[at].digits <= 2) {
    return Found<int>{line[at].number, at + 1};
  }
  return std::nullopt;
}

}  // namespace

Maybe<Moment> feast(const Line& line, std::size_t i, bool linked) {
  const auto name = line.find(i, Tag::feast);
  if (!name || !line[i].capital) return std::nullopt;
  Moment moment;
  moment.season = 0;
  std::size_t end = name->end;
  if (const auto year = attached_year(line, end, 0)) {
    attach(moment, year->value);
    end = year->end;
  } else {
    const Item& left = line.before(i);
    const bool told = left.tags.any({Tag::before, Tag::after}) || line.is_word(i - 1, "on") ||
                      line.is_word(i - 1, "at");
    const bool described = line[end].is_word() && !line.is(end, Tag::function);
    if (!linked && (!told || described)) return std::nullopt;
  }
  const bool movable = name->value > 1231;
  if (!movable) {
    moment.month = name->value / 100;
    moment.day = name->value % 100;
    return Found<Moment>{moment, end};
  }
  if (!moment.year || *moment.year < 1 || moment.era == EraMark::before_christ) return std::nullopt;
  const Civil sunday = easter(*moment.year);
  const Civil day = *moment.year < 1583
                        ? julian_from_day(day_from_julian(sunday) + name->value - kEasterBase)
                        : civil_from_day(day_from_civil(sunday) + name->value - kEasterBase);
  moment.month = day.month;
  moment.day = day.day;
  return Found<Moment>{moment, end};
}

Maybe<Moment> hijri(const Line& line, std::size_t i, bool) {
  if (const auto both = hijri_and_common_year(line, i)) return both;
  if (const auto year = hijri_year_at(line, i)) {
    return Found<Moment>{hijri_year(year->value), year->end};
  }
  const bool has_figure = line[i].digits <= 2 && is_plain_number(line, i);
  const bool has_day = has_figure && line[i].number >= 1 && line[i].number <= kLongestHijriMonth;
  // "Muharram", "Rabi al-Awwal", "Jumada II"
  auto month = line.find(has_figure ? i + 1 : i, Tag::hijri_month);
  if (!month) return std::nullopt;
  month = with_number(line, *month);
  const auto year = hijri_year_at(line, line.past_sign(month->end, ','));
  if (!year) return std::nullopt;
  const Day last = last_day_of_hijri_month(year->value, month->value);
  const Day first = day_from_hijri(year->value, month->value, 1);
  const Day day = std::min(first + line[i].number - 1, last);
  Moment moment = of_days(has_day ? day : first, has_day ? day : last, Calendar::hijri);
  // The month began when its moon was seen: a day earlier or later than the table.
  moment.approximate = true;
  if (has_figure && !has_day) moment.note = kNoSuchDay;
  return Found<Moment>{moment, year->end};
}

Maybe<Moment> rumi(const Line& line, std::size_t i, bool linked) {
  if (!is_rumi_near(line, i)) return std::nullopt;
  auto date = day_month(line, i, linked);
  if (!date) date = month_year(line, i, linked);
  if (!date && is_hijri_year(line, i)) {
    Moment year;
    year.unit = Unit::year;
    year.year = line[i].number;
    date = Found<Moment>{year, i + 1};
  }
  if (!date || !date->value.year) return std::nullopt;
  const std::size_t at = line.past_sign(date->end, '(');
  const auto era = era_at(line, at);
  if (!era || era->value != EraName::rumi) return std::nullopt;
  const auto moment = rumi_days(date->value);
  if (!moment) return std::nullopt;
  return Found<Moment>{*moment, at == date->end ? era->end : line.past_sign(era->end, ')')};
}

Maybe<Moment> republican(const Line& line, std::size_t i, bool) {
  const auto day = day_at(line, i);
  const std::size_t at = day ? (line.is_word(day->end, "of") ? day->end + 1 : day->end) : i;
  if (!line.is(at, Tag::republican_month)) return std::nullopt;
  const auto year = republican_year_at(line, at + 1);
  if (!year) return std::nullopt;
  const int month = line[at].value(Tag::republican_month);
  const auto first = day_from_republican(year->value, month, 1);
  if (!first) return std::nullopt;
  const auto that_day =
      day ? day_from_republican(year->value, month, day->value.day) : std::nullopt;
  Moment moment = that_day ? of_days(*that_day, *that_day, Calendar::republican)
                           : of_days(*first, *first + 29, Calendar::republican);
  if (day && !that_day) moment.note = kNoSuchDay;
  return Found<Moment>{moment, year->end};
}

}  // namespace fasti::dates
