#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/dates/expressions.h"

namespace fasti::dates {

// What links two dates.
enum class LinkKind : std::uint8_t { dash, slash, word, and_, or_, comma };
struct Link {
  LinkKind kind;
  std::size_t end;
};
// "–", "/", "to", "and", ",": what stands at item i.
std::optional<Link> link_at(const Line& line, std::size_t i);

// Two years in figures: "1768-74", "1914 to 1918", "490-479 BC". `with_and` after "between".
std::optional<Expression> year_span(const Line& line, std::size_t i, bool with_and);

// Two days of one month: "3-6 May 1945", "June 18 and 19, 1815", "11/22 November 1709".
std::optional<Expression> day_span(const Line& line, std::size_t i);

// Joins two moments into a range, giving each what only the other one tells (month, year, era).
// False when the range would run backwards.
bool join_range(Moment& from, Moment& to);

// Whether two days are one in the Julian and the Gregorian calendar; sets out the Gregorian one.
// Years may be missing when the days lie 10 to 13 apart.
std::optional<Moment> dual_style(const Moment& julian, const Moment& gregorian);

}  // namespace fasti::dates
