#include "core/dates/moment.h"

#include <gtest/gtest.h>

namespace fasti::dates {
namespace {

Moment of_year(std::int64_t year) {
  Moment moment;
  moment.unit = Unit::year;
  moment.year = year;
  return moment;
}

Moment of_day(std::int64_t year, int month, int day) {
  Moment moment;
  moment.year = year;
  moment.month = month;
  moment.day = day;
  return moment;
}

std::string edtf(const std::optional<Moment>& moment) {
  return moment ? to_edtf(*moment).whole : "none";
}

TEST(Moment, YearsBeforeChristAreAstronomical) {
  EXPECT_EQ(astronomical(1, EraMark::before_christ), 0);
  EXPECT_EQ(astronomical(44, EraMark::before_christ), -43);
  EXPECT_EQ(astronomical(44, EraMark::after_christ), 44);
  for (const std::int64_t year : {-43, -1, 0, 1, 1914}) {
    Moment moment = of_year(7);
    set_astronomical(moment, year);
    EXPECT_EQ(first_year(moment), year);
  }
}

TEST(Moment, DecadesAndCenturiesInEdtf) {
  const struct {
    Unit unit;
    std::int64_t number;
    EraMark era;
    std::string_view edtf;
  } cases[] = {
      {Unit::decade, 1930, EraMark::none, "193X"},
      {Unit::decade, 440, EraMark::none, "044X"},
      {Unit::decade, 440, EraMark::before_christ, "-0448/-0439"},
      {Unit::century, 19, EraMark::none, "18XX"},
      {Unit::century, 1, EraMark::none, "00XX"},
      {Unit::century, 5, EraMark::before_christ, "-0499/-0400"},
      {Unit::millennium, 2, EraMark::none, "1XXX"},
      {Unit::millennium, 2, EraMark::before_christ, "-1999/-1000"},
  };
  for (const auto& [unit, number, era, expected] : cases) {
    SCOPED_TRACE(expected);
    Moment moment = of_year(number);
    moment.unit = unit;
    moment.era = era;
    EXPECT_EQ(to_edtf(moment).whole, expected);
  }
}

TEST(Moment, Shifts) {
  EXPECT_EQ(edtf(shifted(of_day(1918, 3, 3), Unit::year, 2)), "1920");
  EXPECT_EQ(edtf(shifted(of_day(1918, 3, 3), Unit::month, -3)), "1917-12");
  EXPECT_EQ(edtf(shifted(of_day(1918, 12, 31), Unit::day, 1)), "1919-01-01");
  EXPECT_EQ(edtf(shifted(of_day(1918, 3, 3), Unit::week, -1)), "1918-02-24~");
  EXPECT_EQ(edtf(shifted(of_year(1918), Unit::decade, 1)), "192X");
  EXPECT_EQ(edtf(shifted(of_year(1918), Unit::century, -1)), "18XX");
  // The anchor tells too little.
  EXPECT_EQ(edtf(shifted(of_year(1918), Unit::month, 1)), "none");
  EXPECT_EQ(edtf(shifted(of_year(1918), Unit::day, 1)), "none");
}

TEST(Moment, Qualifiers) {
  Moment moment = of_year(1910);
  moment.approximate = true;
  EXPECT_EQ(to_edtf(moment).whole, "1910~");
  moment.uncertain = true;
  EXPECT_EQ(to_edtf(moment).whole, "1910%");
  moment.approximate = false;
  EXPECT_EQ(to_edtf(moment).whole, "1910?");
  EXPECT_TRUE(is_vague(moment));
  EXPECT_FALSE(is_vague(of_year(1910)));
}

}  // namespace
}  // namespace fasti::dates
