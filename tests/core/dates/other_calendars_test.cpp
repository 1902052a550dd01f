#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(OtherCalendars, DatesThatSayTheirCalendar) {
  const struct {
    std::string_view text, dates;
    Calendar calendar;
  } cases[] = {
      {"The deed is of AH 1293 by its seal.", "AH 1293 = 1876-01-28/1877-01-15", Calendar::hijri},
      {"The deed is of A.H. 1293 by its seal.", "A.H. 1293 = 1876-01-28/1877-01-15",
       Calendar::hijri},
      {"The deed is of 1293 AH by its seal.", "1293 AH = 1876-01-28/1877-01-15", Calendar::hijri},
      {"The deed is of 1293 A.H. by its seal.", "1293 A.H. = 1876-01-28/1877-01-15",
       Calendar::hijri},
      {"The city fell on 20 Jumada al-Awwal 857 AH.", "20 Jumada al-Awwal 857 AH = 1453-06-07~",
       Calendar::hijri},
      {"It was agreed on 12 Rabi' al-awwal 11 AH.", "12 Rabi' al-awwal 11 AH = 0632-06-10~",
       Calendar::hijri},
      {"It was agreed on 12 Rabiʼ II 11 AH.", "12 Rabiʼ II 11 AH = 0632-07-10~", Calendar::hijri},
      {"It was agreed on 1 Muharram 1340 AH.", "1 Muharram 1340 AH = 1921-09-04~", Calendar::hijri},
      {"Troops rose on 31 March 1325 (Rumi).", "31 March 1325 (Rumi) = 1909-04-13", Calendar::rumi},
      {"Troops rose on 31 March 1325 Rumi.", "31 March 1325 Rumi = 1909-04-13", Calendar::rumi},
      {"Troops rose in March 1325 (Rumi).", "March 1325 (Rumi) = 1909-03-14/1909-04-13",
       Calendar::rumi},
      {"Troops rose in 1325 (Rumi).", "1325 (Rumi) = 1909-03-14/1910-03-13", Calendar::rumi},
      {"Troops rose in 1333 (Rumi).", "1333 (Rumi) = 1917-03-01/1917-12-31", Calendar::rumi},
      {"Troops rose in 1341 (Rumi).", "1341 (Rumi) = 1925-01-01/1925-12-31", Calendar::rumi},
      {"The coup of 18 Brumaire Year VIII succeeded.", "18 Brumaire Year VIII = 1799-11-09",
       Calendar::republican},
      {"The fall of 9 Thermidor, Year II, came fast.", "9 Thermidor, Year II = 1794-07-27",
       Calendar::republican},
      {"In Brumaire Year VIII they plotted.", "Brumaire Year VIII = 1799-10-23/1799-11-21",
       Calendar::republican},
      // Days that do not exist leave their month.
      {"Troops rose on 31 April 1325 (Rumi).",
       "31 April 1325 (Rumi) = 1909-04-14/1909-05-13 (invalid-day)", Calendar::rumi},
      {"Troops rose on 33 April 1325 (Rumi).",
       "33 April 1325 (Rumi) = 1909-04-14/1909-05-13 (invalid-day)", Calendar::rumi},
      {"The coup of 31 Brumaire Year VIII failed.",
       "31 Brumaire Year VIII = 1799-10-23/1799-11-21 (invalid-day)", Calendar::republican},
      {"It was agreed on 35 Muharram 1340 AH.",
       "35 Muharram 1340 AH = 1921-09-04~/1921-10-03~ (invalid-day)", Calendar::hijri},
      // The same year in both: the one we count in.
      {"The constitution of 1293/1876 was suspended.", "1293/1876 = 1876", Calendar::gregorian},
  };
  for (const auto& [text, expected, calendar] : cases) {
    SCOPED_TRACE(text);
    const auto dates = dates_in(text);
    EXPECT_EQ(written(text, dates), expected);
    if (!dates.empty()) {
      EXPECT_EQ(dates[0].calendar, calendar);
    }
  }
}

TEST(OtherCalendars, ABareYearIsOfTheCommonEra) {
  EXPECT_EQ(read("In 1325 the sultan crossed over."), "1325 = 1325");
  EXPECT_EQ(read("He cried ah 12 times."), "");
  EXPECT_EQ(read("Ramadan was kept in the camp."), "");
}

TEST(OtherCalendars, Feasts) {
  const ReadCase cases[] = {
      {"At Christmas 1914 guns fell silent.", "Christmas 1914 = 1914-12-25"},
      {"At Easter 1916 a rising began.", "Easter 1916 = 1916-04-23"},
      {"On Good Friday 1865 he was shot.", "Good Friday 1865 = 1865-04-14"},
      {"On Whit Sunday 1549 a rising began.", "Whit Sunday 1549 = 1549-06-09"},
      {"On May Day 1920 crowds marched.", "May Day 1920 = 1920-05-01"},
      {"On New Year's Eve 1991 it was gone.", "New Year's Eve 1991 = 1991-12-31"},
      {"On St Bartholomew's Day 1572 bells rang.", "St Bartholomew's Day 1572 = 1572-08-24"},
      {"At Michaelmas, 1216, he was ill.", "Michaelmas, 1216 = 1216-09-29"},
      {"They met in 1914. On Christmas Eve they sang.", "1914 = 1914 | Christmas Eve = 1914-12-24"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "A Christmas pudding was served.",
           "On Black Friday the market broke.",
           "Bloody Sunday is remembered.",
           "The Easter lilies were late.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
