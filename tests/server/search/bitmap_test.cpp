#include "server/search/bitmap.h"

#include <gtest/gtest.h>

namespace fasti::search {
namespace {

TEST(Bitmap, AllUpTo) {
  EXPECT_EQ(members(all_up_to(0)), std::vector<index::DocId>());
  EXPECT_EQ(members(all_up_to(3)), (std::vector<index::DocId>{1, 2, 3}));
}

TEST(BitmapCache, MakesOnceAndForgetsWhatWasUsedLeast) {
  BitmapCache cache(400);
  int made = 0;
  const auto make = [&] {
    ++made;
    return all_up_to(3);
  };
  cache.get("a", make);
  cache.get("a", make);
  EXPECT_EQ(made, 1);
  for (char key = 'b'; key < 'z'; ++key) {
    cache.get(std::string(1, key), make);
    cache.get("a", make);
  }
  EXPECT_EQ(made, 25) << "a, used all the time, was kept";
  cache.get("b", make);
  EXPECT_EQ(made, 26) << "b was not";
}

TEST(BitmapCache, KeepsNothingWhenMakingFails) {
  BitmapCache cache(1000);
  EXPECT_THROW(cache.get("a", []() -> Bitmap { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(cache.get("a", [] { return all_up_to(2); })->cardinality(), 2U);
}

}  // namespace
}  // namespace fasti::search
