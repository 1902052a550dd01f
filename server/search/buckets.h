#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Ids and labels of centuries, decades and years, numbered as in core/dates/membership.h.
namespace fasti::search {

// "19" for 1900..1999, also read as "19XX"; "-1" for the hundred years before the year 0.
std::string century_id(std::int64_t century);
std::optional<std::int64_t> parse_century(std::string_view text);
std::string century_label(std::int64_t century);  // "20th century", "1st century BCE"

// "1930s", also read as "193X"; "-0050s" for the years -50..-41.
std::string decade_id(std::int64_t decade);
std::optional<std::int64_t> parse_decade(std::string_view text);
std::string decade_label(std::int64_t decade);  // "1930s", "51–42 BCE"

// EDTF: "1921", "-0043", also read as "44 BCE"; four digits at least.
std::string year_id(std::int64_t year);
std::optional<std::int64_t> parse_year(std::string_view text);
std::string year_label(std::int64_t year);  // "1921", "44 BCE"

}  // namespace fasti::search
