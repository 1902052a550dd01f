#include "indexer/section_cuts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "indexer/passages.h"
#include "tests/indexer/document_of.h"

namespace fasti::indexer {
namespace {

TEST(SectionCuts, AreThoseOfTheTexts) {
  const Document two = document_of({"Peace came to Kars.", "Peace went."});
  text::Spellings spellings;
  const SectionCuts cuts(two, spellings);
  ASSERT_NE(cuts.of(1), nullptr);
  EXPECT_EQ(cuts.of(0)->tokens.size(), 5U);
  EXPECT_THAT(cuts.spellings(1), testing::ElementsAre(0, 5, 4));
  EXPECT_EQ(cuts.of(2), nullptr);
  EXPECT_TRUE(SectionCuts(two).spellings(0).empty());
}

TEST(SectionCuts, LeaveALargeDocumentOut) {
  text::Spellings spellings;
  const SectionCuts cuts(document_of({"Kars.", std::string(SectionCuts::kMost, 'x')}), spellings);
  EXPECT_EQ(cuts.of(0), nullptr);
  EXPECT_TRUE(cuts.spellings(0).empty());
}

TEST(SectionCuts, ChangeNoPassage) {
  std::string endless;
  for (int i = 0; i < 700; ++i) endless += "歴史の日本";
  const Document mixed = document_of(
      {"He wrote; she read. Then, in 1921,\n\nthey met: \"Peace!\" All agreed.", endless, ""});
  TextCounts alone, together;
  const auto expected = split_passages(mixed, {}, &alone);
  const auto found = split_passages(mixed, SectionCuts(mixed), &together);
  EXPECT_EQ(together.sentences, alone.sentences);
  EXPECT_EQ(together.words, alone.words);
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_GT(found.size(), 3U);
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].id, expected[i].id);
    EXPECT_EQ(found[i].section, expected[i].section);
    EXPECT_EQ(found[i].span, expected[i].span);
  }
}

}  // namespace
}  // namespace fasti::indexer
