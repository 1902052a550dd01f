#include "core/dates/read_dates.h"

#include <gtest/gtest.h>

#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(ReadDates, UnitByUnit) {
  const TextUnit units[] = {
      {.text = "They met in 1914."},
      {.text = ""},
      {.text = "Nothing is dated here."},
      {.text = "In March they parted.\n\nOn 29 June they wrote."},
  };
  const auto dates = read_dates(units);
  ASSERT_EQ(dates.size(), 4U);
  EXPECT_EQ(written(units[0].text, dates[0]), "1914 = 1914");
  EXPECT_TRUE(dates[1].empty());
  EXPECT_TRUE(dates[2].empty());
  EXPECT_EQ(written(units[3].text, dates[3]), "March = 1914-03 | 29 June = 1914-06-29");
  EXPECT_TRUE(read_dates({}).empty());
}

TEST(ReadDates, HeadingsSeedTheirSections) {
  const TextUnit units[] = {
      {.text = "Early years", .heading = true, .level = 2},
      {.text = "It began on 4 May.", .level = 2},
      {.text = "2015 shootdown", .heading = true, .level = 2},
      {.text = "On 24 November a pilot ejected. In 2013 it had been quiet.", .level = 2},
      {.text = "Thaw: 2016–present", .heading = true, .level = 2},
      {.text = "On 27 June a letter came.", .level = 2},
  };
  const auto dates = read_dates(units);
  ASSERT_EQ(dates.size(), std::size(units));
  EXPECT_EQ(written(units[1].text, dates[1]), "4 May = ?");
  EXPECT_EQ(written(units[2].text, dates[2]), "2015 = 2015");
  EXPECT_EQ(written(units[3].text, dates[3]), "24 November = 2015-11-24 | 2013 = 2013");
  EXPECT_EQ(dates[3][0].resolved_from, "heading");
  EXPECT_EQ(written(units[4].text, dates[4]), "2016–present = 2016/..");
  EXPECT_EQ(written(units[5].text, dates[5]), "27 June = 2016-06-27");
}

TEST(ReadDates, TheDocumentsDateStandsInLast) {
  const ReadOptions options{.document_date = "1862-09-17"};
  EXPECT_EQ(read("The battle of 30 August was lost.", options), "30 August = 1862-08-30");
  EXPECT_EQ(read("In 1861 all was well. On 30 August it rained.", options),
            "1861 = 1861 | 30 August = 1861-08-30");
  const TextUnit units[] = {{.text = "1859", .heading = true, .level = 2},
                            {.text = "It began on 4 May.", .level = 2}};
  EXPECT_EQ(written(units[1].text, read_dates(units, options)[1]), "4 May = 1859-05-04");
}

TEST(ReadDates, WhatAnEditorStatesStandsAndIsLeantOn) {
  const std::string text =
      "On the Monday they met; the next day, 8 May, they left. In 1850 it rained.";
  const auto place = [&](std::string_view words) {
    const std::size_t begin = text.find(words);
    return text::Span{begin, begin + words.size()};
  };
  const StatedDate stated[] = {{place("the Monday"), "1671-05-04"},
                               {place("8 May, they"), "1671-05-08/1671-05-09"},
                               {place("it rained"), "no date"}};
  const TextUnit unit{.text = text, .stated = stated};
  const auto dates = read_dates(std::span(&unit, 1)).front();
  EXPECT_EQ(written(text, dates),
            "the Monday = 1671-05-04 | next day = 1671-05-05 | "
            "8 May, they = 1671-05-08/1671-05-09 | 1850 = 1850");
  EXPECT_EQ(dates[0].resolved_from, "editor");
  EXPECT_EQ(dates[0].rule, "marked");
  EXPECT_EQ(dates[0].kind, Kind::point);
  EXPECT_EQ(dates[2].kind, Kind::span);

  const TextUnit note{.text = text, .reference = true, .stated = stated};
  EXPECT_EQ(read_dates(std::span(&note, 1)).front()[0].role, Role::citation);
}

