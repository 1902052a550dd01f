#include "core/text/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace fasti::text {
namespace {

TEST(Vocabulary, NumbersWordsInTheirOrder) {
  Vocabulary words;
  EXPECT_EQ(words.find("kars"), Vocabulary::kNone);
  EXPECT_EQ(words.add("kars"), 0U);
  EXPECT_EQ(words.add(""), 1U);
  EXPECT_EQ(words.add("kars"), 0U);
  EXPECT_EQ(words.find(""), 1U);
  EXPECT_EQ(words[0], "kars");
  EXPECT_EQ(words.size(), 2U);
}

TEST(Vocabulary, KeepsManyWords) {
  Vocabulary words;
  for (std::uint32_t i = 0; i < 20'000; ++i) EXPECT_EQ(words.add(std::to_string(i)), i);
  for (std::uint32_t i = 0; i < 20'000; ++i) EXPECT_EQ(words.find(std::to_string(i)), i);
  EXPECT_EQ(words[12'345], "12345");
}

// Short words are compared in halves that may overlap, long ones by their hash first.
TEST(Vocabulary, TellsAlikeWordsApart) {
  const std::string words[] = {"a",
                               "b",
                               "aa",
                               "ab",
                               "ba",
                               "aba",
                               "aab",
                               "aaaa",
                               "aaaaa",
                               "aaaab",
                               "abaaa",
                               "baaaaaaa",
                               "aaaaaaaa",
                               "aaaaaaaaa",
                               "aaaaaaaab",
                               std::string(1, '\0'),
                               std::string(2, '\0'),
                               std::string(300, 'a')};
  Vocabulary vocabulary;
  std::uint32_t next = 0;
  for (const std::string& word : words) EXPECT_EQ(vocabulary.add(word), next++) << word;
  next = 0;
  for (const std::string& word : words) EXPECT_EQ(vocabulary.find(word), next++) << word;
}

}  // namespace
}  // namespace fasti::text
