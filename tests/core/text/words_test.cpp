#include "core/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> out;
  for (const Word& word : words(text)) out.push_back(word.folded);
  return out;
}

TEST(Words, AreFoldedWithoutPossessives) {
  EXPECT_THAT(folded(""), IsEmpty());
  EXPECT_THAT(folded("— … —"), IsEmpty());
  EXPECT_THAT(folded("Turkey's S-400s, 1921"), ElementsAre("turkey", "s", "400s", "1921"));
  EXPECT_THAT(folded("O’Brien"), ElementsAre("obrien"));
  EXPECT_THAT(folded("Küçük Kaynarca"), ElementsAre("kucuk", "kaynarca"));
}

TEST(Words, LittleWordsThatLostTheirVowelStandAlone) {
  struct Case {
    const char* text;
    std::vector<std::string> folded;
  };
  for (const auto& [text, expected] : std::vector<Case>{
           {"l'hôtel", {"l", "hotel"}},
           {"L’État d’Angora", {"l", "etat", "d", "angora"}},
           {"coup d'état's", {"coup", "d", "etat"}},
           {"jusqu’à l’œuvre", {"jusqu", "a", "l", "oeuvre"}},
           {"dell'isola, un'altra", {"dell", "isola", "un", "altra"}},
           {"Gabriele D'Annunzio", {"gabriele", "d", "annunzio"}},
           {"aujourd'hui d'aujourd'hui", {"aujourdhui", "d", "aujourdhui"}},
           {"O'Brien M'Arthur T'ang", {"obrien", "marthur", "tang"}},
           {"L'viv D'yakov N'Djamena", {"lviv", "dyakov", "ndjamena"}},
           {"don't he'll rock'n'roll Qur'an", {"dont", "hell", "rocknroll", "quran"}},
           {"d's 'd d'", {"d", "d", "d"}},
       }) {
    SCOPED_TRACE(text);
    EXPECT_EQ(folded(text), expected);
  }
  const auto found = words("à l’hôtel");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1].span, (Span{3, 4}));
  EXPECT_TRUE(found[1].elided);
  EXPECT_EQ(found[2].span, (Span{7, 13}));
  EXPECT_FALSE(found[2].elided);
}

TEST(Words, AsOneText) {
  EXPECT_EQ(folded_words("  Küçük-Kaynarca’s “Treaty”! "), "kucuk kaynarca treaty");
  EXPECT_EQ(folded_words("…"), "");
}

TEST(Words, KnowTheirPlace) {
  const auto found = words("the Straits’ regime");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1].span, (Span{4, 11}));
  EXPECT_EQ(found[1].folded, "straits");
}

TEST(Words, ALongWordIsCut) {
  const auto found = words(std::string(9'999, 'a') + " b");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].folded.size(), kLongestWord);
  EXPECT_EQ(found[0].span.size(), 9'999U);
}

TEST(Words, AsWritten) {
  const std::string text = "Turkey’s Küçük O'Brien";
  std::vector<std::string> found;
  for (const Word& word : words(text)) found.emplace_back(written(text, word));
  EXPECT_THAT(found, testing::ElementsAre("Turkey", "Küçük", "O'Brien"));
  const std::string run = std::string(99, 'A') + "éé";
  EXPECT_EQ(written(run, words(run).front()), std::string(99, 'A')) << "cut like the folded word";
}

}  // namespace
}  // namespace fasti::text
