#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Days, FullDates) {
  const ReadCase cases[] = {
      {"The envoys signed on 3 March 1918.", "3 March 1918 = 1918-03-03"},
      {"On March 3, 1918, the envoys signed.", "March 3, 1918 = 1918-03-03"},
      {"They met on the 3rd of March, 1918.", "3rd of March, 1918 = 1918-03-03"},
      {"They met on the 3rd March 1918.", "3rd March 1918 = 1918-03-03"},
      {"Entry of 1918 March 3, in pencil.", "1918 March 3 = 1918-03-03"},
      {"On Sunday, 3 March 1918 the bells rang.", "Sunday, 3 March 1918 = 1918-03-03"},
      {"On Sunday, March 3, 1918, the bells rang.", "Sunday, March 3, 1918 = 1918-03-03"},
      {"The third of March 1918 was cold.", "third of March 1918 = 1918-03-03"},
      {"It closed on 25 December 1991.", "25 December 1991 = 1991-12-25"},
      {"The ship left on 7 Sept. 1821.", "7 Sept. 1821 = 1821-09-07"},
      {"The ship left on Jan. 9, 1871.", "Jan. 9, 1871 = 1871-01-09"},
      {"The 2d of May, 1808 began quietly.", "2d of May, 1808 = 1808-05-02"},
      {"The twenty-first day of January, 1793.", "twenty-first day of January, 1793 = 1793-01-21"},
      {"Given the 5th day of June in the year of our Lord 1305.",
       "5th day of June in the year of our Lord 1305 = 1305-06-05"},
      // Blanks that do not break, and a blank that was lost.
      {"It fell on 11\u00a0November\u00a01918.", "11\u00a0November\u00a01918 = 1918-11-11"},
      {"It fell on 28 November 2015Russian pilots", "28 November 2015 = 2015-11-28"},
      {"It ended on 13 October 1921.Mangoes ripened.", "13 October 1921 = 1921-10-13"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Days, DatesInFigures) {
  const ReadCase cases[] = {
      {"Filed 1918-03-03 at noon.", "1918-03-03 = 1918-03-03"},
      {"Stamped 25/12/1918 in red.", "25/12/1918 = 1918-12-25"},
      {"Stamped 12/25/1918 in red.", "12/25/1918 = 1918-12-25"},
      {"Stamped 3.4.1918 in red.", "3.4.1918 = 1918-04-03"},
      {"Stamped 3/iv/1918 in red.", "3/iv/1918 = 1918-04-03"},
      // Either order, unless the day is past 12 or the document shows its habit.
      {"Stamped 03/04/1918 in red.", "03/04/1918 = [1918-03-04,1918-04-03]"},
      {"Stamped 04/04/1918 in red.", "04/04/1918 = 1918-04-04"},
      {"From 25/12/1918, 26/12/1918 and 03/04/1919.",
       "25/12/1918 = 1918-12-25 | 26/12/1918 = 1918-12-26 | 03/04/1919 = 1919-04-03"},
      {"From 12/25/1918, 12/26/1918 and 03/04/1919.",
       "12/25/1918 = 1918-12-25 | 12/26/1918 = 1918-12-26 | 03/04/1919 = 1919-03-04"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Days, MonthsAndDaysWithoutYear) {
  const ReadCase cases[] = {
      {"In March 1921 grain ran out.", "March 1921 = 1921-03"},
      {"In March of 1921 grain ran out.", "March of 1921 = 1921-03"},
      {"In March, 1921, grain ran out.", "March, 1921 = 1921-03"},
      {"In Sept. 1914 grain ran out.", "Sept. 1914 = 1914-09"},
      {"In Mar 1921 grain ran out.", "Mar 1921 = 1921-03"},
      {"On 10 October they wrote.", "10 October = ?"},
      {"On March 10 they wrote.", "March 10 = ?"},
      {"In March they wrote.", "March = ?"},
      {"In 1921 they met. In March they parted.", "1921 = 1921 | March = 1921-03"},
      {"They met on 4 May 1925. On the 17th they parted.",
       "4 May 1925 = 1925-05-04 | 17th = 1925-05-17"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

// Such days are kept as their month, and such months as their year, with a note.
TEST(Days, DaysThatDoNotExist) {
  const ReadCase cases[] = {
      {"The diary has 31 February 1920.", "31 February 1920 = 1920-02 (invalid-day)"},
      {"The diary has February 31, 1920.", "February 31, 1920 = 1920-02 (invalid-day)"},
      {"The diary has 31 April 1920.", "31 April 1920 = 1920-04 (invalid-day)"},
      {"The diary has 32 May 1920.", "32 May 1920 = 1920-05 (invalid-day)"},
      {"The diary has 0 May 1920.", "0 May 1920 = 1920-05 (invalid-day)"},
      {"The diary has 29 February 1900.", "29 February 1900 = 1900-02 (invalid-day)"},
      {"The diary has 1920-02-31.", "1920-02-31 = 1920-02 (invalid-day)"},
      {"The diary has 1920-13-01.", "1920-13-01 = 1920 (invalid-month)"},
      {"The diary has 1920-00-01.", "1920-00-01 = 1920 (invalid-month)"},
      {"The diary has 13/13/1920.", "13/13/1920 = 1920 (invalid-month)"},
      {"Rain in 1920. On 32 May it stopped.", "1920 = 1920 | 32 May = 1920-05 (invalid-day)"},
      {"Rain in 1921. On 29 February it stopped.",
       "1921 = 1921 | 29 February = 1921-02 (invalid-day)"},
      // Such days are in the Julian calendar's leap years.
      {"The diary has 29 February 1900 (O.S.).", "29 February 1900 (O.S.) = 1900-03-13"},
      {"The diary has 29 February 1500.", "29 February 1500 = 1500-03-10"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
    for (const Timex& date : dates_in(text)) {
      if (!date.note.empty()) {
        EXPECT_LE(date.confidence, 0.3F);
      }
    }
  }
}

TEST(Days, WordsThatLookLikeMonths) {
  for (const std::string_view text : {
           "You may march at dawn, may you not?",
           "They march 3 abreast.",
           "An august assembly sat.",
           "April Hughes and June Carter sang.",
           "The Emperor Augustus and Julian the Apostate.",
           "Mars rose over the camp.",
           "Mar the finish and the jury may object.",
           "The third March was by night.",
           "May I come in?",
           "It was the second most important port.",
           "The score was 3/4 at half time.",
           "A slope of 1.2.3 and version 2.10.4 of it.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
