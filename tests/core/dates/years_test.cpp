#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Years, YearsWithACue) {
  const ReadCase cases[] = {
      {"In 1696 the mint was moved.", "1696 = 1696"},
      {"The mint of 1696 was moved.", "1696 = 1696"},
      {"The coin (1696) is worn.", "1696 = 1696"},
      {"The 1936 Montreux Convention lapsed.", "1936 = 1936"},
      {"In the year 1348 the plague came.", "1348 = 1348"},
      {"Sales rose in 1941 and 1942.", "1941 = 1941 | 1942 = 1942"},
      {"Harvests failed in 1914, 1916 and 1918.", "1914 = 1914 | 1916 = 1916 | 1918 = 1918"},
      {"The 1921 and 1925 treaties stand.", "1921 = 1921 | 1925 = 1925"},
      {"The Navigation Act of 1651 was repealed.", "1651 = 1651"},
      {"In the year 486 the Franks came.", "486 = 0486"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Years, YearsInWords) {
  const ReadCase cases[] = {
      {"It was the year nineteen hundred and fourteen.", "nineteen hundred and fourteen = 1914"},
      {"Done in the year one thousand eight hundred and six.",
       "one thousand eight hundred and six = 1806"},
      {"He was elected in nineteen forty-five.", "nineteen forty-five = 1945"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "Fifteen hundred years ago it was a wood.",
           "Nineteen men and forty horses drowned.",
           "They counted nineteen hundred sheep.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Years, Eras) {
  const ReadCase cases[] = {
      {"Caesar fell in 44 BC.", "44 BC = -0043"},
      {"Caesar fell in 44 BCE.", "44 BCE = -0043"},
      {"Caesar fell in 44 B.C. at Rome.", "44 B.C. = -0043"},
      {"The last emperor fell in AD 476.", "AD 476 = 0476"},
      {"The last emperor fell in 476 CE.", "476 CE = 0476"},
      {"The last emperor fell in A.D. 476.", "A.D. 476 = 0476"},
      {"It dates from 1 BC.", "1 BC = 0000"},
      {"On 15 March 44 BC he fell.", "15 March 44 BC = -0043-03-15"},
      // A year of a text about such years.
      {"War came in 415 BC. The siege of 413 was lost.", "415 BC = -0414 | 413 = -0412"},
      // There is no year 0; the years beside it stand for it.
      {"It began in AD 0.", "AD 0 = 0000~ (year-zero)"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "She lives in Victoria, BC.",
           "The toy bears the CE mark.",
           "They ran an ad 15 times.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Years, Decades) {
  const ReadCase cases[] = {
      {"Fashions of the 1930s changed.", "1930s = 193X"},
      {"Fashions of the 1930's changed.", "1930's = 193X"},
      {"In 1936 all seemed lost. The '30s ended badly.", "1936 = 1936 | '30s = 193X"},
      {"In 1936 all seemed lost. The thirties ended badly.", "1936 = 1936 | thirties = 193X"},
      {"The nineteen-thirties ended badly.", "nineteen-thirties = 193X"},
      {"In the early 1920s prices fell.", "early 1920s = 1920~/1923~"},
      {"In the mid-1990s prices fell.", "mid-1990s = 1994~/1996~"},
      {"In the late 1870s prices fell.", "late 1870s = 1877~/1879~"},
      {"In the late 1870s and early 1880s prices fell.",
       "late 1870s and early 1880s = 1877~/1883~"},
      {"In the 1920s and 1930s prices fell.", "1920s and 1930s = 1920/1939"},
      {"In the 1920s–30s prices fell.", "1920s–30s = 1920/1939"},
      {"In the 1900s prices fell.", "1900s = 190X~"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "He was in his thirties by then.",
           "Readings stayed in the 30s all week.",
           "Two MiG-30s crossed the border.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Years, CenturiesAndMillennia) {
  const ReadCase cases[] = {
      {"Trade grew in the 19th century.", "19th century = 18XX"},
      {"Trade grew in the nineteenth century.", "nineteenth century = 18XX"},
      {"A nineteenth-century novelist wrote it.", "nineteenth-century = 18XX"},
      {"A house of the XIX century.", "XIX century = 18XX"},
      {"A house of the C19th.", "C19th = 18XX"},
      {"In the late 16th century it burned.", "late 16th century = 1567~/1599~"},
      {"In the 19th and early 20th centuries it grew.",
       "19th and early 20th centuries = 1800/1933~"},
      {"From the late 16th until the early 20th centuries it grew.",
       "late 16th until the early 20th centuries = 1567~/1933~"},
      {"In the second half of the 18th century it grew.",
       "second half of the 18th century = 1750/1799"},
      {"In the third quarter of the 15th century it grew.",
       "third quarter of the 15th century = 1450/1474"},
      {"In the 5th century BC it grew.", "5th century BC = -0499/-0400"},
      {"In the second millennium BC it grew.", "second millennium BC = -1999/-1000"},
      {"At the turn of the 20th century it grew.", "turn of the 20th century = 1895~/1905~"},
      {"The late 6th-century CE mosaic.", "late 6th-century CE = 0567~/0599~"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "Half a century had passed.",
           "For centuries nothing changed.",
           "The 18th Army held the bridge.",
           "A fighter of the 5th Generation.",
           "The 45th president spoke.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Years, SeasonsAndQuarters) {
  const ReadCase cases[] = {
      {"In the summer of 1914 all was calm.", "summer of 1914 = 1914-22"},
      {"In autumn 1917 all was calm.", "autumn 1917 = 1917-23"},
      {"In the fall of 1917 all was calm.", "fall of 1917 = 1917-23"},
      {"In spring 1918 all was calm.", "spring 1918 = 1918-21"},
      {"In the winter of 1941 all was calm.", "winter of 1941 = 1941-24~"},
      {"In the first quarter of 2020 trade fell.", "first quarter of 2020 = 2020-33"},
      {"In Q1 2020 trade fell.", "Q1 2020 = 2020-33"},
      {"They met in 1915. In the spring they parted.", "1915 = 1915 | spring = 1915-21"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  // Two winters have one name; the second year tells which.
  const auto winter = dates_in("In the winter of 1941–42 the lake froze.");
  ASSERT_EQ(winter.size(), 1U);
  EXPECT_EQ(format_day(*winter[0].interval.earliest), "1941-12-01");
  EXPECT_EQ(format_day(*winter[0].interval.latest), "1942-02-28");
  for (const std::string_view text : {
           "Winter training camps opened.",
           "The spring offensive stalled.",
           "The Fall of Berlin was filmed.",
           "A quarter of the people fled.",
           "Water from the spring was scarce.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

}  // namespace
}  // namespace fasti::dates
