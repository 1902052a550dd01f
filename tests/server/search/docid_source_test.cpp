#include "server/search/docid_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace fasti::search {
namespace {

Docids docids(std::vector<index::DocId> values) {
  return std::make_shared<const std::vector<index::DocId>>(std::move(values));
}

Xapian::WritableDatabase database(int documents) {
  Xapian::WritableDatabase out("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < documents; ++i) out.add_document(Xapian::Document());
  return out;
}

TEST(DocidSource, GivesItsMembersToXapian) {
  const auto db = database(9);
  Xapian::Enquire enquire(db);
  for (const auto& wanted : std::vector<std::vector<index::DocId>>{{}, {1}, {9}, {2, 3, 7}}) {
    enquire.set_query(DocidSource::query(docids(wanted), 1.5));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    std::vector<index::DocId> got;
    for (auto at = found.begin(); at != found.end(); ++at) {
      got.push_back(*at);
      EXPECT_EQ(at.get_weight(), 1.5);
    }
    EXPECT_EQ(got, wanted);
  }
}

TEST(DocidSource, IsSkippedThroughByOtherLists) {
  const auto db = database(9);
  Xapian::Enquire enquire(db);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, DocidSource::query(docids({1, 4, 5, 9})),
                                  DocidSource::query(docids({2, 4, 6, 9}))));
  const Xapian::MSet found = enquire.get_mset(0, 10);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(*found[0], 4U);
  EXPECT_EQ(*found[1], 9U);
}

// Skips of any length, to members and between them.
TEST(DocidSource, SkipsToTheNextMember) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<index::DocId> values;
    for (index::DocId docid = 1; docid < 300; ++docid)
      if (random() % 4 == 0) values.push_back(docid);
    DocidSource source(docids(values));
    source.init(Xapian::Database());
    const auto step = [&] { return static_cast<index::DocId>(1 + random() % 60); };
    auto expected = values.begin();
    for (index::DocId to = step(); to < 320; to += step()) {
      source.skip_to(to, 0);
      expected = std::lower_bound(expected, values.end(), to);
      ASSERT_EQ(source.at_end(), expected == values.end());
      if (source.at_end()) break;
      ASSERT_EQ(source.get_docid(), *expected);
      if (random() % 2 == 0) continue;
      source.next(0);
      ++expected;
      ASSERT_EQ(source.at_end(), expected == values.end());
      if (source.at_end()) break;
      ASSERT_EQ(source.get_docid(), *expected);
    }
  }
}

}  // namespace
}  // namespace fasti::search
