#include "core/dates/membership.h"

#include <gtest/gtest.h>

#include "core/dates/edtf.h"

namespace fasti::dates {
namespace {

Interval days(std::string_view edtf) {
  const auto bounds = edtf_bounds(edtf);
  EXPECT_TRUE(bounds) << edtf;
  return bounds.value_or(Interval{});
}

constexpr MembershipRule kHalf{};
constexpr MembershipRule kHalfOpen{Overlap::half, true};
constexpr MembershipRule kAny{Overlap::any, false};
constexpr MembershipRule kAnyOpen{Overlap::any, true};
constexpr MembershipRule kAll{Overlap::all, false};
constexpr MembershipRule kAllOpen{Overlap::all, true};

TEST(Membership, DatesInRanges) {
  const struct {
    std::string_view date;
    Kind kind;
    std::string_view range;
    MembershipRule rule;
    bool expected;
  } cases[] = {
      // A span belongs wherever it touches.
      {"1914-07-28/1918-11-11", Kind::span, "1918", kHalf, true},
      {"1914-07-28/1918-11-11", Kind::span, "1919", kHalf, false},
      {"1914-07-28/1918-11-11", Kind::span, "1918-11-11/1920", kHalf, true},
      // A point or a vague date where half of it lies.
      {"1914", Kind::point, "1914-01/1914-06", kHalf, false},
      {"1914", Kind::point, "1914-07/1914-12", kHalf, true},
      {"18XX", Kind::vague, "1848", kHalf, false},
      {"18XX", Kind::vague, "1801/1849", kHalf, false},
      {"18XX", Kind::vague, "1800/1850", kHalf, true},
      {"1914-07-28", Kind::point, "1914-07", kHalf, true},
      {"1918-12-31/1919-01-01", Kind::vague, "1919", kHalf, true},
      {"1918-12-31/1919-01-01", Kind::vague, "1918", kHalf, true},
      // Open sides of dates.
      {"1999/..", Kind::span, "1999", kHalf, true},
      {"1999/..", Kind::span, "2005", kHalf, false},
      {"1999/..", Kind::span, "2005", kHalfOpen, true},
      {"1999/..", Kind::vague, "2005", kHalfOpen, true},
      {"1999/..", Kind::vague, "1998", kHalfOpen, false},
      {"../1921", Kind::vague, "1921", kHalf, true},
      {"../1921", Kind::vague, "1500", kAnyOpen, true},
      {"../1921", Kind::vague, "1500", kAny, false},
      {"1999/..", Kind::vague, "1999/2050", kAll, true},
      {"1999/..", Kind::vague, "1999/2050", kAllOpen, false},
      {"../..", Kind::span, "1999", kAnyOpen, false},
      // Open sides of ranges.
      {"1914", Kind::point, "1900/..", kHalf, true},
      {"1914", Kind::point, "../1900", kHalf, false},
      {"1914", Kind::point, "../..", kAll, true},
      // Any and all.
      {"18XX", Kind::vague, "1848", kAny, true},
      {"18XX", Kind::vague, "1801/1900", kAll, false},
      {"1848", Kind::point, "18XX", kAll, true},
      {"1853/1856", Kind::span, "1853", kAll, false},
  };
  for (const auto& [date, kind, range, rule, expected] : cases) {
    EXPECT_EQ(belongs(days(date), kind, days(range), rule), expected)
        << date << " (" << name(kind) << ") in " << range << ", overlap "
        << static_cast<int>(rule.overlap) << (rule.open ? ", open" : "");
  }
}

std::string text(BucketRange range) {
  if (range.empty()) return "none";
  return std::to_string(range.first) + ".." + std::to_string(range.last);
}

TEST(Membership, Buckets) {
  const struct {
    std::string_view date;
    Kind kind;
    MembershipRule rule;
    std::string_view years, decades, centuries;
  } cases[] = {
      {"1921-03-16", Kind::point, kHalf, "1921..1921", "192..192", "19..19"},
      {"1853/1856", Kind::span, kHalf, "1853..1856", "185..185", "18..18"},
      {"193X", Kind::vague, kHalf, "none", "193..193", "19..19"},
      {"18XX", Kind::vague, kHalf, "none", "none", "18..18"},
      {"1895~/1905~", Kind::vague, kHalf, "none", "190..190", "19..19"},
      {"1941-24", Kind::point, kHalf, "1942..1942", "194..194", "19..19"},
      {"1918-12-31/1919-01-01", Kind::vague, kHalf, "1918..1919", "191..191", "19..19"},
      {"-0043", Kind::point, kHalf, "-43..-43", "-5..-5", "-1..-1"},
      {"-0026/0014", Kind::span, kHalf, "-26..14", "-3..1", "-1..0"},
      {"1999/..", Kind::span, kHalf, "1999..1999", "199..199", "19..19"},
      {"1999/..", Kind::vague, kHalfOpen, "1999..9999", "199..999", "19..99"},
      {"../1921", Kind::vague, kHalf, "1921..1921", "192..192", "19..19"},
      {"../..", Kind::span, kHalf, "none", "none", "none"},
      {"18XX", Kind::vague, kAny, "1800..1899", "180..189", "18..18"},
      {"1848", Kind::point, kAll, "1848..1848", "184..184", "18..18"},
      {"1848/1849", Kind::span, kAll, "none", "184..184", "18..18"},
  };
  for (const auto& [date, kind, rule, years, decades, centuries] : cases) {
    SCOPED_TRACE(std::string(date) + " " + std::string(name(kind)));
    EXPECT_EQ(text(years_of(days(date), kind, rule)), years);
    EXPECT_EQ(text(decades_of(days(date), kind, rule)), decades);
    EXPECT_EQ(text(centuries_of(days(date), kind, rule)), centuries);
  }
}

// The buckets are exactly those whose days the date belongs to.
TEST(Membership, BucketsAgreeWithTheRule) {
  const Interval dates[] = {days("1917-09-15/1918-04-20"),
                            days("1799-12-31/1800-01-01"),
                            days("1850/1899"),
                            days("1849-07-01/1850-06-30"),
                            days("-0005/0004"),
                            days("1900/.."),
                            days("../1900")};
  for (const Interval& date : dates) {
    for (const Kind kind : {Kind::point, Kind::vague, Kind::span}) {
      for (const MembershipRule rule : {kHalf, kHalfOpen, kAny, kAnyOpen, kAll, kAllOpen}) {
        const BucketRange years = years_of(date, kind, rule);
        const BucketRange decades = decades_of(date, kind, rule);
        for (std::int64_t year = -30; year <= 2030; ++year) {
          EXPECT_EQ(years.first <= year && year <= years.last,
                    belongs(date, kind, year_days(year), rule))
              << year;
        }
        for (std::int64_t decade = -3; decade <= 203; ++decade) {
          EXPECT_EQ(decades.first <= decade && decade <= decades.last,
                    belongs(date, kind, decade_days(decade), rule))
              << decade;
        }
      }
    }
  }
}

// Every date and every range of a short calendar, by counting the days that they share.
TEST(Membership, AgreesWithCountingDays) {
  constexpr Day kFirst = -20;
  constexpr Day kLast = 20;
  std::vector<Interval> intervals;
  for (Day first = 0; first < 6; ++first) {
    intervals.push_back({first, std::nullopt});
    intervals.push_back({std::nullopt, first});
    for (Day last = first; last < 6; ++last) intervals.push_back({first, last});
  }
  const auto holds = [=](const Interval& days, Day day) {
    return days.earliest.value_or(kFirst) <= day && day <= days.latest.value_or(kLast);
  };
  const auto expected = [&](Interval date, Kind kind, const Interval& range, MembershipRule rule) {
    const bool reaches_on = rule.open && !(date.earliest && date.latest);
    if (!reaches_on) {  // an open side ends where the closed one does
      date = {date.earliest ? date.earliest : date.latest,
              date.latest ? date.latest : date.earliest};
    }
    int size = 0;
    int shared = 0;
    for (Day day = kFirst; day <= kLast; ++day) {
      if (!holds(date, day)) continue;
      ++size;
      shared += holds(range, day) ? 1 : 0;
    }
    switch (rule.overlap) {
      case Overlap::any:
        return shared > 0;
      case Overlap::all:
        return !reaches_on && shared == size;
      case Overlap::half:
        break;
    }
    return kind == Kind::span || reaches_on ? shared > 0 : shared * 2 >= size;
  };
  intervals.push_back({});  // as a range: all days
  for (const Interval& date : intervals) {
    for (const Interval& range : intervals) {
      for (const Kind kind : {Kind::point, Kind::vague, Kind::span}) {
        for (const MembershipRule rule : {kHalf, kHalfOpen, kAny, kAnyOpen, kAll, kAllOpen}) {
          const bool dated = date.earliest || date.latest;
          ASSERT_EQ(belongs(date, kind, range, rule), dated && expected(date, kind, range, rule))
              << testing::PrintToString(date.earliest) << testing::PrintToString(date.latest)
              << " in " << testing::PrintToString(range.earliest)
              << testing::PrintToString(range.latest);
        }
      }
    }
  }
}

// Ranges of any lengths, one after the other.
TEST(Membership, RangesAgreeWithTheRule) {
  std::vector<Day> borders;
  for (const auto border : {"-0005", "0000", "1800", "1849-07", "1849-08", "1900", "1917-10-01",
                            "1917-10-02", "1918-06", "2000"})
    borders.push_back(*days(border).earliest);
  const Interval dates[] = {days("1917-09-15/1918-04-20"),
                            days("1799-12-31/1800-01-01"),
                            days("1849"),
                            days("1849-07-15/1849-08-15"),
                            days("1917-10-01"),
                            days("-0007/-0004"),
                            days("1990/2009"),
                            days("1900/.."),
                            days("../1900"),
                            days("../.."),
                            days("3000")};
  for (const Interval& date : dates) {
    for (const Kind kind : {Kind::point, Kind::vague, Kind::span}) {
      for (const MembershipRule rule : {kHalf, kHalfOpen, kAny, kAnyOpen, kAll, kAllOpen}) {
        const BucketRange found = ranges_of(date, kind, borders, rule);
        for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
          const auto number = static_cast<std::int64_t>(i);
          EXPECT_EQ(found.first <= number && number <= found.last,
                    belongs(date, kind, {borders[i], borders[i + 1] - 1}, rule))
              << i;
        }
      }
    }
  }
  EXPECT_TRUE(ranges_of(days("1900"), Kind::point, {}).empty());
}

}  // namespace
}  // namespace fasti::dates
