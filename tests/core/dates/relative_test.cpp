#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

// Each text begins with the date that the others lean on.
TEST(Relative, FromTheDateBefore) {
  const ReadCase cases[] = {
      {"In 1921 they met. The following year they quarrelled.",
       "1921 = 1921 | following year = 1922"},
      {"In 1921 they met. The next year they quarrelled.", "1921 = 1921 | next year = 1922"},
      {"In 1921 they met. The previous year was wet.", "1921 = 1921 | previous year = 1920"},
      {"In 1921 they met. A year earlier they had quarrelled.",
       "1921 = 1921 | A year earlier = 1920"},
      {"In 1921 they met. Two years later they quarrelled.",
       "1921 = 1921 | Two years later = 1923"},
      {"On 3 March 1918 they met. Two years later they quarrelled.",
       "3 March 1918 = 1918-03-03 | Two years later = 1920"},
      {"On 3 March 1918 they met. Three months later they quarrelled.",
       "3 March 1918 = 1918-03-03 | Three months later = 1918-06"},
      {"On 25 December 1918 they met. Ten days after, they quarrelled.",
       "25 December 1918 = 1918-12-25 | Ten days after = 1919-01-04"},
      {"On 28 February 1900 they met. The next day they quarrelled.",
       "28 February 1900 = 1900-02-28 | next day = 1900-03-01"},
      {"On 1 March 1900 they met. The day before, they had quarrelled.",
       "1 March 1900 = 1900-03-01 | day before = 1900-02-28"},
      {"On 3 March 1918 they met. Later that year they quarrelled.",
       "3 March 1918 = 1918-03-03 | Later that year = 1918"},
      {"On 3 March 1918 they met. The same month they quarrelled.",
       "3 March 1918 = 1918-03-03 | same month = 1918-03"},
      {"On 3 March 1918 they met. The same day they quarrelled.",
       "3 March 1918 = 1918-03-03 | same day = 1918-03-03"},
      {"In 1921 they met. That December they quarrelled.", "1921 = 1921 | That December = 1921-12"},
      {"In 1921 they met. In December that year they quarrelled.",
       "1921 = 1921 | December that year = 1921-12"},
      {"On 3 March 1918 they met. In December of the following year they quarrelled.",
       "3 March 1918 = 1918-03-03 | December of the following year = 1919-12"},
      {"In October 1921 they met. The following spring they quarrelled.",
       "October 1921 = 1921-10 | following spring = 1922-21"},
      {"In March 1921 they met. The previous December was cold.",
       "March 1921 = 1921-03 | previous December = 1920-12"},
      // A year before 1 BC.
      {"In 1 BC they met. Two years later they quarrelled.",
       "1 BC = 0000 | Two years later = 0002"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Relative, FromADateBeside) {
  const ReadCase cases[] = {
      {"They fell out ten days after 3 March 1918.", "ten days after 3 March 1918 = 1918-03-13"},
      {"They fell out two years after March 1918.", "two years after March 1918 = 1920"},
      {"They fell out two months before March 1918.", "two months before March 1918 = 1918-01"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

// Words of the letter's or report's own day, never of the day it is read by a machine.
TEST(Relative, FromTheDocumentsDate) {
  const struct {
    std::string_view text, document_date, dates;
  } cases[] = {
      {"The fleet sailed last year.", "1854-03-28", "last year = 1853"},
      {"The fleet sailed last year.", "", ""},
      {"I have your letter of the 5th instant.", "1862-09-17", "5th instant = 1862-09-05"},
      {"I have your letter of the 5th ultimo.", "1862-01-17", "5th ultimo = 1861-12-05"},
      {"He is expected next May.", "1862-09-17", "next May = 1863-05"},
      {"He went home last June.", "1862-09-17", "last June = 1862-06"},
      {"He goes home this year.", "1862-09-17", "this year = 1862"},
      {"Today we sail. Now it rains, and a week ago it snowed.", "1862-09-17", ""},
      {"As of today nothing is known.", "", ""},
  };
  for (const auto& [text, document_date, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text, {.document_date = std::string(document_date)}), dates);
  }
}

TEST(Relative, DurationsAreNoDates) {
  for (const std::string_view text : {
           "In 1921 they met. For two years they wrote.",
           "In 1921 they met. Another ten days passed.",
           "In 1921 they met. Within weeks they wrote.",
           "In 1921 they met. In less than a month they wrote.",
           "In 1921 they met. It was the seventh in a year.",
           "In 1921 they met. Over the next decade they wrote.",
           "In 1921 they met. A year-long silence began.",
       }) {
    EXPECT_EQ(read(text), "1921 = 1921") << text;
  }
  // Nothing to lean on.
  for (const std::string_view text :
       {"The following year they met.", "Two years later they met.", "That same day they met."}) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
