#include "core/text/mapped_text.h"

#include <gtest/gtest.h>

namespace fasti::text {
namespace {

MappedText sample() {
  // Source: "ab(xx)cd", of which "(xx)" became "-".
  MappedText text;
  text.append_verbatim("ab", 0);
  text.append_replaced("-", 2, 4);
  text.append_verbatim("cd", 6);
  return text;
}

TEST(MappedText, LeadsBackToTheSource) {
  const MappedText text = sample();
  EXPECT_EQ(text.str(), "ab-cd");
  EXPECT_EQ(text.source({0, 2}), (Span{0, 2}));
  EXPECT_EQ(text.source({1, 2}), (Span{1, 2}));
  EXPECT_EQ(text.source({2, 3}), (Span{2, 6}));
  EXPECT_EQ(text.source({1, 4}), (Span{1, 7}));
  EXPECT_EQ(text.source({4, 5}), (Span{7, 8}));
  EXPECT_EQ(text.source({3, 3}), (Span{6, 6}));
}

TEST(MappedText, AdjoiningVerbatimRunsBecomeOne) {
  MappedText text;
  text.append_verbatim("ab", 5);
  text.append_verbatim("cd", 7);
  EXPECT_EQ(text.runs().size(), 1U);
  text.append_verbatim("ef", 20);
  EXPECT_EQ(text.runs().size(), 2U);
}

TEST(MappedText, SlicesKeepTheirPlaces) {
  const MappedText part = sample().slice({1, 4});
  EXPECT_EQ(part.str(), "b-c");
  EXPECT_EQ(part.source({0, 1}), (Span{1, 2}));
  EXPECT_EQ(part.source({2, 3}), (Span{6, 7}));
  EXPECT_TRUE(sample().slice({2, 2}).empty());
}

TEST(MappedText, ComposesPlaces) {
  // The inner text stands at byte 100 of the file; the outer was made from the inner.
  const MappedText inner("ab(xx)cd", 100);
  const MappedText text = sample().over(inner);
  EXPECT_EQ(text.str(), "ab-cd");
  EXPECT_EQ(text.source({0, 1}), (Span{100, 101}));
  EXPECT_EQ(text.source({2, 3}), (Span{102, 106}));
  EXPECT_EQ(text.source({0, 5}), (Span{100, 108}));
}

TEST(MappedText, EmptyTextHasNoPlaces) {
  const MappedText empty;
  EXPECT_EQ(empty.source({0, 0}), (Span{0, 0}));
  EXPECT_TRUE(empty.slice({0, 0}).empty());
}

}  // namespace
}  // namespace fasti::text
