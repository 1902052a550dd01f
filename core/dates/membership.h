#pragma once
#include <cstdint>
#include <span>

#include "core/dates/day.h"
#include "core/dates/timex.h"

namespace fasti::dates {

// What a filter accepts; `half` is the default rule of every count and filter.
enum class Overlap : std::uint8_t { half, any, all };

struct MembershipRule {
  Overlap overlap = Overlap::half;
  bool open = false;  // let open sides reach on
};

// The one rule by which a date belongs to a range of days (a filter, an era, a century, a decade,
// a year, a bar of the timeline):
// - half: a span belongs to every range it touches; a point or vague date to a range that holds at
//   least half of its days;
// - any: whatever touches; all: only what lies wholly inside.
// An open side reaches no further than the closed bound, unless rule.open lets it reach on; then it
// counts as touching, never as lying inside. A date open on both sides belongs nowhere.
// `range` is closed; an absent side of it is unbounded.
bool belongs(const Interval& date, Kind kind, const Interval& range, MembershipRule rule = {});

// The years (astronomical), decades (year / 10, rounded down: 192 for 1920..1929) and centuries
// (year / 100, rounded down: 19 for 1900..1999) that a date belongs to under the default rule.
// first > last when there is none.
struct BucketRange {
  std::int64_t first = 1;
  std::int64_t last = 0;
  bool empty() const { return first > last; }
};
BucketRange years_of(const Interval& date, Kind kind, MembershipRule rule = {});
BucketRange decades_of(const Interval& date, Kind kind, MembershipRule rule = {});
BucketRange centuries_of(const Interval& date, Kind kind, MembershipRule rule = {});

// The ranges of days that a date belongs to, of ranges that follow each other: number i has the
// days borders[i] .. borders[i + 1] - 1. REQUIRES: borders rise.
BucketRange ranges_of(const Interval& date, Kind kind, std::span<const Day> borders,
                      MembershipRule rule = {});

// The days of a year, decade or century as numbered above; closed.
Interval year_days(std::int64_t year);
Interval decade_days(std::int64_t decade);
Interval century_days(std::int64_t century);

}  // namespace fasti::dates
