#include "core/actors/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace fasti::actors {
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

}  // namespace
}  // namespace fasti::actors
