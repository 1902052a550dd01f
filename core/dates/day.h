#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace fasti::dates {

// Days before or after 1970-01-01, proleptic Gregorian. 64 bits: no era overflows.
using Day = std::int64_t;

// A calendar date. Years are astronomical: 0 is 1 BCE, -43 is 44 BCE.
struct Civil {
  std::int64_t year;
  int month;  // 1..12
  int day;    // 1..31
  friend auto operator<=>(const Civil&, const Civil&) = default;
};

// Years that are indexed; EDTF years beyond are clamped to these.
inline constexpr std::int64_t kMinYear = -9999;
inline constexpr std::int64_t kMaxYear = 9999;

// The first whole year after the reform of 1582.
inline constexpr std::int64_t kFirstGregorianYear = 1583;

// Division rounded down, as years before 1 need. REQUIRES: b > 0.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
bool is_valid(Civil date);

// REQUIRES: is_valid(date).
Day day_from_civil(Civil date);
Civil civil_from_day(Day day);

// The Julian calendar's date as a day, and back. Its leap years are every fourth.
Day day_from_julian(Civil date);
Civil julian_from_day(Day day);

// "1921-03-16", "-0043-03-15": four digits at least.
std::string format_day(Day day);

// Closed interval of days: both ends belong to it. An absent side is open.
struct Interval {
  std::optional<Day> earliest;
  std::optional<Day> latest;
  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace fasti::dates
