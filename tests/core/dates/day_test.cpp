#include "core/dates/day.h"

#include <gtest/gtest.h>

namespace fasti::dates {

static void PrintTo(const Civil& date, std::ostream* out) {
  *out << date.year << '/' << date.month << '/' << date.day;
}

namespace {

TEST(Day, NumbersKnownDays) {
  const struct {
    Civil date;
    Day day;
  } cases[] = {
      {{1970, 1, 1}, 0},           {{1969, 12, 31}, -1}, {{2000, 2, 29}, 11016},
      {{1600, 3, 1}, -135080},     {{0, 3, 1}, -719468}, {{0, 2, 29}, -719469},
      {{-4713, 11, 24}, -2440588},  // Julian day 0
  };
  for (const auto& [date, day] : cases) {
    SCOPED_TRACE(testing::PrintToString(date));
    EXPECT_EQ(day_from_civil(date), day);
    EXPECT_EQ(civil_from_day(day), date);
  }
}

TEST(Day, EveryDayFollowsTheOneBefore) {
  Civil expected{kMinYear, 1, 1};
  const Day last = day_from_civil({kMaxYear, 12, 31});
  for (Day day = day_from_civil(expected); day <= last; ++day) {
    const Civil date = civil_from_day(day);
    ASSERT_EQ(date, expected) << format_day(day);
    ASSERT_EQ(day_from_civil(date), day);
    if (++expected.day > days_in_month(expected.year, expected.month)) {
      expected.day = 1;
      if (++expected.month > 12) expected = {expected.year + 1, 1, 1};
    }
  }
}

TEST(Day, JulianDates) {
  const struct {
    Civil julian;
    Civil gregorian;
  } cases[] = {
      {{1917, 10, 25}, {1917, 11, 7}}, {{1582, 10, 5}, {1582, 10, 15}},
      {{1453, 5, 29}, {1453, 6, 7}},   {{1900, 2, 29}, {1900, 3, 13}},
      {{1709, 6, 27}, {1709, 7, 8}},   {{200, 3, 1}, {200, 3, 1}},
      {{-43, 3, 15}, {-43, 3, 13}},
  };
  for (const auto& [julian, gregorian] : cases) {
    SCOPED_TRACE(testing::PrintToString(julian));
    EXPECT_EQ(civil_from_day(day_from_julian(julian)), gregorian);
    EXPECT_EQ(julian_from_day(day_from_civil(gregorian)), julian);
  }
}

TEST(Day, LeapYears) {
  for (const std::int64_t year : {2000, 1996, 0, -4, -400, 1600}) EXPECT_TRUE(is_leap_year(year));
  for (const std::int64_t year : {1900, 1999, -1, -100, 1700}) EXPECT_FALSE(is_leap_year(year));
}

TEST(Day, ImpossibleDatesAreInvalid) {
  EXPECT_TRUE(is_valid({1920, 2, 29}));
  EXPECT_TRUE(is_valid({0, 2, 29}));
  for (const Civil& date : {Civil{1921, 2, 29},
                            {1920, 13, 1},
                            {1920, 0, 1},
                            {1920, 4, 31},
                            {1920, 1, 0},
                            {1900, 2, 29}}) {
    EXPECT_FALSE(is_valid(date)) << testing::PrintToString(date);
  }
}

TEST(Day, PrintsFourDigitsAndSigns) {
  EXPECT_EQ(format_day(day_from_civil({1921, 3, 16})), "1921-03-16");
  EXPECT_EQ(format_day(day_from_civil({-43, 3, 15})), "-0043-03-15");
  EXPECT_EQ(format_day(day_from_civil({0, 1, 1})), "0000-01-01");
}

}  // namespace
}  // namespace fasti::dates
