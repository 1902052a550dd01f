#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Spans, Years) {
  const ReadCase cases[] = {
      {"In 1768-74 they fought.", "1768-74 = 1768/1774"},
      {"In 1877–78 they fought.", "1877–78 = 1877/1878"},
      {"In 1941/42 they fought.", "1941/42 = 1941/1942"},
      {"In 1998-2002 they fought.", "1998-2002 = 1998/2002"},
      {"In 1899–1902 they fought.", "1899–1902 = 1899/1902"},
      {"In 1899 — 1902 they fought.", "1899 — 1902 = 1899/1902"},
      {"In 1914‑1918 they fought.", "1914‑1918 = 1914/1918"},
      {"From 1920 to 1922 they fought.", "1920 to 1922 = 1920/1922"},
      {"Between 1878 and 1921 they fought.", "Between 1878 and 1921 = 1878/1921"},
      {"They fought, 1914 through 1918.", "1914 through 1918 = 1914/1918"},
      {"In 1921—1922 they fought.", "1921—1922 = 1921/1922"},
      {"In 1898-02 they fought.", "1898-02 = 1898/1902"},
      {"In 1914-8 they fought.", "1914-8 = 1914/1918"},
      {"In 1911-12 they fought.", "1911-12 = 1911/1912"},
      // A month, where the document writes its days so.
      {"Received 1918-03-14. Answered 1918-05.", "1918-03-14 = 1918-03-14 | 1918-05 = 1918-05"},
      {"The wars of 490–479 BC ended.", "490–479 BC = -0489/-0478"},
      {"He ruled 27 BC – AD 14 alone.", "27 BC – AD 14 = -0026/0014"},
      {"The Tang dynasty (618–907 AD) fell.", "618–907 AD = 0618/0907"},
      {"Populations from 400 to 1999 are guesses.", "400 to 1999 = 0400/1999"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Spans, DaysAndMonths) {
  const ReadCase cases[] = {
      {"On 3–6 May 1945 they met.", "3–6 May 1945 = 1945-05-03/1945-05-06"},
      {"On 3 to 6 May 1945 they met.", "3 to 6 May 1945 = 1945-05-03/1945-05-06"},
      {"From 17 July to 2 August 1945 they met.",
       "17 July to 2 August 1945 = 1945-07-17/1945-08-02"},
      {"From July 17 to August 2, 1945, they met.",
       "July 17 to August 2, 1945 = 1945-07-17/1945-08-02"},
      {"From July 17, 1945, to August 2, 1945, they met.",
       "July 17, 1945, to August 2, 1945 = 1945-07-17/1945-08-02"},
      {"They met November 1918–January 1919 in secret.",
       "November 1918–January 1919 = 1918-11/1919-01"},
      {"From November to January 1919 they met.", "November to January 1919 = 1918-11/1919-01"},
      {"On 18 and 19 June 1815 it rained.", "18 and 19 June 1815 = {1815-06-18,1815-06-19}"},
      {"On June 18 and 19, 1815, it rained.", "June 18 and 19, 1815 = {1815-06-18,1815-06-19}"},
      {"From the 3rd until the 10th of March 1918 they met.",
       "3rd until the 10th of March 1918 = 1918-03-03/1918-03-10"},
      {"From the 30th to the 2d of January 1919 they met.",
       "30th to the 2d of January 1919 = 1918-12-30/1919-01-02"},
      {"Between 3 and 6 May 1945 they met.", "Between 3 and 6 May 1945 = 1945-05-03/1945-05-06"},
      {"The truce (28 July 1914 11 November 1918) ended.",
       "28 July 1914 11 November 1918 = 1914-07-28/1918-11-11"},
      {"In June and July 1941 it rained.", "June = 1941-06 | July 1941 = 1941-07"},
      {"In 1945 they met. From 17 July to 2 August they talked.",
       "1945 = 1945 | 17 July to 2 August = 1945-07-17/1945-08-02"},
      {"On the night of 30 June/1 July 1916 guns fell silent.",
       "30 June/1 July 1916 = 1916-06-30/1916-07-01"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

// Ends in the wrong order are two dates, and a dash between them is noted.
TEST(Spans, ReversedRanges) {
  const ReadCase cases[] = {
      {"Moved from the first quarter of 2020 to July 2019.",
       "first quarter of 2020 = 2020-33 | July 2019 = 2019-07"},
      {"From March 1921 to January 1920 they slept.",
       "March 1921 = 1921-03 | January 1920 = 1920-01"},
      {"The strike of 6 May 1921 – 3 May 1921 was short.",
       "6 May 1921 = 1921-05-06 (reversed-range) | 3 May 1921 = 1921-05-03"},
      {"They talked from 16 May to 13 May 1921.",
       "16 May = 1921-05-16 (reversed-range) | 13 May 1921 = 1921-05-13"},
      {"In 1918–1914 they fought.", "1918 = 1918 (reversed-range) | 1914 = 1914"},
      {"From 1918 to 1914 they fought.", "1918 = 1918 | 1914 = 1914"},
      // The era is that of both years.
      {"In 479–490 BC they fought.", "479–490 BC = -0489/-0478 (reversed-range)"},
      {"In AD 117 and in 117–98 AD they fought.",
       "AD 117 = 0117 | 117–98 AD = 0098/0117 (reversed-range)"},
      {"The strike of May 1921 – March 1920 was long.",
       "May 1921 = 1921-05 (reversed-range) | March 1920 = 1920-03"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Spans, OldAndNewStyle) {
  const ReadCase cases[] = {
      {"Born 9 March [O.S. 25 February] 1890 in Kukarka.",
       "9 March [O.S. 25 February] 1890 = 1890-03-09"},
      {"On 25 October (7 November) 1917 the cruiser fired.",
       "25 October (7 November) 1917 = 1917-11-07"},
      {"On 25 October/7 November 1917 the cruiser fired.",
       "25 October/7 November 1917 = 1917-11-07"},
      {"On 25 October 1917 (O.S.) the cruiser fired.", "25 October 1917 (O.S.) = 1917-11-07"},
      {"On 11/22 November 1709 the frost began.", "11/22 November 1709 = 1709-11-22"},
      {"The king died in January 1648/9 at Whitehall.", "January 1648/9 = 1649-01"},
      // Miscounted: the new style is kept and noted where it is marked; else there are two days.
      {"Born 9 March [O.S. 26 February] 1890 in Kukarka.",
       "9 March [O.S. 26 February] 1890 = 1890-03-09 (calendars-differ)"},
      {"Born 26 February [N.S. 9 March] 1890 in Kukarka.",
       "26 February [N.S. 9 March] 1890 = 1890-03-09 (calendars-differ)"},
      {"On 25 October (8 November) 1917 the cruiser fired.",
       "25 October = 1917-10-25 | 8 November = 1917-11-08 | 1917 = 1917"},
      {"On 14 December 1825 (O.S.) troops rebelled.", "14 December 1825 (O.S.) = 1825-12-26"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text :
       {"On 25 October (7 November) 1917 it began.", "On 25 October 1917 (O.S.) it began."}) {
    const auto dates = dates_in(text);
    ASSERT_EQ(dates.size(), 1U) << text;
    EXPECT_EQ(dates[0].calendar, Calendar::julian) << text;
  }
}

TEST(Spans, FiguresThatAreNoRange) {
  for (const std::string_view text : {
           "See pages 281–319 of it.",
           "See pp. 1914-18 of it.",
           "Carried by 115-14 on a division.",
           "Call 555-1914 at once.",
           "They won 1914 to 1500 on points.",
           "That leaves 1900-1850 men.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
