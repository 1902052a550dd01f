#include "core/dates/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/dates/rows.h"
#include "embedded/dates.h"

namespace fasti::dates {
namespace {

TEST(Lexicon, EveryWordOfTheFileIsFound) {
  int words = 0;
  for_each_row(embedded::lexicon_tsv, [&](const Row& row) {
    ASSERT_EQ(row.size(), 3U) << row.front();
    for (const std::string_view phrase : split(row[2], " | ")) {
      SCOPED_TRACE(phrase);
      const std::vector<std::string_view> parts = split(phrase, " ");
      const LexiconEntry* const entry = find_word(parts.front());
      ASSERT_NE(entry, nullptr);
      if (parts.size() > 1) {
        EXPECT_TRUE(entry->tags.any(Tag::phrase_start));
        EXPECT_TRUE(
            std::any_of(entry->phrases.begin(), entry->phrases.end(), [&](const Phrase& known) {
              return std::equal(known.words.begin(), known.words.end(), parts.begin(), parts.end());
            }));
      }
      ++words;
    }
  });
  EXPECT_GT(words, 800);
}

TEST(Lexicon, WordsInTheirForms) {
  const struct {
    std::string_view word;
    Tag tag;
    int value;
  } cases[] = {
      {"March", Tag::month, 3},
      {"MARCH", Tag::month, 3},
      {"march", Tag::month, 3},
      {"Sept", Tag::month_abbreviation, 9},
      {"Brumaire", Tag::republican_month, 2},
      {"Vendémiaire", Tag::republican_month, 1},  // without its accent in the file
      {"Sha'ban", Tag::hijri_month, 8},
      {"Sha’ban", Tag::hijri_month, 8},
      {"fall", Tag::season, 23},
      {"ninety", Tag::cardinal, 90},
  };
  for (const auto& [word, tag, value] : cases) {
    SCOPED_TRACE(word);
    const LexiconEntry* const entry = find_word(word);
    ASSERT_NE(entry, nullptr);
    EXPECT_TRUE(entry->tags.any(tag));
    EXPECT_EQ(entry->values[static_cast<std::size_t>(tag)], value);
  }
}

TEST(Lexicon, WordsThatAreNotThere) {
  const std::string endless(100'000, 'm');
  for (const std::string_view word :
       {"", "'", "Marchioness", "Julian-", "Дек", "é", "\xff", "marc", "12"}) {
    EXPECT_EQ(find_word(word), nullptr) << word;
  }
  EXPECT_EQ(find_word(endless), nullptr);
}

TEST(Lexicon, LongerPhrasesComeFirst) {
  const LexiconEntry* const entry = find_word("no");
  ASSERT_NE(entry, nullptr);
  EXPECT_TRUE(std::is_sorted(
      entry->phrases.begin(), entry->phrases.end(),
      [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); }));
}

}  // namespace
}  // namespace fasti::dates
