#include "core/dates/resolve.h"

#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Resolve, MissingYears) {
  const ReadCase cases[] = {
      {"In 1916 they met. On 29 June they parted.", "1916 = 1916 | 29 June = 1916-06-29"},
      {"In May 1916 they met. In March they parted.", "May 1916 = 1916-05 | March = 1916-03"},
      // Into the next year, where the month lies far back and nothing says "earlier".
      {"In November 1916 they met. In February they parted.",
       "November 1916 = 1916-11 | February = 1917-02"},
      {"In November 1916 they met. They had parted in February.",
       "November 1916 = 1916-11 | February = 1916-02"},
      {"In November 1916 they met. Previously, in February, they had parted.",
       "November 1916 = 1916-11 | February = 1916-02"},
      // The weekday tells the year.
      {"In 1920 they met. On Monday, 3 January they parted.",
       "1920 = 1920 | Monday, 3 January = 1921-01-03"},
      {"In 1916 they met. On the 3rd of June they parted. On 5 June they wrote.",
       "1916 = 1916 | 3rd of June = 1916-06-03 | 5 June = 1916-06-05"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

// What leaves the story where it was: the date at the end takes the year of the first.
TEST(Resolve, DatesThatDoNotCarryTheStoryOn) {
  for (const std::string_view middle : {
           "They cited the 1936 Montreux Convention.",
           "They cited Oxford University Press, 1968.",
           "“In 1905 we slept,” they said.",
           "Vera Holt (1870–1924) was there.",
           "Vera Holt (born 14 February 1853) was there.",
           "They recalled life during the Crimean War.",
           "They had known it since 1890.",
           "They would know it by 1950.",
           "They had known it before 1890.",
           "They had known it until 1890.",
           "They worked from 1890 to 1950.",
           "They liked the 1890s.",
           "They liked the 18th century.",
       }) {
    SCOPED_TRACE(middle);
    const std::string text =
        "On 4 May 1915 they met. " + std::string(middle) + " On 29 June they parted.";
    const auto dates = dates_in(text);
    ASSERT_GE(dates.size(), 3U);
    EXPECT_EQ(dates.back().edtf, "1915-06-29");
    EXPECT_EQ(dates.back().resolved_from, "context");
  }
}

TEST(Resolve, DatesThatCarryTheStoryOn) {
  const struct {
    std::string_view middle;
    std::string_view edtf;
  } cases[] = {
      {"On 3 March 1917 they wrote.", "1917-06-29"},
      {"In March 1917 they wrote.", "1917-06-29"},
      {"In the spring of 1917 they wrote.", "1917-06-29"},
      {"In 1917 they wrote.", "1917-06-29"},
      {"Two years later they wrote.", "1917-06-29"},
      {"The following year they wrote.", "1916-06-29"},
      {"From 1915 to 1917 they wrote.", "1917-06-29"},
      {"That December they wrote.", "1915-06-29"},
  };
  for (const auto& [middle, edtf] : cases) {
    SCOPED_TRACE(middle);
    const std::string text =
        "On 4 May 1915 they met. " + std::string(middle) + " Earlier, on 29 June, they had parted.";
    const auto dates = dates_in(text);
    ASSERT_EQ(dates.size(), 3U);
    EXPECT_EQ(dates.back().edtf, edtf);
  }
}

// A bound does not carry the story on, but it can be pointed at.
TEST(Resolve, ThatDayIsTheOneNamedLast) {
  const ReadCase cases[] = {
      {"In March 1846 they halted. They stayed until the 24th of April. On that day shots fell.",
       "March 1846 = 1846-03 | until the 24th of April = ../1846-04-24 | that day = 1846-04-24"},
      {"In March 1846 they halted. They stayed until 24 April. That month shots fell.",
       "March 1846 = 1846-03 | until 24 April = ../1846-04-24 | That month = 1846-04"},
      {"In March 1846 they halted. They stayed until 24 April 1847. On 3 May 1846 shots fell. On "
       "that day it rained.",
       "March 1846 = 1846-03 | until 24 April 1847 = ../1847-04-24 | 3 May 1846 = 1846-05-03 | "
       "that day = 1846-05-03"},
      {"In March 1846 they halted. They stayed until 24 April 1847. The following year it rained.",
       "March 1846 = 1846-03 | until 24 April 1847 = ../1847-04-24 | following year = 1847"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Resolve, HowADateWasFound) {
  const struct {
    std::string_view text, document_date, edtf, resolved_from;
  } cases[] = {
      {"On 3 March 1918 it rained.", "", "1918-03-03", "explicit"},
      {"It rained on 3 March.", "1918-04-02", "1918-03-03", "document"},
      {"It rained on 28 December.", "1918-01-02", "1917-12-28", "document"},
      {"It will rain on 3 January.", "1918-12-28", "1919-01-03", "document"},
      {"It rained on 3 March.", "1918", "1918-03-03", "document"},
      {"It rained on 3 March.", "", "", "none"},
      {"It rained on 3 March.", "no date", "", "none"},
      {"It rained on 3 March.", "../1918", "", "none"},
  };
  for (const auto& [text, document_date, edtf, resolved_from] : cases) {
    SCOPED_TRACE(testing::Message() << text << " in " << document_date);
    const auto dates = dates_in(text, {.document_date = std::string(document_date)});
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(dates[0].edtf, edtf);
    EXPECT_EQ(dates[0].resolved_from, resolved_from);
    EXPECT_EQ(dates[0].confidence == 1.0F, resolved_from == "explicit");
    EXPECT_EQ(dates[0].note, edtf.empty() ? "no-year" : "");
  }
}

TEST(Resolve, ANumberThatOpensALineIsNoYearInALetter) {
  const std::string_view text = "1288. Holt will arrive.";
  EXPECT_EQ(read(text), "1288 = 1288");
  EXPECT_EQ(read(text, {.document_date = "1918-04-02"}), "");
  EXPECT_EQ(read("He wrote. 1288. Holt will arrive."), "");
}

TEST(Resolve, ADayWithoutYearIsKept) {
  const auto dates = dates_in("On 28 February they wrote.");
  ASSERT_EQ(dates.size(), 1U);
  EXPECT_FALSE(dates[0].resolved());
  EXPECT_EQ(dates[0].note, "no-year");
  EXPECT_EQ(dates[0].confidence, 0);
}

}  // namespace
}  // namespace fasti::dates
