#include "core/dates/calendars.h"

namespace fasti::dates {
namespace {

// Meeus, Astronomical Algorithms, chapter 8.
Civil gregorian_easter(std::int64_t year) {
  const std::int64_t a = year % 19;
  const std::int64_t b = year / 100;
  const std::int64_t c = year % 100;
  const std::int64_t g = (b - (b + 8) / 25 + 1) / 3;
  const std::int64_t h = (19 * a + b - b / 4 - g + 15) % 30;
  const std::int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const std::int64_t m = (a + 11 * h + 22 * l) / 451;
  const std::int64_t n = h + l - 7 * m + 114;
  return {year, static_cast<int>(n / 31), static_cast<int>(n % 31 + 1)};
}

Civil julian_easter(std::int64_t year) {
  const std::int64_t d = (19 * (year % 19) + 15) % 30;
  const std::int64_t e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const std::int64_t n = d + e + 114;
  return {year, static_cast<int>(n / 31), static_cast<int>(n % 31 + 1)};
}

}  // namespace

Civil easter(std::int64_t year) {
  return year < kFirstGregorianYear ? julian_easter(year) : gregorian_easter(year);
}

// Months have 30 and 29 days by turns; eleven years of thirty have a day more. The first day is 16
// July 622 of the Julian calendar.
Day day_from_hijri(int year, int month, int day) {
  constexpr Day kEve = -492149;
  const std::int64_t years = std::int64_t{year} - 1;
  const std::int64_t leap_days = (3 + 11 * std::int64_t{year}) / 30;
  return kEve + years * 354 + leap_days + (month - 1) * Day{30} - (month - 1) / 2 + day;
}

std::optional<Day> day_from_rumi(int year, int month, int day) {
  constexpr int kFirstYear = 1256;
  constexpr int kLastYear = 1341;
  constexpr int kFirstGregorian = 1333;
  constexpr int kFirstFromJanuary = 1334;
  constexpr int kYearsBehind = 584;
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  const bool from_march = year < kFirstFromJanuary;
  const std::int64_t common = year + kYearsBehind + (from_march && month < 3 ? 1 : 0);
  const Civil date{common, month, day};
  // The Julian calendar has all days that the Gregorian has in these years, and one more.
  if (!is_valid(date) && !(month == 2 && day == 29 && common % 4 == 0)) return std::nullopt;
  return year < kFirstGregorian ? day_from_julian(date) : day_from_civil(date);
}

std::optional<Day> day_from_republican(int year, int month, int day) {
  constexpr int kLastYear = 14;
  constexpr int kMonths = 13;
  constexpr Day kDaysInMonth = 30;
  if (year < 1 || year > kLastYear || month < 1 || month > kMonths || day < 1) return std::nullopt;
  // Years 3, 7 and 11 had a sixth day after their twelve months.
  const auto is_leap = [](int y) { return y % 4 == 3; };
  const Day length = month < kMonths ? kDaysInMonth : is_leap(year) ? 6 : 5;
  if (day > length) return std::nullopt;
  Day start = day_from_civil({1792, 9, 22});
  for (int y = 1; y < year; ++y) start += is_leap(y) ? 366 : 365;
  return start + (month - 1) * kDaysInMonth + day - 1;
}

}  // namespace fasti::dates
