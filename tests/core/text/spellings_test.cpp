#include "core/text/spellings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/text/cut_text.h"

namespace fasti::text {
namespace {

using testing::ElementsAre;

TEST(Spellings, AreNumberedAsTheyCome) {
  Spellings spellings;
  const std::string_view text = "Kars, Moscow, Kars; KARS";
  EXPECT_THAT(spellings.numbers(text, tokenize(text)), ElementsAre(0, 1, 2, 1, 0, 3, 4));
  EXPECT_EQ(spellings.number("Moscow"), 2U);
  EXPECT_EQ(spellings[4], "KARS");
}

TEST(Spellings, AreForgottenWhenThereAreMany) {
  Spellings spellings;
  for (int i = 0; !spellings.is_large(); ++i) {
    ASSERT_LT(i, 1'000'000);
    spellings.number(std::to_string(i));
  }
  spellings.forget();
  EXPECT_FALSE(spellings.is_large());
  EXPECT_EQ(spellings.number("Kars"), 0U);
}

TEST(ByNumber, MakesEachValueOnce) {
  ByNumber<std::string> values;
  int made = 0;
  const auto make = [&] {
    ++made;
    return std::string("Kars");
  };
  EXPECT_EQ(values.of(7, make), "Kars");
  EXPECT_EQ(values.of(7, make), "Kars");
  EXPECT_EQ(made, 1);
  values.of(2, make);
  EXPECT_EQ(made, 2);
  values.forget();
  values.of(7, make);
  EXPECT_EQ(made, 3);
}

TEST(CutText, HasTokensAndSentences) {
  const std::string_view text = "They met. Peace came.";
  const CutText cut = cut_text(text);
  EXPECT_EQ(cut.tokens.size(), 6U);
  EXPECT_THAT(cut.sentences, ElementsAre(Span{0, 9}, Span{10, 21}));
}

}  // namespace
}  // namespace fasti::text
