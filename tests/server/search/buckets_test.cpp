#include "server/search/buckets.h"

#include <gtest/gtest.h>

namespace fasti::search {
namespace {

struct BucketCase {
  std::int64_t bucket;
  const char* id;
  const char* label;
};

TEST(Buckets, Centuries) {
  for (const auto& [century, id, label] : std::vector<BucketCase>{{19, "19", "20th century"},
                                                                  {20, "20", "21st century"},
                                                                  {10, "10", "11th century"},
                                                                  {12, "12", "13th century"},
                                                                  {0, "0", "1st century"},
                                                                  {1, "1", "2nd century"},
                                                                  {2, "2", "3rd century"},
                                                                  {-1, "-1", "1st century BCE"},
                                                                  {-5, "-5", "5th century BCE"}}) {
    EXPECT_EQ(century_id(century), id);
    EXPECT_EQ(parse_century(id), century) << id;
    EXPECT_EQ(century_label(century), label);
  }
  EXPECT_EQ(parse_century("19XX"), 19);
  for (const char* wrong : {"", "19th", "XX", "1900", "-1XX", "100", "-101", "1.5", " 19"})
    EXPECT_EQ(parse_century(wrong), std::nullopt) << wrong;
}

TEST(Buckets, Decades) {
  for (const auto& [decade, id, label] : std::vector<BucketCase>{{193, "1930s", "1930s"},
                                                                 {0, "0s", "0s"},
                                                                 {93, "930s", "930s"},
                                                                 {-1, "-0010s", "11–2 BCE"},
                                                                 {-5, "-0050s", "51–42 BCE"}}) {
    EXPECT_EQ(decade_id(decade), id);
    EXPECT_EQ(parse_decade(id), decade) << id;
    EXPECT_EQ(decade_label(decade), label);
  }
  EXPECT_EQ(parse_decade("193X"), 193);
  EXPECT_EQ(parse_decade("0930s"), 93);
  for (const char* wrong : {"", "s", "X", "1930", "1935s", "-193X", "1930ss", "thirties", "99990s"})
    EXPECT_EQ(parse_decade(wrong), std::nullopt) << wrong;
}

TEST(Buckets, Years) {
  for (const auto& [year, id, label] : std::vector<BucketCase>{{1921, "1921", "1921"},
                                                               {33, "0033", "33"},
                                                               {1, "0001", "1"},
                                                               {0, "0000", "1 BCE"},
                                                               {-43, "-0043", "44 BCE"}}) {
    EXPECT_EQ(year_id(year), id);
    EXPECT_EQ(parse_year(id), year) << id;
    EXPECT_EQ(parse_year(label), year) << label;
    EXPECT_EQ(year_label(year), label);
  }
  for (const char* wrong :
       {"", "BCE", "0 BCE", "10000", "-10000", "1921-03", "x", "99999999999999"})
    EXPECT_EQ(parse_year(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace fasti::search
