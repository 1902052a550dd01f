#pragma once
#include <cstdint>
#include <optional>

#include "core/dates/day.h"

namespace fasti::dates {

// Easter Sunday: by the Julian reckoning before 1583, by the Gregorian after, as that calendar's
// date. REQUIRES: year > 0.
Civil easter(std::int64_t year);

// Days of the civil (tabular) calendar of the Hijra; they may be off by one from dates by sight.
// REQUIRES: month 1..12, day 1..30, 1 <= year <= 9999.
Day day_from_hijri(int year, int month, int day);

// The Ottoman fiscal (Rumi) calendar: Julian days and months from March 1256 AH on, the years
// beginning in March; Gregorian days from 1 March 1333 on. nullopt outside 1256..1341.
std::optional<Day> day_from_rumi(int year, int month, int day);

// The calendar of the French Republic, years 1 to 14; month 13 holds the days at the year's end.
std::optional<Day> day_from_republican(int year, int month, int day);

}  // namespace fasti::dates
