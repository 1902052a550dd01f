#include "indexer/workbench.h"

#include <gtest/gtest.h>

#include <string>

namespace fasti::indexer {
namespace {

TEST(Workbench, HasOneLexiconForEachLanguage) {
  Workbench bench;
  EXPECT_EQ(&bench.lexicon("en"), &bench.lexicon("en"));
  EXPECT_NE(&bench.lexicon("en"), &bench.lexicon("fr"));
}

// What was kept by a number must not be found under the number's next spelling.
TEST(Workbench, ForgetsAllTogether) {
  Workbench bench;
  const auto find = [&](const std::string& word) {
    return bench.known_words().of(bench.spellings().number(word),
                                  [&] { return dates::find_word(word); });
  };
  const auto in_names = [&](const std::string& word, std::uint32_t as) {
    return bench.known_names().tokens.words.of(bench.spellings().number(word), [&] { return as; });
  };
  const auto folded = [&](const std::string& word) {
    text::Lexicon& lexicon = bench.lexicon("en");
    return lexicon[lexicon.words(word).front().entry].folded;
  };
  EXPECT_NE(find("May"), nullptr);
  EXPECT_EQ(in_names("May", 1), 1U);
  EXPECT_EQ(folded("May"), "may");
  bench.make_room();
  EXPECT_EQ(bench.spellings().number("May"), 0U);
  for (int i = 0; !bench.spellings().is_large(); ++i) bench.spellings().number(std::to_string(i));
  bench.make_room();
  EXPECT_EQ(bench.spellings().number("Kars"), 0U);
  EXPECT_EQ(find("Kars"), nullptr);
  EXPECT_EQ(in_names("Kars", 2), 2U);
  EXPECT_EQ(folded("Kars"), "kars");
}

}  // namespace
}  // namespace fasti::indexer
