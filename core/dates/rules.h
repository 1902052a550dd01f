#pragma once
#include <cstddef>
#include <span>
#include <string_view>

#include "core/dates/line.h"
#include "core/dates/moment.h"
#include "core/dates/numbers.h"

namespace fasti::dates {

// How a single moment is read. A new way of writing a date is a function here and a row in the
// table in rules.cpp.
struct Rule {
  std::string_view name;
  std::string_view example;  // a text that this rule reads, and no other rule reads longer
  Tags starts;               // one of these marks the first item
  // Reads the moment that begins at item i. `linked` says that a date is known to stand here, as
  // after "1914 to", so that no cue is needed.
  Maybe<Moment> (*read)(const Line& line, std::size_t i, bool linked);
};
std::span<const Rule> rules();

// Every tag that begins a rule.
Tags rule_starts();

struct RuleMatch {
  Moment moment;
  std::size_t end;
  std::string_view rule;
};
// The longest match of the rules at item i; of equal ones the first of the table.
std::optional<RuleMatch> read_moment(const Line& line, std::size_t i, bool linked = false);

// ---- Parts that several rules share

// The year that belongs to a day, month, season or feast before it: "1918", ", 1918", " of 1918",
// "A.D. 476", "in the year of our Lord one thousand ...", "that year", "of the following year",
// "last".
struct YearMark {
  std::optional<std::int64_t> year;
  EraMark era = EraMark::none;
  Reference reference = Reference::none;
  int offset = 0;
};
// `month` is that of the date, or 0: a double year ("January 1648/9") is one only from January to
// March.
Maybe<YearMark> attached_year(const Line& line, std::size_t i, int month);
void attach(Moment& moment, const YearMark& mark);

// A day of the month: "3", "3rd", "third"; `words` tells ordinals in words.
struct DayNumber {
  int day;
  bool words;
  bool ordinal;
};
Maybe<DayNumber> day_at(const Line& line, std::size_t i);

// "century", "cent.", "c." after an ordinal.
bool is_century_word(const Line& line, std::size_t i);

// ---- The rules, by the files that hold them

// days.cpp
Maybe<Moment> iso_day(const Line&, std::size_t, bool);
Maybe<Moment> numeric_day(const Line&, std::size_t, bool);
Maybe<Moment> day_month(const Line&, std::size_t, bool);
Maybe<Moment> month_day(const Line&, std::size_t, bool);
Maybe<Moment> year_month_day(const Line&, std::size_t, bool);
Maybe<Moment> month_year(const Line&, std::size_t, bool);
Maybe<Moment> month_alone(const Line&, std::size_t, bool);
Maybe<Moment> day_alone(const Line&, std::size_t, bool);
// years.cpp
Maybe<Moment> season(const Line&, std::size_t, bool);
Maybe<Moment> quarter_code(const Line&, std::size_t, bool);
Maybe<Moment> era_year(const Line&, std::size_t, bool);
Maybe<Moment> worded_year(const Line&, std::size_t, bool);
Maybe<Moment> plain_year(const Line&, std::size_t, bool);
Maybe<Moment> decade(const Line&, std::size_t, bool);
Maybe<Moment> century(const Line&, std::size_t, bool);
Maybe<Moment> millennium(const Line&, std::size_t, bool);
// parts.cpp
Maybe<Moment> part_of(const Line&, std::size_t, bool);
Maybe<Moment> turn_of_century(const Line&, std::size_t, bool);
// relative.cpp
Maybe<Moment> same_unit(const Line&, std::size_t, bool);
Maybe<Moment> next_unit(const Line&, std::size_t, bool);
Maybe<Moment> counted_units(const Line&, std::size_t, bool);
Maybe<Moment> next_named(const Line&, std::size_t, bool);
Maybe<Moment> this_month_day(const Line&, std::size_t, bool);
// calendars.cpp
Maybe<Moment> feast(const Line&, std::size_t, bool);
Maybe<Moment> hijri(const Line&, std::size_t, bool);
Maybe<Moment> rumi(const Line&, std::size_t, bool);
Maybe<Moment> republican(const Line&, std::size_t, bool);

}  // namespace fasti::dates
