#include "server/search/similar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// 1..3 in "kars", 4..6 in "others".
index::TinyCorpus similar_corpus() {
  return {
      .documents = {{.id = "kars",
                     .title = "Peace",
                     .passages = {{.text = "The frontier at Kars was drawn by the treaty in 1921.",
                                   .dates = {{"1921", "1921"}},
                                   .mentions = {{"Kars", "kars"}}},
                                  {.text = "A frontier treaty about cattle."},
                                  {.text = "Nothing else of note."}}},
                    {.id = "others",
                     .title = "Others",
                     .passages = {{.text = "The frontier treaty about sheep."},
                                  {.text = "The frontier treaty at Kars again.",
                                   .dates = {{"again", "192X", dates::Kind::vague}},
                                   .mentions = {{"Kars", "kars"}}},
                                  {.text = "Ships."}}}},
      .actors = {index::tiny_actor("kars", "Kars", actors::Type::place)}};
}

class Similar : public testing::Test {
 protected:
  std::vector<SimilarPassage> to(index::DocId docid, bool same_document = true,
                                 std::size_t limit = 10) const {
    Stems stems(snapshot_.languages().names);
    return similar_passages(docid, same_document, limit, snapshot_, database_, stems);
  }
  static std::vector<index::DocId> docids(const std::vector<SimilarPassage>& passages) {
    std::vector<index::DocId> out;
    for (const SimilarPassage& one : passages) out.push_back(one.docid);
    return out;
  }

  index::TinyIndex tiny_{similar_corpus()};
  Snapshot snapshot_{tiny_.open()};
  Xapian::Database database_{snapshot_.generation().database_path()};
};

TEST_F(Similar, BySharedWordsActorsAndDates) {
  const auto found = to(1);
  EXPECT_EQ(found.front().docid, 5U);
  EXPECT_THAT(found.front().stems, testing::Contains("kar"));
  EXPECT_THAT(found.front().actors, ElementsAre(0));
  EXPECT_TRUE(found.front().dates);
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_LE(found[i].score, found[i - 1].score);
    EXPECT_FALSE(found[i].dates);
    EXPECT_THAT(found[i].actors, IsEmpty());
  }
}

TEST_F(Similar, NeverItselfAndOnRequestNotItsDocument) {
  for (index::DocId docid = 1; docid <= 6; ++docid)
    EXPECT_THAT(docids(to(docid)), testing::Not(testing::Contains(docid)));
  EXPECT_THAT(docids(to(1)), testing::Contains(2U));
  EXPECT_THAT(docids(to(1, false)), testing::Each(testing::Gt(3U)));
  EXPECT_EQ(to(1, true, 1).size(), 1U);
}

}  // namespace
}  // namespace fasti::search
