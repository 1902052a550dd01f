#include "core/text/function_words.h"

#include <gtest/gtest.h>

namespace fasti::text {
namespace {

TEST(FunctionWords, TellNothingOfAText) {
  for (const char* word : {"the", "of", "and", "a", "your", "και", "и", "ve"})
    EXPECT_TRUE(is_function_word(word)) << word;
  for (const char* word : {"", "treaty", "not", "no", "without", "1921", "zzz", "The"})
    EXPECT_FALSE(is_function_word(word)) << word;
}

}  // namespace
}  // namespace fasti::text
