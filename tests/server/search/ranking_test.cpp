#include "server/search/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/index/schema.h"

namespace fasti::search {
namespace {

using index::DocId;

RankedTerm term(const std::vector<DocId>& docids, double weight, std::uint32_t wdf = 16) {
  return {std::make_shared<const TermPostings>(docids, wdf), weight};
}

std::vector<std::pair<DocId, double>> pairs(const std::vector<RankedPassage>& passages) {
  std::vector<std::pair<DocId, double>> out;
  for (const RankedPassage& one : passages) out.emplace_back(one.docid, one.score);
  return out;
}

using Pairs = std::vector<std::pair<DocId, double>>;

TEST(Ranking, SumsUpWhatTermsScore) {
  // 16 / (24 + 16) of the weight.
  EXPECT_EQ(pairs(rank({term({1, 3}, 10), term({3, 5}, 20)}, {1, 2, 3, 5}, 0, 9, {})),
            (Pairs{{3, 12}, {5, 8}, {1, 4}, {2, 0}}));
}

TEST(Ranking, OfEquallyGoodOnesTheFirstLead) {
  std::vector<DocId> many(1000);
  for (DocId i = 0; i < many.size(); ++i) many[i] = 3 * i + 1;
  for (const auto& terms : {std::vector{term(many, 10)}, std::vector<RankedTerm>{}}) {
    const auto found = rank(terms, many, 2, 3, {});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].docid, 7U);
    EXPECT_EQ(found[2].docid, 13U);
  }
}

TEST(Ranking, NothingComesOfNothing) {
  EXPECT_TRUE(rank({}, {}, 0, 10, {}).empty());
  EXPECT_TRUE(rank({term({1}, 1)}, {1}, 0, 0, {}).empty());
  EXPECT_TRUE(rank({term({1}, 1)}, {1}, 5, 10, {}).empty());
  EXPECT_TRUE(rank({term({}, 1)}, {}, 0, 10, {}).empty());
  EXPECT_EQ(pairs(rank({term({1}, 1)}, {2}, 0, 10, {})), (Pairs{{2, 0}}));
}

TEST(Ranking, EndsWhenTimeIsUp) {
  const auto up = Deadline::after(std::chrono::nanoseconds(0));
  EXPECT_TRUE(rank({term({1}, 1)}, {1}, 0, 10, up).empty());
  EXPECT_TRUE(up.cut_work());
}

// Lists and matches of all densities, over several chunks, against a plain sum over maps.
TEST(Ranking, IsThatOfAPlainSum) {
  std::mt19937 dice(1648);
  const auto roll = [&](std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(dice);
  };
  const auto some = [&](DocId last) {
    const std::uint32_t every = 1U << roll(14);
    std::vector<DocId> out;
    for (DocId docid = 1 + roll(every); docid <= last; docid += 1 + roll(every))
      out.push_back(docid);
    return out;
  };
  for (int round = 0; round < 60; ++round) {
    const DocId last = 1 + roll(200'000);
    std::vector<RankedTerm> terms;
    std::map<DocId, double> scores;
    for (std::uint32_t n = roll(5); n > 0; --n) {
      const std::uint32_t wdf = 1 + roll(400);
      const std::vector<DocId> docids = some(last);
      terms.push_back(term(docids, 1 + roll(5), wdf));
      for (const DocId docid : docids)
        scores[docid] += terms.back().weight * wdf / (index::kK1 + wdf);
    }
    const std::vector<DocId> matches = some(last);
    Pairs expected;
    for (const DocId docid : matches) {
      const auto found = scores.find(docid);
      expected.emplace_back(docid, found == scores.end() ? 0 : found->second);
    }
    std::ranges::sort(expected, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    const std::size_t offset = roll(20), count = 1 + roll(300);
    const std::size_t begin = std::min(offset, expected.size());
    const std::size_t end = std::min(offset + count, expected.size());
    EXPECT_EQ(pairs(rank(terms, matches, offset, count, {})),
              Pairs(expected.begin() + static_cast<std::ptrdiff_t>(begin),
                    expected.begin() + static_cast<std::ptrdiff_t>(end)))
        << "round " << round;
  }
}

}  // namespace
}  // namespace fasti::search
