#include "core/dates/line.h"

#include <gtest/gtest.h>

#include "core/text/tokens.h"

namespace fasti::dates {
namespace {

// A line that owns what it is made of.
struct OwnLine {
  explicit OwnLine(std::string_view given)
      : text(given), items(tag(text, text::tokenize(text))), line(text, items) {}
  std::string text;
  std::vector<Item> items;
  Line line;
};

TEST(Line, TellsSigns) {
  const struct {
    std::string_view text;
    char sign;
  } cases[] = {
      {"–", '-'}, {"—", '-'}, {"−", '-'}, {"‑", '-'}, {"’", '\''}, {"“", '"'}, {"«", '"'},
      {"⁄", '/'}, {"£", '$'}, {"§", '$'}, {"°", '%'}, {"(", '('},  {"…", 0},
  };
  for (const auto& [text, sign] : cases) {
    SCOPED_TRACE(text);
    const OwnLine own(text);
    EXPECT_EQ(own.line[0].sign, sign);
    EXPECT_EQ(own.line.is_sign(0, sign), true);
  }
}

TEST(Line, ReadsFigures) {
  const struct {
    std::string_view text;
    std::int32_t number;
    int digits;
  } cases[] = {
      {"1914", 1914, 4},
      {"0", 0, 1},
      {"007", 7, 3},
      {"16th", 16, 2},
      {"1930s", 1930, 4},
      {"Q1", -1, 0},
      {"999999999", 999999999, 9},
      {"1000000000", -1, 10},
      {"١٩١٤", -1, 0},
  };
  for (const auto& [text, number, digits] : cases) {
    SCOPED_TRACE(text);
    const OwnLine own(text);
    EXPECT_EQ(own.line[0].number, number);
    EXPECT_EQ(own.line[0].digits, digits);
  }
  // Digits are counted no further than there is use for them.
  EXPECT_EQ(OwnLine(std::string(1000, '9')).line[0].digits, 255);
}

TEST(Line, PartsWhatWasGluedTogether) {
  const OwnLine year("2015Russian");
  ASSERT_EQ(year.line.size(), 2U);
  EXPECT_EQ(year.line[0].number, 2015);
  EXPECT_TRUE(year.line[1].is_word());
  EXPECT_TRUE(year.line.joined(1));
  const OwnLine circa("c1910");
  ASSERT_EQ(circa.line.size(), 2U);
  EXPECT_TRUE(circa.line.is_word(0, "c"));
  EXPECT_EQ(circa.line[1].number, 1910);
  EXPECT_EQ(OwnLine("1930s").line.size(), 1U);
}

TEST(Line, ComparesWordsWithoutCaseAndApostrophes) {
  const OwnLine own("The YEAR’S O'Clock");
  EXPECT_TRUE(own.line.is_word(0, "the"));
  EXPECT_TRUE(own.line.is_word(1, "years"));
  EXPECT_TRUE(own.line.is_word(2, "oclock"));
  EXPECT_FALSE(own.line.is_word(0, "then"));
  EXPECT_FALSE(own.line.is_word(0, "th"));
}

TEST(Line, HoldsNothingOutside) {
  const OwnLine own("in 1914");
  for (const std::size_t i : {std::size_t{2}, std::size_t{1000}, std::size_t(-1)}) {
    EXPECT_EQ(own.line[i].number, -1);
    EXPECT_EQ(own.line.word(i), "");
    EXPECT_FALSE(own.line.is_word(i, "in"));
    EXPECT_FALSE(own.line.joined(i));
    EXPECT_FALSE(own.line.find(i, Tag::before));
  }
  EXPECT_EQ(own.line.before(0).number, -1);
  EXPECT_EQ(own.line.before(1, 2).number, -1);
}

TEST(Line, FindsTheLongestPhrase) {
  const OwnLine own("no later than 1914, St. George's Day");
  const auto bound = own.line.find(0, Tag::before);
  ASSERT_TRUE(bound);
  EXPECT_EQ(bound->end, 3U);
  const auto feast = own.line.find(5, Tag::feast);
  ASSERT_TRUE(feast);
  EXPECT_EQ(feast->value, 423);
  EXPECT_EQ(feast->end, own.line.size());
}

}  // namespace
}  // namespace fasti::dates
