#include "server/search/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/search/searcher.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using dates::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

// One passage for each date; "" for one without.
Timeline timeline_of(const std::vector<index::TinyDate>& dates, std::optional<Step> step = {},
                     const SearchRequest& request = {}) {
  index::TinyDocument document{.id = "d", .title = "D"};
  for (std::size_t i = 0; i < dates.size(); ++i) {
    index::TinyPassage passage{.text = "Passage " + std::to_string(i) + "."};
    if (!dates[i].edtf.empty())
      passage.dates = {{"Passage", dates[i].edtf, dates[i].kind, dates[i].role}};
    document.passages.push_back(passage);
  }
  const index::TinyIndex tiny({.documents = {document}});
  return Searcher(std::make_shared<Snapshot>(tiny.open())).timeline(request, step).timeline;
}

std::vector<std::string> shown(const Timeline& timeline) {
  std::vector<std::string> out;
  for (const Bar& bar : timeline.bars)
    if (bar.passages > 0) out.push_back(bar.label + ": " + std::to_string(bar.passages));
  return out;
}

TEST(Timeline, CountsByEachStep) {
  const std::vector<index::TinyDate> dates{{"", "1921-03-16"}, {"", "1921-10"}, {"", "1936-07-20"}};
  EXPECT_THAT(shown(timeline_of(dates, Step::day)),
              ElementsAre("16 March 1921: 1", "20 July 1936: 1"));
  EXPECT_THAT(shown(timeline_of(dates, Step::month)),
              ElementsAre("March 1921: 1", "October 1921: 1", "July 1936: 1"));
  EXPECT_THAT(shown(timeline_of(dates, Step::year)), ElementsAre("1921: 2", "1936: 1"));
  EXPECT_THAT(shown(timeline_of(dates, Step::decade)), ElementsAre("1920s: 2", "1930s: 1"));
  EXPECT_THAT(shown(timeline_of(dates, Step::century)), ElementsAre("20th century: 3"));
  EXPECT_EQ(timeline_of(dates, Step::year).bars.size(), 16U) << "with the empty ones between";
}

TEST(Timeline, AutoTakesFewBars) {
  EXPECT_EQ(timeline_of({{"", "1921-03-16"}, {"", "1921-04-01"}}).step, Step::day);
  EXPECT_EQ(timeline_of({{"", "1921"}, {"", "1922"}}).step, Step::month);
  EXPECT_EQ(timeline_of({{"", "1900"}, {"", "2000"}}).step, Step::year);
  EXPECT_EQ(timeline_of({{"", "1299"}, {"", "2000"}}).step, Step::decade);
  EXPECT_EQ(timeline_of({{"", "-0500"}, {"", "2000"}}).step, Step::century);
}

TEST(Timeline, YearsBeforeChristHaveNoZero) {
  const Timeline years =
      timeline_of({{"", "-0001"}, {"", "0000"}, {"", "0001"}, {"", "-0043"}}, Step::year);
  EXPECT_THAT(shown(years), ElementsAre("44 BCE: 1", "2 BCE: 1", "1 BCE: 1", "1: 1"));
  EXPECT_EQ(years.bars.size(), 45U);
  EXPECT_EQ(dates::format_day(years.bars.front().first), "-0043-01-01");
  EXPECT_THAT(shown(timeline_of({{"", "-0043-03-15"}}, Step::month)),
              ElementsAre("March 44 BCE: 1"));
}

TEST(Timeline, AWrongYearDoesNotFlattenThePicture) {
  const Timeline timeline = timeline_of(
      {{"", "1914"}, {"", "9999"}, {"", "1918"}, {"", "1921"}, {"", "-9000"}, {"", "1930"}});
  EXPECT_EQ(timeline.step, Step::year);
  EXPECT_EQ(timeline.bars.size(), 17U);
  EXPECT_EQ(timeline.before, 1U);
  EXPECT_EQ(timeline.after, 1U);
  // But an early date among few is none.
  const Timeline early = timeline_of({{"", "1774"}, {"", "1921"}, {"", "1936"}});
  EXPECT_EQ(early.before, 0U);
  EXPECT_EQ(early.bars.front().label, "1770s");
}

TEST(Timeline, CountsWhatHasNoPlace) {
  const Timeline timeline =
      timeline_of({{"", "1921"}, {"", ""}, {"", "19XX", Kind::vague}, {"", "1935"}}, Step::year);
  EXPECT_EQ(timeline.undated, 1U);
  EXPECT_EQ(timeline.unplaced, 1U) << "a century belongs to none of its years";
  const Timeline none = timeline_of({{"", ""}, {"", ""}});
  EXPECT_THAT(none.bars, IsEmpty());
  EXPECT_EQ(none.undated, 2U);
}

TEST(Timeline, SpansStandInEveryBarThatTheyTouch) {
  EXPECT_THAT(shown(timeline_of({{"", "1853/1856", Kind::span}}, Step::year)),
              ElementsAre("1853: 1", "1854: 1", "1855: 1", "1856: 1"));
}

TEST(Timeline, LiesWithinTheRangeAskedFor) {
  const SearchRequest request{.filters = {.from = dates::day_from_civil({1914, 7, 28}),
                                          .to = dates::day_from_civil({1921, 12, 31})}};
  const Timeline timeline = timeline_of(
      {{"", "1900"}, {"", "1912/1916", Kind::span}, {"", "1921-03-16"}}, Step::decade, request);
  ASSERT_EQ(timeline.bars.size(), 2U);
  EXPECT_EQ(dates::format_day(timeline.bars[0].first), "1914-07-28");
  EXPECT_EQ(dates::format_day(timeline.bars[1].last), "1921-12-31");
  EXPECT_THAT(shown(timeline), ElementsAre("1910s: 1", "1920s: 1"));
}

TEST(Timeline, TooManyBarsAreRefused) {
  EXPECT_THROW(timeline_of({{"", "1299/1922", Kind::span}}, Step::day), BadRequest);
}

}  // namespace
}  // namespace fasti::search
