#include "core/dates/calendars.h"

#include <gtest/gtest.h>
#include <unicode/calendar.h>

#include <cmath>
#include <memory>

namespace fasti::dates {
namespace {

// A day by ICU's own reckoning of a calendar.
Day icu_day(const char* locale, int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(locale), status));
  EXPECT_TRUE(U_SUCCESS(status)) << locale;
  calendar->clear();
  calendar->set(UCAL_EXTENDED_YEAR, year);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_DAY_OF_MONTH, day);
  return std::llround(calendar->getTime(status) / 86'400'000);
}

// Through a day of each month, so that leap years and lengths of months are seen.
TEST(Calendars, AgreeWithIcu) {
  for (int year = 1; year <= 2000; year += 7) {
    for (int month = 1; month <= 12; ++month) {
      const Day hijri = icu_day("en@calendar=islamic-civil", year, month, 29);
      ASSERT_EQ(day_from_hijri(year, month, 29), hijri) << year << "/" << month;
      // ICU's default calendar is Julian up to 1582.
      if (year < 1582) {
        ASSERT_EQ(day_from_julian({year, month, 28}), icu_day("en", year, month, 28))
            << year << "/" << month;
      } else if (year > 1582) {
        ASSERT_EQ(day_from_civil({year, month, 28}), icu_day("en", year, month, 28))
            << year << "/" << month;
      }
    }
  }
}

TEST(Calendars, EasterSundays) {
  const struct {
    Civil date;
  } cases[] = {
      {{1916, 4, 23}},
      {{1818, 3, 22}},
      {{1943, 4, 25}},
      {{2000, 4, 23}},
      {{1954, 4, 18}},
      {{1961, 4, 2}},
      {{1583, 4, 10}},
      // By the Julian calendar.
      {{1066, 4, 16}},
      {{1204, 4, 25}},
      {{1453, 4, 1}},
      {{1492, 4, 22}},
      {{325, 4, 18}},
  };
  for (const auto& [date] : cases) {
    SCOPED_TRACE(date.year);
    EXPECT_EQ(easter(date.year), date);
  }
}

TEST(Calendars, EasterIsASundayInSpring) {
  for (std::int64_t year = 1; year <= 4000; ++year) {
    const Civil date = easter(year);
    const Day day = year < 1583 ? day_from_julian(date) : day_from_civil(date);
    ASSERT_EQ((day + 4 + 7'000'000) % 7, 0) << year;  // 1970-01-01 was a Thursday
    ASSERT_TRUE((date >= Civil{year, 3, 22} && date <= Civil{year, 4, 25})) << year;
  }
}

TEST(Calendars, DaysOfTheHijra) {
  const struct {
    int year, month, day;
    std::string_view expected;
  } cases[] = {
      {1, 1, 1, "0622-07-19"},     // 16 July of the Julian calendar
      {857, 5, 20, "1453-06-07"},  // the fall of Constantinople
      {1293, 1, 1, "1876-01-28"}, {1294, 1, 1, "1877-01-16"}, {1340, 1, 1, "1921-09-04"},
      {1400, 1, 1, "1979-11-21"}, {1420, 1, 1, "1999-04-17"},
  };
  for (const auto& [year, month, day, expected] : cases) {
    SCOPED_TRACE(expected);
    EXPECT_EQ(format_day(day_from_hijri(year, month, day)), expected);
  }
}

TEST(Calendars, DaysOfTheOttomanFiscalYear) {
  const struct {
    int year, month, day;
    std::string_view expected;
  } cases[] = {
      {1325, 3, 31, "1909-04-13"},  // the incident named after that day
      {1256, 3, 1, "1840-03-13"},   {1256, 2, 28, "1841-03-12"}, {1324, 7, 10, "1908-07-23"},
      {1333, 3, 1, "1917-03-01"},  // the calendar of the Gregorian days begins
      {1333, 12, 31, "1917-12-31"}, {1334, 1, 1, "1918-01-01"},  {1341, 12, 31, "1925-12-31"},
  };
  for (const auto& [year, month, day, expected] : cases) {
    SCOPED_TRACE(expected);
    const auto found = day_from_rumi(year, month, day);
    ASSERT_TRUE(found);
    EXPECT_EQ(format_day(*found), expected);
  }
  for (const auto& [year, month, day] :
       {Civil{1255, 3, 1}, Civil{1342, 1, 1}, Civil{1325, 13, 1}, Civil{1325, 4, 31},
        Civil{1325, 0, 1}, Civil{1325, 3, 0}}) {
    EXPECT_FALSE(day_from_rumi(static_cast<int>(year), month, day)) << year << month << day;
  }
}

TEST(Calendars, DaysOfTheFrenchRepublic) {
  const struct {
    int year, month, day;
    std::string_view expected;
  } cases[] = {
      {1, 1, 1, "1792-09-22"},   // the first day
      {2, 11, 9, "1794-07-27"},  // the fall of Robespierre
      {8, 2, 18, "1799-11-09"},  // Bonaparte's coup
      {3, 13, 6, "1795-09-22"},  // a leap day
      {4, 1, 1, "1795-09-23"},   {9, 1, 1, "1800-09-23"},
      {12, 2, 11, "1803-11-03"}, {14, 4, 10, "1805-12-31"},  // the last day in use
  };
  for (const auto& [year, month, day, expected] : cases) {
    SCOPED_TRACE(expected);
    const auto found = day_from_republican(year, month, day);
    ASSERT_TRUE(found);
    EXPECT_EQ(format_day(*found), expected);
  }
  for (const auto& [year, month, day] : {Civil{0, 1, 1}, Civil{15, 1, 1}, Civil{1, 14, 1},
                                         Civil{1, 1, 31}, Civil{1, 13, 6}, Civil{1, 1, 0}}) {
    EXPECT_FALSE(day_from_republican(static_cast<int>(year), month, day)) << year << month << day;
  }
}

}  // namespace
}  // namespace fasti::dates
