#include "server/search/highlight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::search {
namespace {

using testing::ElementsAre;

std::vector<std::string> marked(const std::string& query, const std::string& text,
                                bool fold = true) {
  Stems stems({"en"});
  const ParsedQuery parsed = parse_query(query);
  const Highlighter highlighter(positive_leaves(*parsed.root), fold, stems);
  std::vector<std::string> out;
  std::size_t last = 0;
  for (const text::Span span : highlighter.spans(text, 0)) {
    EXPECT_GE(span.begin, last) << "rising and apart";
    EXPECT_LT(span.begin, span.end);
    last = span.end;
    out.emplace_back(text::slice(text, span));
  }
  return out;
}

TEST(Highlighter, MarksWordsInAnyForm) {
  EXPECT_THAT(marked("treaty", "Treaties and a treaty; Turkey's TREATY."),
              ElementsAre("Treaties", "treaty", "TREATY"));
  EXPECT_THAT(marked("kucuk", "Küçük Kaynarca"), ElementsAre("Küçük"));
  EXPECT_THAT(marked("turkey", "Turkey’s straits"), ElementsAre("Turkey’s"));
}

TEST(Highlighter, MarksFunctionWordsAsTheyStand) {
  EXPECT_THAT(marked("be", "To be is being; BE."), ElementsAre("be", "BE"));
  EXPECT_THAT(marked("being", "To be is being."), ElementsAre("being"));
  EXPECT_THAT(marked("the treaty of kars", "The end of the Treaty of Kars"),
              ElementsAre("Treaty", "Kars"))
      << "beside other words they do not count";
  Stems stems({"en"});
  const ParsedQuery query = parse_query("of");
  const Highlighter highlighter(positive_leaves(*query.root), true, stems);
  EXPECT_TRUE(highlighter.has_word("Treaty of Berlin", 0));
  EXPECT_FALSE(highlighter.has_word("Kars", 0));
}

TEST(Highlighter, MarksPhrasesWholeAndOnlyAsWritten) {
  EXPECT_THAT(marked("\"treaty of kars\"", "The Treaty of Kars; a treaty of peace; Kars."),
              ElementsAre("Treaty of Kars"));
  EXPECT_THAT(marked("\"a b a\"", "a b a b a"), ElementsAre("a b a b a")) << "overlapping";
  EXPECT_THAT(marked("\"treaty\"", "treaties, treaty"), ElementsAre("treaty"));
  EXPECT_THAT(marked("\"treaty of kars\"", "treaty of"), ElementsAre()) << "cut at the end";
}

TEST(Highlighter, MarksPrefixesAndNearWords) {
  EXPECT_THAT(marked("turk*", "Turkey, Turks and Kars"), ElementsAre("Turkey", "Turks"));
  EXPECT_THAT(marked("stalin NEAR/2 kars", "Stalin spoke of Kars"), ElementsAre("Stalin", "Kars"));
}

TEST(Highlighter, UnfoldedOnlyAsWritten) {
  EXPECT_THAT(marked("Porte straits", "The Porte, a porte; Straits, straits'.", false),
              ElementsAre("Porte", "straits"));
  EXPECT_THAT(
      marked("\"Küçük Kaynarca\" Tür*", "Kucuk Kaynarca, Küçük Kaynarca, Türk, Turk", false),
      ElementsAre("Küçük Kaynarca", "Türk"));
}

TEST(Highlighter, LeavesOutWhatIsExcluded) {
  EXPECT_THAT(marked("treaty -kars", "treaty of Kars"), ElementsAre("treaty"));
}

TEST(Highlighter, WordsInTitles) {
  Stems stems({"en"});
  const ParsedQuery query = parse_query("treaties \"of kars\"");
  const Highlighter highlighter(positive_leaves(*query.root), true, stems);
  EXPECT_TRUE(highlighter.has_word("Treaty of Berlin", 0));
  EXPECT_FALSE(highlighter.has_word("Kars", 0));
}

}  // namespace
}  // namespace fasti::search
