#include "core/actors/date_context.h"

#include <gtest/gtest.h>

#include "core/text/sentences.h"

namespace fasti::actors {
namespace {

// The year that governs the word "here" in the last of the units; 0 when none does.
int year_at_here(const std::vector<dates::TextUnit>& units) {
  const std::vector<std::vector<dates::Timex>> timexes = dates::read_dates(units);
  const DateContext context(units, timexes);
  const std::size_t last = units.size() - 1;
  const std::size_t at = units[last].text.find("here");
  text::Span sentence{};
  for (const text::Span span : text::split_sentences(units[last].text)) {
    if (span.begin <= at && at < span.end) sentence = span;
  }
  const auto date = context.at(last, sentence, {at, at + 4});
  return date ? static_cast<int>(dates::civil_from_day(date->earliest.value()).year) : 0;
}

TEST(DateContext, TheNearestDate) {
  const std::pair<std::string_view, int> cases[] = {
      {"A fleet lay here in 1853.", 1853},
      {"In 1853 a fleet lay here.", 1853},
      {"In 1853 a fleet lay here, and it was gone from the coast in 1877.", 1853},
      {"It was the year 1853. A fleet lay here.", 1853},
      {"It was the year 1853.\n\nA fleet lay here.", 0},
      {"A fleet lay here.", 0},
      {"A fleet lay here. That was in 1853.", 0},
  };
  for (const auto& [text, year] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(year_at_here({{text}}), year);
  }
}

TEST(DateContext, TheHeadingsAbove) {
  EXPECT_EQ(year_at_here({{"The war of 1853", true, 1}, {"A fleet lay here.", false, 1}}), 1853);
  EXPECT_EQ(year_at_here({{"1853", true, 1}, {"At sea", true, 2}, {"A fleet lay here.", false, 2}}),
            1853);
  EXPECT_EQ(year_at_here({{"1853", true, 1}, {"At sea", true, 1}, {"A fleet lay here.", false, 1}}),
            0);
}

TEST(DateContext, TheTimeOfTheDocument) {
  EXPECT_EQ(year_at_here({{"In 1853, 1854 and again in 1877 it came."}, {"A fleet lay here."}}),
            1853);
  // Two are too few.
  EXPECT_EQ(year_at_here({{"In 1853 and in 1877 it came."}, {"A fleet lay here."}}), 0);
}

TEST(DateContext, LivesDoNotGovern) {
  EXPECT_EQ(year_at_here({{"Ivan Orlov (1735 – 1791) came here."}}), 0);
}

}  // namespace
}  // namespace fasti::actors
