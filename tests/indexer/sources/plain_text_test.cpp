#include "indexer/sources/plain_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"

namespace fasti::sources {
namespace {

using testing::ElementsAre;

TEST(PlainText, TitleIsTheFirstLineIfItLooksLikeOne) {
  const struct {
    std::string_view text, title;
  } cases[] = {
      {"The Treaty of Kars\n\nIt was signed in 1921.", "The Treaty of Kars"},
      {"\n\n  The Treaty of Kars  \n\nIt was signed.", "The Treaty of Kars"},
      {"WHO SIGNED IT?\n\nNobody knows.", "WHO SIGNED IT?"},
      {"1848\n\nA year of revolts.", "1848"},
      {"The treaty was signed in 1921.\n\nIt was.", ""},
      {"The treaty\nwas signed in 1921.", ""},
      {"President: James Monroe\n\nFellow citizens,", ""},
      {"lower case\n\nText.", ""},
      {"* * *\n\nText.", ""},
  };
  for (const auto& [text, title] : cases) {
    SCOPED_TRACE(text);
    const Collected read = read_as("text", std::string(text));
    ASSERT_EQ(read.documents.size(), 1U);
    EXPECT_EQ(read.documents[0].title, title);
  }
}

TEST(PlainText, OnlyWhatCannotBeProseIsAHeading) {
  const std::string text =
      "Intro.\n\nShort line\n\nMore.\n\n\nThe March\n\nThey marched.\n\n\nNot this one.\n\nNor:\n"
      "\nChapter II\n\nThey came.\n\nArticle 5. The\n\nText.\n\nARTICLE V. Spain gives up all.\n\n"
      "Part of it\n\nEnd.\n\n\nSignature";
  const Collected read = read_as("text", text);
  ASSERT_EQ(read.documents.size(), 1U);
  std::vector<std::string> headings;
  for (const auto& section : read.documents[0].sections) {
    headings.push_back(section.heading.str());
  }
  EXPECT_THAT(headings, ElementsAre("", "The March", "Chapter II", "Article 5. The"));
  expect_places(read.documents[0], text);
}

TEST(PlainText, ProsePassesUnchanged) {
  const std::string text =
      "First paragraph, with “quotes” and — dashes … and so on.\n\nSecond one, of two "
      "sentences. The other.";
  const Collected read = read_as("text", text);
  ASSERT_EQ(read.documents.size(), 1U);
  ASSERT_EQ(read.documents[0].sections.size(), 1U);
  const auto& section = read.documents[0].sections[0];
  EXPECT_EQ(section.text.str(), text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') continue;  // the break of a paragraph stands as a whole
    ASSERT_EQ(section.text.source({i, i + 1}), (text::Span{i, i + 1}));
  }
}

TEST(PlainText, ReadsDosLinesAndWindowsLetters) {
  const std::string text = "Caf\xE9\r\n\r\nOne line\r\nand the next.\r\n";
  const Collected read = read_as("text", text);
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].title, "Café");
  EXPECT_EQ(read.documents[0].sections.at(0).text.str(), "Café\n\nOne line and the next.");
  expect_places(read.documents[0], text);
}

TEST(PlainText, TakesItsDateFromItsName) {
  EXPECT_EQ(read_as("text", "x", "a/1921-03-16-treaty.txt").documents.at(0).date, "1921-03-16");
  EXPECT_EQ(read_as("text", "x", "treaty.txt").documents.at(0).date, "");
}

}  // namespace
}  // namespace fasti::sources
