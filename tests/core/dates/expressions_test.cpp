#include "core/dates/expressions.h"

#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Expressions, Approximation) {
  const ReadCase cases[] = {
      {"It was painted c. 1910 in Paris.", "c. 1910 = 1910~"},
      {"It was painted ca. 1910 in Paris.", "ca. 1910 = 1910~"},
      {"It was painted c1910 in Paris.", "c1910 = 1910~"},
      {"It was painted circa 1910 in Paris.", "circa 1910 = 1910~"},
      {"It was painted around 1910 in Paris.", "around 1910 = 1910~"},
      {"It was painted about 1910 in Paris.", "about 1910 = 1910~"},
      {"It was painted approximately 1910 in Paris.", "approximately 1910 = 1910~"},
      {"It is dated ~1910 on the back.", "~1910 = 1910~"},
      {"The portrait (1910?) is lost.", "1910? = 1910?"},
      {"It was painted in 1910 or 1911 in Paris.", "1910 or 1911 = [1910,1911]"},
      {"It was painted probably in 1910 in Paris.", "probably in 1910 = 1910?"},
      {"It was painted c. 1910–1912 in Paris.", "c. 1910–1912 = 1910~/1912~"},
      {"He ruled c. 1494 – 6 September 1566 in peace.",
       "c. 1494 – 6 September 1566 = 1494~/1566-09-06"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
  for (const std::string_view text : {
           "About 1,910 men fell.",
           "Around 100 men fell.",
           "Circa is a Latin word.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Expressions, Bounds) {
  const ReadCase cases[] = {
      {"It was rare before 1914 there.", "before 1914 = ../1914"},
      {"It was gone by 1921 there.", "by 1921 = ../1921"},
      {"It was gone by the end of 1914 there.", "by the end of 1914 = ../1914-12~"},
      {"It stood until 23 February 1945 there.", "until 23 February 1945 = ../1945-02-23"},
      {"It came no later than 1921 there.", "no later than 1921 = ../1921"},
      {"It stood up to 1914 there.", "up to 1914 = ../1914"},
      {"It was gone after 1918 there.", "after 1918 = 1918/.."},
      {"It has stood since 1999 there.", "since 1999 = 1999/.."},
      {"It stood from 1923 onwards there.", "1923 onwards = 1923/.."},
      {"It stood from 1923 on.", "1923 on = 1923/.."},
      {"It was done starting in 1549 there.", "starting in 1549 = 1549/.."},
      {"It was done beginning in 1920 there.", "beginning in 1920 = 1920/.."},
      {"The post-1945 order held.", "post-1945 = 1945/.."},
      {"The pre-1914 order held.", "pre-1914 = ../1914"},
      {"It came not before 1204 there.", "not before 1204 = 1204/.."},
      {"It was gone by the 1st of May 1921 there.", "by the 1st of May 1921 = ../1921-05-01"},
      {"It stood until the 3rd of May 1921 there.", "until the 3rd of May 1921 = ../1921-05-03"},
      // The bound is the treaty's, not the month's.
      {"It was gone after the December 1922 Treaty.", "December 1922 = 1922-12"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Expressions, WhatGoesOn) {
  const ReadCase cases[] = {
      {"In office 1990–present, he waits.", "1990–present = 1990/.."},
      {"In office (2011–) he waits.", "2011– = 2011/.."},
      {"In office 1999 to date, he waits.", "1999 to date = 1999/.."},
      {"In office from 1990 to the present, he waits.", "1990 to the present = 1990/.."},
      {"In office since 2003, he waits.", "since 2003 = 2003/.."},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    const auto dates = dates_in(text);
    EXPECT_EQ(written(text, dates), expected);
    if (!dates.empty()) {
      EXPECT_EQ(dates[0].kind, Kind::span);
    }
  }
  EXPECT_EQ(read("In office 2011 to 2021, he waits."), "2011 to 2021 = 2011/2021");
}

TEST(Expressions, Lives) {
  const ReadCase cases[] = {
      {"Vera Holt (1870–1924) taught.", "1870–1924 = 1870/1924"},
      {"Vera Holt (born 14 February 1953) taught.", "born 14 February 1953 = 1953-02-14/.."},
      {"Vera Holt (b. 1953) taught.", "b. 1953 = 1953/.."},
      {"Vera Holt (d. 1924) taught.", "d. 1924 = ../1924"},
      {"Vera Holt (14 May 1870 – 21 January 1924) taught.",
       "14 May 1870 – 21 January 1924 = 1870-05-14/1924-01-21"},
      {"Selim (r. 1520–66) built.", "r. 1520–66 = 1520/1566"},
      {"Vera Holt (; born 7 October 1952) taught.", "born 7 October 1952 = 1952-10-07/.."},
      {"Vera Holt ( – 5 March 1953) taught.", "5 March 1953 = ../1953-03-05"},
      {"John Smith (fl. 1350) carved.", "fl. 1350 = 1350~"},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    const auto dates = dates_in(text);
    EXPECT_EQ(written(text, dates), expected);
    if (!dates.empty()) {
      EXPECT_EQ(name(dates[0].role), name(Role::life));
    }
  }
}

TEST(Expressions, Kinds) {
  const struct {
    std::string_view text;
    Kind kind;
    Grain grain;
  } cases[] = {
      {"On 3 March 1918 it rained.", Kind::point, Grain::day},
      {"In March 1918 it rained.", Kind::point, Grain::month},
      {"In 1918 it rained.", Kind::point, Grain::year},
      {"In spring 1918 it rained.", Kind::point, Grain::season},
      {"In Q1 2020 it rained.", Kind::point, Grain::quarter},
      {"In the 1930s it rained.", Kind::vague, Grain::decade},
      {"In the 19th century it rained.", Kind::vague, Grain::century},
      {"In early 1918 it rained.", Kind::vague, Grain::year},
      {"It rained c. 1910 there.", Kind::vague, Grain::year},
      {"By 1918 it rained.", Kind::vague, Grain::year},
      {"After 1918 it rained.", Kind::vague, Grain::year},
      {"Since 1918 it has rained.", Kind::span, Grain::year},
      {"From 1914 to 1918 it rained.", Kind::span, Grain::year},
      {"During the Crimean War it rained.", Kind::span, Grain::event},
  };
  for (const auto& [text, kind, grain] : cases) {
    SCOPED_TRACE(text);
    const auto dates = dates_in(text);
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(name(dates[0].kind), name(kind));
    EXPECT_EQ(name(dates[0].grain), name(grain));
  }
}

}  // namespace
}  // namespace fasti::dates
