#include "server/search/companions.h"

#include <gtest/gtest.h>

#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using actors::Evidence;

// Pairs of words with the numbers and the ratios of Dunning's table 1, section 7.
TEST(LogLikelihoodRatio, IsDunnings) {
  struct Case {
    const char* words;
    std::uint64_t both, first_only, second_only, neither;
    double ratio;
  };
  for (const auto& [words, both, first_only, second_only, neither, ratio] :
       std::vector<Case>{{"the swiss", 110, 2442, 111, 29114, 270.72},
                         {"can be", 29, 13, 123, 31612, 263.90},
                         {"previous year", 31, 23, 139, 31584, 256.84},
                         {"mineral water", 10, 0, 3, 31764, 167.23}}) {
    const std::uint64_t all = both + first_only + second_only + neither;
    EXPECT_NEAR(log_likelihood_ratio(both, both + first_only, both + second_only, all), ratio, 0.01)
        << words;
  }
}

TEST(LogLikelihoodRatio, OnlyWhatChanceDoesNotExplainCounts) {
  EXPECT_EQ(log_likelihood_ratio(1, 2, 2, 4), 0) << "just as often as by chance";
  EXPECT_EQ(log_likelihood_ratio(1, 3, 3, 5), 0) << "less often";
  EXPECT_EQ(log_likelihood_ratio(5, 5, 5, 5), 0) << "in all passages";
  EXPECT_EQ(log_likelihood_ratio(0, 0, 3, 5), 0);
  EXPECT_GT(log_likelihood_ratio(2, 2, 2, 4), 0);
}

TEST(Companions, AreNotTheMostFrequent) {
  index::TinyCorpus corpus;
  corpus.actors = {index::tiny_actor("turkey", "Turkey", actors::Type::state),
                   index::tiny_actor("karlov", "Andrei Karlov", actors::Type::person),
                   index::tiny_actor("killer", "His killer", actors::Type::person)};
  auto& passages = corpus.documents.emplace_back(index::TinyDocument{.id = "doc"}).passages;
  // Turkey is in nearly all passages, the killer only where Karlov is.
  for (int i = 0; i < 9; ++i)
    passages.push_back({.text = "Turkey " + std::to_string(i), .mentions = {{"Turkey", "turkey"}}});
  for (int i = 0; i < 2; ++i)
    passages.push_back(
        {.text = "Karlov in Turkey and the killer",
         .mentions = {{"Karlov", "karlov"}, {"Turkey", "turkey"}, {"killer", "killer"}}});
  passages.push_back(
      {.text = "Karlov, the Turkish side",
       .mentions = {{"Karlov", "karlov"}, {"Turkish", "turkey", Evidence::adjective}}});
  const index::TinyIndex tiny(corpus);
  const Snapshot snapshot(tiny.open());

  const Companions found = companions(1, {10, 11, 12}, snapshot, Evidence::metonym, 10);
  ASSERT_EQ(found.total, 1U) << "Turkey stands with Karlov less often than without";
  ASSERT_EQ(found.first.size(), 1U);
  EXPECT_EQ(found.first[0].actor, 2U);
  EXPECT_EQ(found.first[0].passages, 2U);
  EXPECT_EQ(found.first[0].documents, 1U);
  EXPECT_NEAR(found.first[0].score, log_likelihood_ratio(2, 3, 2, 12), 1e-12);

  const Companions none = companions(1, {10, 11, 12}, snapshot, Evidence::metonym, 0);
  EXPECT_EQ(none.total, 1U);
  EXPECT_TRUE(none.first.empty());
}

}  // namespace
}  // namespace fasti::search
