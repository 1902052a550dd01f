// parse_date of core/dates/read_dates.h: dates as readers write them in a query.
#include <gtest/gtest.h>

#include "core/dates/read_dates.h"

namespace fasti::dates {
namespace {

std::string parsed(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return "none";
  const auto side = [](std::optional<Day> day) { return day ? format_day(*day) : ".."; };
  return date->edtf + " " + side(date->interval.earliest) + " " + side(date->interval.latest);
}

TEST(ParseDate, WhatReadersWrite) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      // EDTF
      {"1914-07", "1914-07 1914-07-01 1914-07-31"},
      {"1914-07-28", "1914-07-28 1914-07-28 1914-07-28"},
      {"1914/1918", "1914/1918 1914-01-01 1918-12-31"},
      {"193X", "193X 1930-01-01 1939-12-31"},
      {"-0043", "-0043 -0043-01-01 -0043-12-31"},
      {"1910~", "1910~ 1910-01-01 1910-12-31"},
      {"1999/..", "1999/.. 1999-01-01 .."},
      {"../1921", "../1921 .. 1921-12-31"},
      // Years
      {"1914", "1914 1914-01-01 1914-12-31"},
      {"476", "0476 0476-01-01 0476-12-31"},
      {"0", "0000 0000-01-01 0000-12-31"},
      {"44 BCE", "-0043 -0043-01-01 -0043-12-31"},
      {"44 BC", "-0043 -0043-01-01 -0043-12-31"},
      {"AD 14", "0014 0014-01-01 0014-12-31"},
      // Ranges
      {"1914..1918", "1914/1918 1914-01-01 1918-12-31"},
      {"1914-07..1918-11", "1914-07/1918-11 1914-07-01 1918-11-30"},
      {"1914 .. 1918", "1914/1918 1914-01-01 1918-12-31"},
      {"1914..", "1914/.. 1914-01-01 .."},
      {"..1918", "../1918 .. 1918-12-31"},
      {"50 BCE..14", "-0049/0014 -0049-01-01 0014-12-31"},
      {"44 BCE..27 BCE", "-0043/-0026 -0043-01-01 -0026-12-31"},
      {"summer 1914..1918", "1914-22/1918 1914-06-01 1918-12-31"},
      // Words
      {"early 1920s", "1920~/1923~ 1920-01-01 1923-12-31"},
      {"the 1930s", "193X 1930-01-01 1939-12-31"},
      {"19th century", "18XX 1800-01-01 1899-12-31"},
      {"13 October 1921", "1921-10-13 1921-10-13 1921-10-13"},
      {"October 13, 1921", "1921-10-13 1921-10-13 1921-10-13"},
      {"October 1921", "1921-10 1921-10-01 1921-10-31"},
      {"from 1914 to 1918", "1914/1918 1914-01-01 1918-12-31"},
      {"c. 1910", "1910~ 1910-01-01 1910-12-31"},
      {"since 1999", "1999/.. 1999-01-01 .."},
      {"  1914  ", "1914 1914-01-01 1914-12-31"},
      {"\t1914\n", "1914 1914-01-01 1914-12-31"},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(parsed(text), expected);
  }
}

TEST(ParseDate, WhatIsNoDate) {
  const std::string endless(100'000, '1');
  for (const std::string_view text : std::initializer_list<std::string_view>{
           "",
           " ",
           "soon",
           "tomorrow",
           "yesterday",
           "today",
           "12345",
           "-44",
           "1914-13",
           "1914-02-30",
           "31 February 1920",
           "32 May 1920",
           "1918..1914",
           "1918/1914",
           "1914 to 1900",
           "..",
           "../..",
           "/",
           "1914..soon",
           "soon..1914",
           "1914..1916..1918",
           "1914 and 1918 and 1921",
           "treaty of 1914",
           "Article 1921",
           "June",
           "4 May",
           "the following year",
           "\xff\xfe",
           std::string_view("1914\0", 5),
           "1914;DROP TABLE",
           "0x77A",
           "1e3",
           "١٩١٤",
           endless,
       }) {
    EXPECT_EQ(parsed(text), "none") << text.substr(0, 100);
  }
}

}  // namespace
}  // namespace fasti::dates
