#pragma once
#include <cstddef>
#include <optional>

#include "core/dates/line.h"
#include "core/dates/moment.h"

namespace fasti::dates {

// What was read at a place of a line, and the place after it.
template <typename Value>
struct Found {
  Value value;
  std::size_t end;
};
template <typename Value>
using Maybe = std::optional<Found<Value>>;

// Whether the figures at i are a number of their own: not a part of "12.5", "1,500", "20:45",
// "S-400", "$1900" or an address.
bool is_plain_number(const Line& line, std::size_t i);

// "3rd", "22d", "third", "twenty-first": 1 to 99.
Maybe<int> ordinal_at(const Line& line, std::size_t i);

// "two", "twenty-five", "25": 1 to 999.
Maybe<int> cardinal_at(const Line& line, std::size_t i);

// "nineteen hundred and fourteen", "one thousand seven hundred and ninety-five", "nineteen
// fourteen": a year of four digits in words.
Maybe<int> year_in_words_at(const Line& line, std::size_t i);

// "XIX": 1 to 39, in capitals; 0 for another word.
int roman_value(std::string_view word);

// "BC", "A.D.", "C. E.", "AH".
enum class EraName : std::uint8_t { before_christ = 1, after_christ, hijra, rumi };
Maybe<EraName> era_at(const Line& line, std::size_t i);

// "January", "Jan.", "Sept"; `full` tells a name that is not cut short.
struct MonthName {
  int month;
  bool full;
};
Maybe<MonthName> month_at(const Line& line, std::size_t i);

}  // namespace fasti::dates
