#include "core/actors/name_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

using testing::ElementsAreArray;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (const NameToken& token : name_tokens(text)) out.emplace_back(token.in(text));
  return out;
}

TEST(NameTokens, CutAsNamesAre) {
  const struct {
    std::string_view text;
    std::vector<std::string> expected;
  } cases[] = {
      {"", {}},
      {"Turkey's army", {"Turkey", "army"}},
      {"the Turks’ fleet", {"the", "Turks", "’", "fleet"}},
      {"Syria\u2032s war", {"Syria", "war"}},
      {"U.S. Navy", {"U.S.", "Navy"}},
      {"J. P. Morgan", {"J. P.", "Morgan"}},
      {"Gen. Kutuzov", {"Gen", "Kutuzov"}},
      {"Soviet-Turkish", {"Soviet", "-", "Turkish"}},
      {"in 1774, Russia", {"in", "1774", ",", "Russia"}},
      {"World War\u00A0II", {"World", "War", "II"}},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(words(text), ElementsAreArray(expected));
  }
}

TEST(NameTokens, KnowWhatTheyAre) {
  const std::string_view text = "NATO met. Its envoy, Ivan's aide, saw 12 of us.";
  const std::vector<NameToken> tokens = name_tokens(text);
  const auto find = [&](std::string_view word) {
    for (const NameToken& token : tokens) {
      if (token.in(text) == word) return token;
    }
    ADD_FAILURE() << word;
    return NameToken{};
  };
  EXPECT_TRUE(find("NATO").all_capitals);
  EXPECT_TRUE(find("NATO").sentence_start);
  EXPECT_TRUE(find("Its").sentence_start);
  EXPECT_FALSE(find("Its").all_capitals);
  EXPECT_TRUE(find("Ivan").possessive);
  EXPECT_FALSE(find("Ivan").sentence_start);
  EXPECT_TRUE(find("12").number);
  EXPECT_FALSE(find("us").capital);
}

TEST(NameTokens, AColonAndAnOpeningQuoteBeginASentence) {
  const std::string_view text = "He said: Peace now. She wrote “Bread first”.";
  for (const NameToken& token : name_tokens(text)) {
    if (token.in(text) == "Peace" || token.in(text) == "Bread") {
      EXPECT_TRUE(token.sentence_start) << token.in(text);
    }
  }
}

TEST(NameKey, ComparesNames) {
  const std::pair<std::string_view, std::string_view> same[] = {
      {"U.S.", "us"},           {"J. P", "jp"},    {"Çavuşoğlu", "cavusoglu"},
      {"İSTANBUL", "istanbul"}, {"St", "saint"},   {"&", "and"},
      {"Straße", "strasse"},    {"Wm", "william"}, {"THOS", "thomas"},
  };
  for (const auto& [token, key] : same) {
    SCOPED_TRACE(token);
    EXPECT_EQ(name_key(token), key);
  }
  EXPECT_NE(name_key("Batum"), name_key("Batumi"));
}

TEST(NameTokens, AreTheSameOfATextThatIsCut) {
  text::Spellings spellings;
  KnownLooks known;
  for (int time = 0; time < 2; ++time) {
    for (const std::string_view text :
         {"NATO's envoys met J. P. Morgan, the Turks’ friend: Gen. St. Clair of the U.S. Navy.",
          "A. and B met Ő. Ivan's aide in 1921. “Peace,” wrote A.", "日本の歴史 Q1 16th", ""}) {
      SCOPED_TRACE(text);
      const std::vector<NameToken> expected = name_tokens(text);
      const text::CutText cut = text::cut_text(text);
      const auto found = name_tokens(text, cut, spellings.numbers(text, cut.tokens), known);
      ASSERT_EQ(found.size(), expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        SCOPED_TRACE(expected[i].in(text));
        EXPECT_EQ(found[i].span(), expected[i].span());
        EXPECT_EQ(found[i].word, expected[i].word);
        EXPECT_EQ(found[i].number, expected[i].number);
        EXPECT_EQ(found[i].capital, expected[i].capital);
        EXPECT_EQ(found[i].all_capitals, expected[i].all_capitals);
        EXPECT_EQ(found[i].initials, expected[i].initials);
        EXPECT_EQ(found[i].possessive, expected[i].possessive);
        EXPECT_EQ(found[i].blank_before, expected[i].blank_before);
        EXPECT_EQ(found[i].sentence_start, expected[i].sentence_start);
        EXPECT_EQ(found[i].abbreviated, expected[i].abbreviated);
        EXPECT_EQ(expected[i].spelling, text::Spellings::kNone);
        const std::uint32_t spelling = found[i].spelling;
        EXPECT_EQ(spelling == text::Spellings::kNone, found[i].initials);
        if (spelling == text::Spellings::kNone) continue;
        EXPECT_THAT(spellings[spelling], testing::StartsWith(found[i].in(text)));
      }
    }
  }
}

}  // namespace
}  // namespace fasti::actors
