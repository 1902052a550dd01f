#include "core/index/terms.h"

#include <gmock/gmock.h>

#include <map>

namespace fasti::index {
namespace {

using testing::ElementsAre;

std::map<std::string, std::uint32_t> stems(const PassageTerms& terms) {
  std::map<std::string, std::uint32_t> out;
  for (const StemTerm& term : terms.stems) EXPECT_TRUE(out.emplace(term.stem, term.wdf).second);
  return out;
}

TEST(Terms, WdfIsTheFormulaOfTheSchema) {
  const FieldAverages averages{80, 4, 8};
  // 16 * (2 / (0.25 + 0.75 * 40 / 80) + 1.5 / (0.25 + 0.75 * 4 / 4)) = 16 * (3.2 + 1.5) = 75.2
  EXPECT_EQ(stem_wdf({2, 40}, {1, 4}, {}, averages), 75U);
  // 16 * 0.5 / (0.25 + 0.75 * 8 / 8) = 8
  EXPECT_EQ(stem_wdf({0, 40}, {0, 4}, {1, 8}, averages), 8U);
  // A word of an endless passage still counts.
  EXPECT_EQ(stem_wdf({1, 1e9}, {}, {}, averages), 1U);
}

TEST(Terms, TextTitleAndHeadingsGiveStemsOnlyTheTextGivesWords) {
  StoredPassage passage;
  passage.text = "The straits, Turkey's straits.";
  passage.headings = {"Crises", "Convention"};
  const FieldAverages averages{4, 2, 2};
  text::Lexicon lexicon("en");
  const PassageTerms terms = TermMaker("Straits Convention", averages, lexicon)(passage);
  EXPECT_THAT(terms.words, ElementsAre("the", "straits", "turkey", "straits"));
  EXPECT_THAT(terms.forms, ElementsAre("The", "straits", "Turkey", "straits"));
  const auto found = stems(terms);
  EXPECT_EQ(found.at("strait"), 56U);   // twice in the text, once in the title
  EXPECT_EQ(found.at("convent"), 32U);  // title and heading
  EXPECT_EQ(found.at("crise"), 8U);     // heading only
  EXPECT_EQ(found.size(), 4U) << "a function word has no stem";
}

TEST(Terms, AveragesOfNothingDoNotDivideByNothing) {
  const FieldAverages none = FieldTotals{}.averages();
  EXPECT_EQ(none.text, 1);
  const FieldAverages some = FieldTotals{4, 10, 2, 0}.averages();
  EXPECT_EQ(some.text, 2.5);
  EXPECT_EQ(some.title, 0.5);
  EXPECT_EQ(some.heading, 1);
}

}  // namespace
}  // namespace fasti::index
