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
}

}  // namespace
}  // namespace fasti::text
