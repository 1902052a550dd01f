#include "core/dates/numbers.h"

#include <gtest/gtest.h>

#include "core/text/tokens.h"

namespace fasti::dates {
namespace {

// What `reader` finds at the beginning of a text, or -1 unless it reads the whole of it.
template <typename Reader>
int whole(std::string_view text, Reader reader) {
  const std::vector<Item> items = tag(text, text::tokenize(text));
  const Line line(text, items);
  const auto found = reader(line, 0);
  return found && found->end == line.size() ? static_cast<int>(found->value) : -1;
}

struct NumberCase {
  std::string_view text;
  int value;
};

TEST(Numbers, Ordinals) {
  for (const auto& [text, value] : {NumberCase{"3rd", 3},
                                    {"22d", 22},
                                    {"1ST", 1},
                                    {"third", 3},
                                    {"twenty-first", 21},
                                    {"twenty first", 21},
                                    {"thirtieth", 30},
                                    {"3", -1},
                                    {"3rds", -1},
                                    {"123rd", -1},
                                    {"twenty", -1},
                                    {"twenty-twelfth", -1}}) {
    EXPECT_EQ(whole(text, ordinal_at), value) << text;
  }
}

TEST(Numbers, Cardinals) {
  for (const auto& [text, value] : {NumberCase{"two", 2},
                                    {"twenty-five", 25},
                                    {"25", 25},
                                    {"999", 999},
                                    {"0", -1},
                                    {"1000", -1},
                                    {"hundred", -1},
                                    {"1.5", -1}}) {
    EXPECT_EQ(whole(text, cardinal_at), value) << text;
  }
}

TEST(Numbers, YearsInWords) {
  for (const auto& [text, value] : {NumberCase{"nineteen hundred and fourteen", 1914},
                                    {"nineteen hundred fourteen", 1914},
                                    {"nineteen fourteen", 1914},
                                    {"nineteen-fourteen", 1914},
                                    {"eighteen hundred", 1800},
                                    {"one thousand seven hundred and ninety-five", 1795},
                                    {"one thousand and sixty-six", 1066},
                                    {"two thousand and one", 2001},
                                    {"nineteen", -1},
                                    {"nineteen two", -1},
                                    {"five hundred", -1},
                                    {"forty fourteen", -1}}) {
    EXPECT_EQ(whole(text, year_in_words_at), value) << text;
  }
}

TEST(Numbers, RomanFigures) {
  for (const auto& [text, value] : {NumberCase{"I", 1},
                                    {"IV", 4},
                                    {"XIX", 19},
                                    {"XXXIX", 39},
                                    {"XL", 0},
                                    {"", 0},
                                    {"xix", 0},
                                    {"XXXXXXXXX", 0},
                                    {"VIX1", 0}}) {
    EXPECT_EQ(roman_value(text), value) << text;
  }
}

TEST(Numbers, Eras) {
  const struct {
    std::string_view text;
    EraName era;
  } cases[] = {{"BC", EraName::before_christ},
               {"B.C.", EraName::before_christ},
               {"B. C. E.", EraName::before_christ},
               {"AD", EraName::after_christ},
               {"Anno Domini", EraName::after_christ},
               {"C.E.", EraName::after_christ},
               {"AH", EraName::hijra},
               {"A.H.", EraName::hijra},
               {"Hijri", EraName::hijra},
               {"Rumi", EraName::rumi}};
  for (const auto& [text, era] : cases) {
    EXPECT_EQ(whole(text, era_at), static_cast<int>(era)) << text;
  }
  for (const std::string_view text : {"ad", "ah", "Ad", "rumi", "B.A.", "C."}) {
    EXPECT_EQ(whole(text, era_at), -1) << text;
  }
}

TEST(Numbers, PlainNumbers) {
  const auto plain = [](std::string_view text, std::size_t i) {
    const std::vector<Item> items = tag(text, text::tokenize(text));
    return is_plain_number(Line(text, items), i);
  };
  EXPECT_TRUE(plain("1914", 0));
  EXPECT_TRUE(plain("3,1918", 2)) << "a comma without its blank";
  EXPECT_TRUE(plain("mid-1930", 2));
  for (const auto& [text, i] : {std::pair<std::string_view, std::size_t>{"12.5", 0},
                                {"12.5", 2},
                                {"1,500", 0},
                                {"20:45", 2},
                                {"S-400", 2},
                                {"$1900", 1},
                                {"1900%", 0},
                                {"/news/1914/", 3},
                                {"1234567890123", 0},
                                {"٢٠", 0}}) {
    EXPECT_FALSE(plain(text, i)) << text;
  }
}

}  // namespace
}  // namespace fasti::dates
