#include "core/dates/day.h"

#include <fmt/format.h>

#include <array>
#include <cassert>

namespace fasti::dates {
namespace {

// Years are counted from March, so that the leap day is the last of its year: Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms" (days_from_civil, civil_from_days).
struct MarchYear {
  std::int64_t year;
  std::int64_t day_of_year;  // 0 is 1 March
};

MarchYear to_march_year(Civil date) {
  const int months = date.month + (date.month > 2 ? -3 : 9);
  return {date.year - (date.month <= 2), (153 * months + 2) / 5 + date.day - 1};
}

Civil from_march_year(MarchYear date) {
  const auto months = static_cast<int>((5 * date.day_of_year + 2) / 153);
  const auto day = static_cast<int>(date.day_of_year - (153 * months + 2) / 5 + 1);
  const int month = months < 10 ? months + 3 : months - 9;
  return {date.year + (month <= 2), month, day};
}

// Day numbers of 0000-03-01 in each calendar.
constexpr Day kGregorianEpoch = -719468;
constexpr Day kJulianEpoch = -719470;

constexpr std::int64_t kDaysIn400Years = 146097;
constexpr std::int64_t kDaysIn4Years = 1461;

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  assert(month >= 1 && month <= 12);
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool is_valid(Civil date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

Day day_from_civil(Civil date) {
  const MarchYear march = to_march_year(date);
  const std::int64_t cycle = floor_div(march.year, 400);
  const std::int64_t year = march.year - cycle * 400;
  return cycle * kDaysIn400Years + year * 365 + year / 4 - year / 100 + march.day_of_year +
         kGregorianEpoch;
}

Civil civil_from_day(Day day) {
  const std::int64_t since_epoch = day - kGregorianEpoch;
  const std::int64_t cycle = floor_div(since_epoch, kDaysIn400Years);
  const std::int64_t in_cycle = since_epoch - cycle * kDaysIn400Years;
  const std::int64_t year =
      (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
  const std::int64_t day_of_year = in_cycle - (365 * year + year / 4 - year / 100);
  return from_march_year({year + cycle * 400, day_of_year});
}

Day day_from_julian(Civil date) {
  const MarchYear march = to_march_year(date);
  const std::int64_t cycle = floor_div(march.year, 4);
  return cycle * kDaysIn4Years + (march.year - cycle * 4) * 365 + march.day_of_year + kJulianEpoch;
}

Civil julian_from_day(Day day) {
  const std::int64_t since_epoch = day - kJulianEpoch;
  const std::int64_t cycle = floor_div(since_epoch, kDaysIn4Years);
  const std::int64_t in_cycle = since_epoch - cycle * kDaysIn4Years;
  const std::int64_t year = (in_cycle - in_cycle / 1460) / 365;
  return from_march_year({year + cycle * 4, in_cycle - 365 * year});
}

std::string format_day(Day day) {
  const Civil date = civil_from_day(day);
  const std::int64_t magnitude = date.year < 0 ? -date.year : date.year;
  return fmt::format("{}{:04}-{:02}-{:02}", date.year < 0 ? "-" : "", magnitude, date.month,
                     date.day);
}

}  // namespace fasti::dates
