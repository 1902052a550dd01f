#include "server/search/bitmap.h"

#include <gtest/gtest.h>

namespace fasti::search {
namespace {

std::shared_ptr<const Bitmap> bitmap(std::vector<std::uint32_t> docids) {
  return std::make_shared<const Bitmap>(docids.size(), docids.data());
}

Xapian::WritableDatabase database(int documents) {
  Xapian::WritableDatabase out("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < documents; ++i) out.add_document(Xapian::Document());
  return out;
}

TEST(Bitmap, AllUpTo) {
  EXPECT_EQ(members(all_up_to(0)), std::vector<index::DocId>());
  EXPECT_EQ(members(all_up_to(3)), (std::vector<index::DocId>{1, 2, 3}));
}

TEST(BitmapSource, GivesItsMembersToXapian) {
  const auto db = database(9);
  Xapian::Enquire enquire(db);
  for (const auto& docids : std::vector<std::vector<std::uint32_t>>{{}, {1}, {9}, {2, 3, 7}}) {
    enquire.set_query(BitmapSource::query(bitmap(docids), 1.5));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    std::vector<std::uint32_t> got;
    for (auto at = found.begin(); at != found.end(); ++at) {
      got.push_back(*at);
      EXPECT_EQ(at.get_weight(), 1.5);
    }
    EXPECT_EQ(got, docids);
  }
}

TEST(BitmapSource, IsSkippedThroughByOtherLists) {
  const auto db = database(9);
  Xapian::Enquire enquire(db);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, BitmapSource::query(bitmap({1, 4, 5, 9})),
                                  BitmapSource::query(bitmap({2, 4, 6, 9}))));
  const Xapian::MSet found = enquire.get_mset(0, 10);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(*found[0], 4U);
  EXPECT_EQ(*found[1], 9U);
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
