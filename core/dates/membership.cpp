#include "core/dates/membership.h"

#include <algorithm>
#include <limits>

namespace fasti::dates {
namespace {

constexpr Day kEver = std::numeric_limits<Day>::max() / 4;

struct Days {
  Day first;
  Day last;
  std::int64_t size() const { return last - first + 1; }
};

Days shared(Days a, Days b) { return {std::max(a.first, b.first), std::min(a.last, b.last)}; }

Days days_of_range(const Interval& range) {
  return {range.earliest.value_or(-kEver), range.latest.value_or(kEver)};
}

// REQUIRES: one side of `date` is closed.
Days days_of_date(const Interval& date, bool reach_on) {
  if (reach_on) return days_of_range(date);
  return {date.earliest ? *date.earliest : *date.latest,
          date.latest ? *date.latest : *date.earliest};
}

bool is_open(const Interval& date) { return !date.earliest || !date.latest; }

Interval days_of_years(std::int64_t first, std::int64_t last) {
  return {day_from_civil({first, 1, 1}), day_from_civil({last, 12, 31})};
}

// Is touching a range enough to belong to it?
bool suffices_to_touch(const Interval& date, Kind kind, MembershipRule rule) {
  return rule.overlap == Overlap::any ||
         (rule.overlap == Overlap::half && (kind == Kind::span || (rule.open && is_open(date))));
}

// The buckets of `width` years that a date belongs to. Those with half of a date's days hold one of
// its two middle days, so only two need be looked at.
BucketRange buckets_of(const Interval& date, Kind kind, MembershipRule rule, std::int64_t width) {
  if (!date.earliest && !date.latest) return {};
  const Days limits{day_from_civil({kMinYear, 1, 1}), day_from_civil({kMaxYear, 12, 31})};
  const Days days = shared(days_of_date(date, rule.open), limits);
  if (days.size() <= 0) return {};
  const auto bucket = [&](Day day) { return floor_div(civil_from_day(day).year, width); };
  if (suffices_to_touch(date, kind, rule)) return {bucket(days.first), bucket(days.last)};
  const auto holds = [&](std::int64_t number) {
    return belongs(date, kind, days_of_years(number * width, number * width + width - 1), rule);
  };
  const std::int64_t lower = bucket(days.first + (days.size() - 1) / 2);
  const std::int64_t upper = bucket(days.first + days.size() / 2);
  BucketRange range{lower, upper};
  if (!holds(lower)) range.first = upper;
  if (!holds(upper)) range.last = lower;
  if (range.first > range.last || !holds(range.first)) return {};
  return range;
}

}  // namespace

bool belongs(const Interval& date, Kind kind, const Interval& range, MembershipRule rule) {
  if (!date.earliest && !date.latest) return false;
  const bool reaches_on = rule.open && is_open(date);
  const Days days = days_of_date(date, reaches_on);
  const Days common = shared(days, days_of_range(range));
  if (common.size() <= 0) return false;
  switch (rule.overlap) {
    case Overlap::any:
      return true;
    case Overlap::all:
      return !reaches_on && common.size() == days.size();
    case Overlap::half:
      return kind == Kind::span || reaches_on || 2 * common.size() >= days.size();
  }
  return false;
}

BucketRange years_of(const Interval& date, Kind kind, MembershipRule rule) {
  return buckets_of(date, kind, rule, 1);
}

BucketRange decades_of(const Interval& date, Kind kind, MembershipRule rule) {
  return buckets_of(date, kind, rule, 10);
}

BucketRange centuries_of(const Interval& date, Kind kind, MembershipRule rule) {
  return buckets_of(date, kind, rule, 100);
}

BucketRange ranges_of(const Interval& date, Kind kind, std::span<const Day> borders,
                      MembershipRule rule) {
  if (borders.size() < 2 || (!date.earliest && !date.latest)) return {};
  const Days limits{borders.front(), borders.back() - 1};
  const Days whole = days_of_date(date, rule.open && is_open(date));
  const Days days = shared(whole, limits);
  if (days.size() <= 0) return {};
  const auto range = [&](Day day) {
    return std::int64_t{std::ranges::upper_bound(borders, day) - borders.begin()} - 1;
  };
  if (suffices_to_touch(date, kind, rule)) return {range(days.first), range(days.last)};
  // As with buckets, only a range that holds a middle day can hold half of the days.
  BucketRange out;
  for (const Day middle : {whole.first + (whole.size() - 1) / 2, whole.first + whole.size() / 2}) {
    if (middle < limits.first || middle > limits.last) continue;
    const std::int64_t number = range(middle);
    const auto at = static_cast<std::size_t>(number);
    if (!belongs(date, kind, {borders[at], borders[at + 1] - 1}, rule)) continue;
    if (out.empty()) out.first = number;
    out.last = number;
  }
  return out;
}

Interval year_days(std::int64_t year) { return days_of_years(year, year); }

Interval decade_days(std::int64_t decade) { return days_of_years(decade * 10, decade * 10 + 9); }

Interval century_days(std::int64_t century) {
  return days_of_years(century * 100, century * 100 + 99);
}

}  // namespace fasti::dates
