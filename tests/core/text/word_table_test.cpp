#include "core/text/word_table.h"

#include <gtest/gtest.h>

#include <string>

namespace fasti::text {
namespace {

TEST(WordTable, KeepsAValueForEachWord) {
  WordTable<int> table;
  for (int i = 0; i < 5000; ++i) table["word" + std::to_string(i)] = i;
  table["word7"] += 10000;
  EXPECT_EQ(table.values().size(), 5000U);
  ASSERT_NE(table.find("word4999"), nullptr);
  EXPECT_EQ(*table.find("word4999"), 4999);
  EXPECT_EQ(*table.find("word7"), 10007);
  EXPECT_EQ(table.find("word"), nullptr);
  EXPECT_EQ(table.find(""), nullptr);
}

TEST(WordTable, ANewWordHasAnEmptyValue) {
  WordTable<std::string> table;
  EXPECT_EQ(table[""], "");
  ASSERT_NE(table.find(""), nullptr);
  EXPECT_EQ(*table.find(""), "");
}

}  // namespace
}  // namespace fasti::text
