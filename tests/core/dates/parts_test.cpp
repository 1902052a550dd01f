#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Parts, OfMonthsYearsAndMore) {
  const ReadCase cases[] = {
      {"In early 1930 it closed.", "early 1930 = 1930-01~/1930-04~"},
      {"In mid-1930 it closed.", "mid-1930 = 1930-05~/1930-08~"},
      {"In late 1930 it closed.", "late 1930 = 1930-09~/1930-12~"},
      {"At the beginning of 1930 it closed.", "beginning of 1930 = 1930-01~/1930-04~"},
      {"In the middle of 1930 it closed.", "middle of 1930 = 1930-05~/1930-08~"},
      {"At the end of 1930 it closed.", "end of 1930 = 1930-09~/1930-12~"},
      {"At the close of 1930 it ended.", "close of 1930 = 1930-09~/1930-12~"},
      {"In the first half of 1943 it closed.", "first half of 1943 = 1943-01/1943-06"},
      {"In the second half of 1943 it closed.", "second half of 1943 = 1943-07/1943-12"},
      {"In the latter half of 1943 it closed.", "latter half of 1943 = 1943-07/1943-12"},
      {"In early August 2018 it closed.", "early August 2018 = 2018-08-01~/2018-08-10~"},
      {"In mid-August 2018 it closed.", "mid-August 2018 = 2018-08-11~/2018-08-20~"},
      {"In late February 1916 it closed.", "late February 1916 = 1916-02-21~/1916-02-29~"},
      {"At the end of September 2017 it closed.",
       "end of September 2017 = 2017-09-21~/2017-09-30~"},
      {"Early in the month of August 2018 it closed.",
       "Early in the month of August 2018 = 2018-08-01~/2018-08-10~"},
      {"In the early 19th century it closed.", "early 19th century = 1800~/1833~"},
      {"In the mid-19th century it closed.", "mid-19th century = 1834~/1866~"},
      {"At the end of the 19th century it closed.", "end of the 19th century = 1867~/1899~"},
      {"In the early to mid-1930s it closed.", "early to mid-1930s = 1930~/1936~"},
      {"In the last quarter of the 18th century it closed.",
       "last quarter of the 18th century = 1775/1799"},
      {"In the second decade of the 20th century it closed.",
       "second decade of the 20th century = 1910/1919"},
      {"In the closing years of the 19th century it closed.",
       "closing years of the 19th century = 1867~/1899~"},
      {"In the late 1800s it closed.", "late 1800s = 1867~/1899~"},
      {"They met in 1917. Late in September they parted.",
       "1917 = 1917 | Late in September = 1917-09-21~/1917-09-30~"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Parts, WordsOfPartsElsewhere) {
  for (const std::string_view text : {
           "The late king had many friends.",
           "The early bird and the end of the line.",
           "A quarter of the fleet and half of the army.",
           "The first half of the match was dull.",
           "The turn of the screw.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
