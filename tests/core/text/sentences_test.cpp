#include "core/text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace fasti::text {
namespace {

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> out;
  for (const Span span : split_sentences(text)) out.emplace_back(slice(text, span));
  return out;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Sentences, EndAtFullStopsAndParagraphs) {
  EXPECT_THAT(sentences(""), IsEmpty());
  EXPECT_THAT(sentences("No end"), ElementsAre("No end"));
  EXPECT_THAT(sentences("One. Two! Three? Four."), ElementsAre("One.", "Two!", "Three?", "Four."));
  EXPECT_THAT(sentences("A title\n\nThe text. More."),
              ElementsAre("A title", "The text.", "More."));
  EXPECT_THAT(sentences("He said: “Go.” They went."), ElementsAre("He said: “Go.”", "They went."));
  EXPECT_THAT(sentences("(It ended.) Then peace came."),
              ElementsAre("(It ended.)", "Then peace came."));
  EXPECT_THAT(sentences("In 1878. 12 ships sailed."), ElementsAre("In 1878.", "12 ships sailed."));
}

TEST(Sentences, AbbreviationsDoNotEndThem) {
  const std::string_view whole[] = {
      "Gen. Ivan Paskevich took Kars.", "See vol. 3, p. 69, for St. Petersburg.",
      "R. W. Seton wrote it.",          "The U.S. Congress agreed.",
      "It cost 3.5 million.",           "No. 7 was lost on Jan. 4.",
      "He came (cf. Smith) and left.",  "Foreign policy, etc. was discussed.",
  };
  for (const std::string_view text : whole) EXPECT_THAT(sentences(text), ElementsAre(text));
  EXPECT_THAT(sentences("He went to the U.S. The talks failed."),
              ElementsAre("He went to the U.S.", "The talks failed."));
}

TEST(Sentences, RomanFiguresAreNoInitials) {
  EXPECT_THAT(sentences("After World War I. According to him"),
              ElementsAre("After World War I.", "According to him"));
  EXPECT_THAT(sentences("I. V. Stalin wrote."), ElementsAre("I. V. Stalin wrote."));
}

TEST(Sentences, AnElisionBelongsToTheSentenceBefore) {
  EXPECT_THAT(sentences("It began. .... It ended."), ElementsAre("It began. ....", "It ended."));
}

TEST(Sentences, AGluedFullStopEndsThem) {
  EXPECT_THAT(sentences("held until 1921.Smith, John. At last"),
              ElementsAre("held until 1921.", "Smith, John.", "At last"));
  EXPECT_THAT(sentences("sold the products.Traders left."),
              ElementsAre("sold the products.", "Traders left."));
  EXPECT_THAT(sentences("see www.example.Org/a.Html for it"),
              ElementsAre("see www.example.Org/a.Html for it"));
}

TEST(Sentences, OtherScripts) {
  EXPECT_THAT(sentences("和平。戦争。"), ElementsAre("和平。", "戦争。"));
  EXPECT_THAT(sentences("Мир заключён. Война окончена."),
              ElementsAre("Мир заключён.", "Война окончена."));
}

TEST(Sentences, CoverAllButBlanksInOrder) {
  const std::string text = "One... two. \"Three?\" he asked. 4.5 m. Fünf.\n\nSix";
  std::size_t at = 0;
  for (const Span span : split_sentences(text)) {
    ASSERT_LE(at, span.begin);
    EXPECT_EQ(text.substr(at, span.begin - at).find_first_not_of(" \n"), std::string::npos);
    at = span.end;
  }
  EXPECT_EQ(at, text.size());
}

}  // namespace
}  // namespace fasti::text
