#include "core/text/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace fasti::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Each token as its text, with a letter for its kind.
std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : tokenize(text)) {
    out.push_back(std::string(1, "wnms"[static_cast<int>(token.kind)]) + ":" +
                  std::string(token.in(text)));
  }
  return out;
}

TEST(Tokens, WordsNumbersAndSymbols) {
  EXPECT_THAT(tokens(""), IsEmpty());
  EXPECT_THAT(tokens(" \n "), IsEmpty());
  EXPECT_THAT(tokens("Kars, 1921."), ElementsAre("w:Kars", "s:,", "n:1921", "s:."));
  EXPECT_THAT(tokens("S-400"), ElementsAre("w:S", "s:-", "n:400"));
  EXPECT_THAT(tokens("the 1930s"), ElementsAre("w:the", "m:1930s"));
  EXPECT_THAT(tokens("1877–78"), ElementsAre("n:1877", "s:–", "n:78"));
  EXPECT_THAT(tokens("Küçük Kaynarca"), ElementsAre("w:Küçük", "w:Kaynarca"));
  EXPECT_THAT(tokens("u\u0308ber"), ElementsAre("w:u\u0308ber"));
}

TEST(Tokens, ApostrophesBetweenLettersBelongToWords) {
  EXPECT_THAT(tokens("Turkey's"), ElementsAre("w:Turkey's"));
  EXPECT_THAT(tokens("O’Brien’s"), ElementsAre("w:O’Brien’s"));
  EXPECT_THAT(tokens("'quoted'"), ElementsAre("s:'", "w:quoted", "s:'"));
  EXPECT_THAT(tokens("the '30s"), ElementsAre("w:the", "s:'", "m:30s"));
}

TEST(Tokens, UnspacedScriptsAreCutIntoWords) {
  EXPECT_THAT(tokens("日本語の歴史"), ElementsAre("w:日本語", "w:の", "w:歴史"));
  EXPECT_THAT(tokens("1921年10月"), ElementsAre("n:1921", "w:年", "n:10", "w:月"));
  EXPECT_THAT(tokens("NATOの拡大"), ElementsAre("w:NATO", "w:の", "w:拡大"));
  EXPECT_THAT(tokens("ปี1921"), ElementsAre("w:ปี", "n:1921"));
  const auto found = tokenize("対NATO");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(!found[0].capital && found[1].capital && !found[1].blank_before);
}

TEST(Tokens, KnowBlanksAndCapitals) {
  const auto found = tokenize("In St.Petersburg");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_TRUE(found[0].blank_before && found[0].capital);
  EXPECT_TRUE(found[1].blank_before && found[1].capital);
  EXPECT_FALSE(found[2].blank_before);
  EXPECT_TRUE(!found[3].blank_before && found[3].capital);
}

TEST(Tokens, PossessiveEndingsComeOff) {
  const struct {
    std::string_view input, expected;
  } cases[] = {{"Turkey's", "Turkey"},
               {"Turkey’s", "Turkey"},
               {"Turks’", "Turks"},
               {"Turkey′s", "Turkey"},
               {"Kars", "Kars"},
               {"s", "s"},
               {"", ""},
               {"'s", "'s"}};
  for (const auto& [input, expected] : cases) EXPECT_EQ(without_possessive(input), expected);
}

}  // namespace
}  // namespace fasti::text
