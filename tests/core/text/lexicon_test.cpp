#include "core/text/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/text/function_words.h"
#include "core/text/words.h"

namespace fasti::text {
namespace {

// Words of every kind: capitals, accents, possessives, figures, a script without blanks, a mark
// alone, one longer than a word may be.
std::string some_text() {
  return "The Porte's envoys met Kâzım Paşa at l'hôtel on 3 May 1921; O'Brien, the Turks' friend, "
         "wrote \"Ankara\" and 日本の歴史 ـ twice. the THE " +
         std::string(300, 'x') + "'s end";
}

TEST(Lexicon, HasTheWordsOfATextAtFirstSightAndLater) {
  const std::string text = some_text();
  Lexicon lexicon("en");
  Stemmer stem("en");
  for (int time = 0; time < 2; ++time) {
    const std::vector<Word> expected = words(text);
    const auto found = lexicon.words(text);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      SCOPED_TRACE(expected[i].folded);
      const Lexicon::Entry& entry = lexicon[found[i].entry];
      EXPECT_EQ(found[i].span, expected[i].span);
      EXPECT_EQ(entry.folded, expected[i].folded);
      EXPECT_EQ(entry.written, written(text, expected[i]));
      if (is_function_word(expected[i].folded)) {
        EXPECT_EQ(found[i].stem, Lexicon::kNoStem);
      } else {
        EXPECT_EQ(lexicon.stem(found[i].stem), stem(expected[i].folded));
      }
    }
  }
}

// Lexicons of two languages, and others, may know tokens by the same numbers.
TEST(Lexicon, HasTheWordsOfTokensThatAreNumbered) {
  const std::string text = some_text();
  const std::vector<Token> tokens = tokenize(text);
  Spellings spellings;
  spellings.number("Ankara");
  Lexicon english("en", spellings), french("fr", spellings);
  for (Lexicon* lexicon : {&english, &french, &english}) {
    const auto found = lexicon->words(text, tokens, spellings.numbers(text, tokens));
    const std::vector<Word> expected = words(text);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].span, expected[i].span);
      EXPECT_EQ((*lexicon)[found[i].entry].folded, expected[i].folded);
    }
  }
  EXPECT_EQ(french.stem(french.words("envoys").front().stem), Stemmer("fr")("envoys"));
  const std::span<const Token> last(tokens.end() - 1, tokens.end());
  EXPECT_EQ(english[english.words(text, last, spellings.numbers(text, last)).front().entry].folded,
            "end");
}

TEST(Lexicon, GivesWordsOfOneStemOneNumber) {
  Lexicon lexicon("en");
  const auto found = lexicon.words("treaty Treaties treaty's armistice");
  const auto stem = [&](std::size_t i) { return found.at(i).stem; };
  EXPECT_EQ(stem(0), stem(1));
  EXPECT_EQ(stem(0), stem(2));
  EXPECT_NE(stem(0), stem(3));
  EXPECT_EQ(lexicon.stem_of("treaties"), stem(0));
}

TEST(Lexicon, ForgetsWhenItIsLargeAndLearnsAgain) {
  Lexicon lexicon("en");
  const auto number_of = [&](const std::string& word) { return lexicon.words(word).front().entry; };
  for (int i = 0; i < 100'000; ++i) number_of("w" + std::to_string(i));
  EXPECT_EQ(number_of("w0"), 0U);
  lexicon.make_room();
  EXPECT_EQ(number_of("treaties"), 0U);
  EXPECT_EQ(lexicon[0].folded, "treaties");
  EXPECT_EQ(lexicon.stem(0), "treati");
}

// One who follows the numbers by news() alone knows every word and stem.
TEST(Lexicon, TellsWhatItHasLearned) {
  Lexicon lexicon("en");
  std::vector<Lexicon::Entry> entries;
  std::vector<std::string> stems;
  std::size_t told = 0;
  const auto follow = [&](std::string_view text) {
    const auto found = lexicon.words(text);
    const Lexicon::News news = lexicon.news();
    told = news.entries.size();
    entries.resize(news.first_entry);
    entries.insert(entries.end(), news.entries.begin(), news.entries.end());
    stems.resize(news.first_stem);
    stems.insert(stems.end(), news.stems.begin(), news.stems.end());
    for (const auto& word : found) {
      EXPECT_EQ(entries.at(word.entry).written, slice(text, word.span));
      EXPECT_EQ(entries.at(word.entry).folded, lexicon[word.entry].folded);
      if (word.stem == Lexicon::kNoStem) continue;
      EXPECT_EQ(stems.at(word.stem), lexicon.stem(word.stem));
    }
  };
  follow("The treaties of Kars");
  EXPECT_EQ(told, 4U);
  follow("treaties of Moscow and Kars");
  EXPECT_EQ(told, 2U);
  follow("Kars");
  EXPECT_EQ(told, 0U);
  for (int i = 0; i < 100'000; ++i) lexicon.words("w" + std::to_string(i));
  lexicon.make_room();
  follow("Moscow of old");
  EXPECT_EQ(told, 3U);
}

TEST(Lexicon, KeepsWhatItKnowsWhileItIsSmall) {
  Lexicon lexicon("en");
  lexicon.words("one two");
  lexicon.make_room();
  EXPECT_EQ(lexicon.words("two").front().entry, 1U);
}

}  // namespace
}  // namespace fasti::text