TEST(ReadDates, AParagraphEndsWhatIsRead) {
  EXPECT_EQ(read("It was 3 March\n\n1918 was cold."), "3 March = ? | 1918 = 1918");
  EXPECT_EQ(read("It was on 3 March\n1918 in Brest."), "3 March = ? | 1918 = 1918");
}

// Spans are in order, apart from each other, and inside the text; every date that is resolved is
// valid EDTF with the bounds that it says.
TEST(ReadDates, SpansAreInOrder) {
  const std::string_view text =
      "On 3–6 May 1945, from July 17 to August 2, 1945, in the 19th and early 20th centuries, by "
      "1921 and since 1999, during the Crimean War, (b. 1953), two years later, on 31 April 1920.";
  const auto dates = dates_in(text);
  EXPECT_GT(dates.size(), 8U);
  std::size_t end = 0;
  for (const Timex& date : dates) {
    EXPECT_GE(date.span.begin, end);
    EXPECT_LT(date.span.begin, date.span.end);
    end = date.span.end;
    const auto query = parse_date(date.edtf);
    ASSERT_TRUE(query) << date.edtf;
    EXPECT_EQ(query->interval, date.interval) << date.edtf;
  }
  EXPECT_LE(end, text.size());
}

TEST(ReadDates, IsDeterministic) {
  const std::string text = "On 3 March 1918 it rained, and the next year. By 1921 it was dry.";
  EXPECT_EQ(read(text), read(text));
}

TEST(ReadDates, AnyBytesAreRead) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 131 + i / 7) & 0xFF);
  for (std::size_t length = 0; length < bytes.size(); length += 97) {
    dates_in(std::string_view(bytes).substr(0, length));
  }
  EXPECT_EQ(read(std::string_view("In 1914\0it rained.", 18)), "1914 = 1914");
}

// bench/ has the figures; here a text that costs more than a linear scan runs into the time limit
// of every test.
TEST(ReadDates, HostileTextsEnd) {
  for (const std::string_view piece :
       {"1", "1 ", "the ", "x", "1914 to ", "2 years after ", "(", "[(", "1914-", "1914, ",
        "early to mid- ", "3 March, ", "and 3 and ", "\"", "'", "19th and ", "AH 1293 ", "é"}) {
    SCOPED_TRACE(piece);
    std::string text;
    while (text.size() < 200'000) text += piece;
    std::size_t last = 0;
    for (const Timex& date : dates_in(text)) {
      ASSERT_LE(last, date.span.begin);
      ASSERT_LT(date.span.begin, date.span.end);
      last = date.span.end;
    }
    EXPECT_LE(last, text.size());
  }
}

// Whoever has cut the text and numbered its words gets the same dates.
TEST(ReadDates, AreTheSameOfATextThatIsCut) {
  text::Spellings spellings;
  KnownWords known;
  ReadOptions options;
  options.known_words = &known;
  const std::string_view texts[] = {
      "In May 1921 they met; c1910 he left Kars, and on 24August in 2015Russian ships came.",
      "From Février 1848 to the 1930s; in the XIX century, before May. Henry IV ruled.",
      "Early in May they met, in 44 BCE, on the eve of the Crimean War.\n\nA year later, in May.",
      "",
  };
  for (int time = 0; time < 2; ++time) {
    for (const std::string_view text : texts) {
      SCOPED_TRACE(text);
      const TextUnit alone{text};
      const auto expected = read_dates(std::span(&alone, 1)).front();
      const text::CutText cut = text::cut_text(text);
      const std::vector<std::uint32_t> numbers = spellings.numbers(text, cut.tokens);
      TextUnit unit{text};
      unit.cut = &cut;
      EXPECT_EQ(written(text, read_dates(std::span(&unit, 1)).front()), written(text, expected));
      unit.spellings = numbers;
      EXPECT_EQ(written(text, read_dates(std::span(&unit, 1), options).front()),
                written(text, expected));
    }
  }
}

}  // namespace
}  // namespace fasti::dates
