#include "server/search/buckets.h"

#include <fmt/format.h>

#include <charconv>

#include "core/dates/day.h"

namespace fasti::search {
namespace {

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Digits with an optional sign, and nothing else, from `low` to `high`.
std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t low,
                                         std::int64_t high) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || last != end || value < low || value > high) return std::nullopt;
  return value;
}

std::string_view ordinal_ending(std::int64_t number) {
  if (number % 100 >= 11 && number % 100 <= 13) return "th";
  switch (number % 10) {
    case 1:
      return "st";
    case 2:
      return "nd";
    case 3:
      return "rd";
    default:
      return "th";
  }
}

}  // namespace

std::string century_id(std::int64_t century) { return std::to_string(century); }

std::optional<std::int64_t> parse_century(std::string_view text) {
  if (text.ends_with("XX") && !text.starts_with('-')) text.remove_suffix(2);
  return whole_number(text, floor_div(dates::kMinYear, 100), dates::kMaxYear / 100);
}

std::string century_label(std::int64_t century) {
  const std::int64_t number = century < 0 ? -century : century + 1;
  return fmt::format("{}{} century{}", number, ordinal_ending(number), century < 0 ? " BCE" : "");
}

std::string decade_id(std::int64_t decade) {
  const std::int64_t year = decade * 10;
  return year < 0 ? fmt::format("-{:04}s", -year) : fmt::format("{}s", year);
}

std::optional<std::int64_t> parse_decade(std::string_view text) {
  std::string digits(text);
  if (digits.size() > 1 && digits.ends_with('X') && !digits.starts_with('-'))
    digits.back() = '0';
  else if (digits.ends_with('s'))
    digits.pop_back();
  else
    return std::nullopt;
  const auto year = whole_number(digits, floor_div(dates::kMinYear, 10) * 10, dates::kMaxYear);
  if (!year || *year % 10 != 0) return std::nullopt;
  return *year / 10;
}

std::string decade_label(std::int64_t decade) {
  if (decade >= 0) return decade_id(decade);
  return fmt::format("{}–{} BCE", 1 - decade * 10, 1 - (decade * 10 + 9));
}

std::string year_id(std::int64_t year) {
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

std::optional<std::int64_t> parse_year(std::string_view text) {
  for (const std::string_view ending : {" BCE", " BC"}) {
    if (!text.ends_with(ending)) continue;
    text.remove_suffix(ending.size());
    const auto year = whole_number(text, 1, 1 - dates::kMinYear);
    return year ? std::optional(1 - *year) : std::nullopt;
  }
  return whole_number(text, dates::kMinYear, dates::kMaxYear);
}

std::string year_label(std::int64_t year) {
  return year > 0 ? std::to_string(year) : fmt::format("{} BCE", 1 - year);
}

}  // namespace fasti::search
