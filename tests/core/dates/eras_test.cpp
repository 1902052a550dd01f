#include "core/dates/eras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dates/membership.h"

namespace fasti::dates {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Eras, ReadsAFile) {
  const EraFile file = parse_eras(R"({"eras": [
    {"id": "republic", "label": "The Republic", "from": "1875", "to": "1940-07-10"},
    {"id": "after", "label": "Afterwards", "from": "1940-07-11", "to": "..",
     "parent": "republic", "source": "doc-7"}]})",
                                  "eras.json");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.eras.size(), 2U);
  EXPECT_EQ(file.eras[0].label, "The Republic");
  EXPECT_EQ(format_day(*file.eras[0].interval.earliest), "1875-01-01");
  EXPECT_EQ(format_day(*file.eras[0].interval.latest), "1940-07-10");
  EXPECT_EQ(file.eras[1].parent, "republic");
  EXPECT_EQ(file.eras[1].source, "doc-7");
  EXPECT_FALSE(file.eras[1].interval.latest);
}

TEST(Eras, EntriesWithFaultsAreLeftOutAndReported) {
  const EraFile file = parse_eras(R"({"eras": [
    {"id": "good", "label": "Good", "from": "1800", "to": "1801", "parent": "nowhere"},
    {"label": "No id", "from": "1800", "to": "1801"},
    {"id": "bad-date", "label": "Bad date", "from": "1800", "to": "soon"},
    {"id": "reversed", "label": "Reversed", "from": "1900", "to": "1801"},
    {"id": "good", "label": "Twice", "from": "1800", "to": "1801"},
    {"id": "number", "label": 5, "from": "1800", "to": "1801"},
    7]})",
                                  "my.json");
  ASSERT_EQ(file.eras.size(), 1U);
  EXPECT_EQ(file.eras[0].parent, "");
  EXPECT_THAT(file.problems,
              ElementsAre(HasSubstr("my.json:3: \"id\" is missing"), HasSubstr("my.json:4: \"to\""),
                          HasSubstr("my.json:5: reversed ends before"),
                          HasSubstr("my.json:6: \"good\" stands here a second"),
                          HasSubstr("my.json:7: \"label\""), HasSubstr("my.json:8: not an object"),
                          HasSubstr("my.json: parent of good")));
}

TEST(Eras, WhatIsNoEraFileGivesOneProblem) {
  for (const std::string_view json :
       {"", "{", "[]", "null", "{\"eras\": 5}", "{\"other\": []}", "{\n\n\"eras\": [}\n"}) {
    const EraFile file = parse_eras(json, "x.json");
    EXPECT_THAT(file.eras, IsEmpty()) << json;
    EXPECT_THAT(file.problems, ElementsAre(HasSubstr("x.json:"))) << json;
  }
  EXPECT_THAT(parse_eras("{\n\n\"eras\": [}\n", "x.json").problems,
              ElementsAre(HasSubstr("x.json:3: not JSON")));
}

TEST(Eras, TheDefaultsCoverHistory) {
  const std::vector<Era>& eras = default_eras();
  EXPECT_GT(eras.size(), 40U);
  for (const std::int64_t year :
       {-1999, -430, 5, 400, 800, 1250, 1550, 1848, 1916, 1925, 1943, 1962, 2010}) {
    bool found = false;
    for (const Era& era : eras) {
      found = found || belongs(year_days(year), Kind::point, era.interval);
    }
    EXPECT_TRUE(found) << year;
  }
}

}  // namespace
}  // namespace fasti::dates
