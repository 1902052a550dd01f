#include "server/search/term_postings.h"

#include <gtest/gtest.h>

#include "core/index/schema.h"
#include "server/search/bitmap.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using index::DocId;

// Docids of several chunks, the first and last of some among them.
const std::vector<DocId> kScattered{1, 7, 65535, 65536, 65537, 131071, 300000, 4294967295U};

std::vector<DocId> of_chunk(const TermPostings& postings, std::uint32_t high) {
  std::vector<DocId> out;
  for (const std::uint16_t low : postings.chunk(high).low) out.push_back(high << 16U | low);
  return out;
}

TEST(TermPostings, KeepTheirDocids) {
  const TermPostings postings(kScattered, 16);
  EXPECT_EQ(postings.size(), kScattered.size());
  EXPECT_EQ(postings.docids(), kScattered);
  EXPECT_EQ(TermPostings().docids(), std::vector<DocId>());
}

TEST(TermPostings, AreReadByChunks) {
  const TermPostings postings(kScattered, 16);
  EXPECT_EQ(of_chunk(postings, 0), (std::vector<DocId>{1, 7, 65535}));
  EXPECT_EQ(of_chunk(postings, 1), (std::vector<DocId>{65536, 65537, 131071}));
  EXPECT_EQ(of_chunk(postings, 2), std::vector<DocId>());
  EXPECT_EQ(of_chunk(postings, 0xFFFF), (std::vector<DocId>{4294967295U}));
  EXPECT_TRUE(TermPostings().chunk(0).low.empty());
}

TEST(TermPostings, TellLargeNumbersBesideTheirBytes) {
  const auto first = [](std::uint32_t wdf) {
    const TermPostings postings({70000}, wdf);
    const TermPostings::Chunk chunk = postings.chunk(1);
    return std::pair(static_cast<std::uint32_t>(chunk.wdf.front()),
                     std::vector(chunk.large.begin(), chunk.large.end()));
  };
  using Large = std::vector<TermPostings::Large>;
  EXPECT_EQ(first(254), std::pair(254U, Large{}));
  EXPECT_EQ(first(255), std::pair(TermPostings::kLargeWdf, Large{{70000, 255}}));
  EXPECT_EQ(first(100000), std::pair(TermPostings::kLargeWdf, Large{{70000, 100000}}));
}

TEST(TermPostings, AmongOthersKeepTheirNumbers) {
  const TermPostings postings = TermPostings(kScattered, 300).among({2, 7, 65537, 65538, 300000});
  EXPECT_EQ(postings.docids(), (std::vector<DocId>{7, 65537, 300000}));
  const auto large = postings.chunk(1).large;
  EXPECT_EQ(std::vector(large.begin(), large.end()),
            (std::vector<TermPostings::Large>{{65537, 300}}));
  EXPECT_EQ(TermPostings(kScattered, 300).among({}).size(), 0U);
}

// What Xapian itself says of each stem of an index.
TEST(TermPostings, AreThoseOfTheDatabase) {
  std::string often;
  for (int i = 0; i < 400; ++i) often += "treaty ";
  const index::TinyIndex tiny({.documents = {{.id = "a",
                                              .passages = {{.text = "the treaty of Kars"},
                                                           {.text = "of no treaty"},
                                                           {.text = often}}}}});
  const Xapian::Database database(tiny.open()->database_path());
  std::size_t stems = 0, large = 0;
  const std::string prefix(index::kStemPrefix);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    ++stems;
    const TermPostings postings(database, *term);
    const TermPostings::Chunk chunk = postings.chunk(0);
    std::size_t at = 0, at_large = 0;
    for (auto one = database.postlist_begin(*term); one != database.postlist_end(*term); ++one) {
      ASSERT_LT(at, chunk.low.size()) << *term;
      EXPECT_EQ(chunk.low[at], *one);
      const bool is_large = chunk.wdf[at++] == TermPostings::kLargeWdf;
      EXPECT_EQ(is_large ? chunk.large[at_large++].second : chunk.wdf[at - 1], one.get_wdf());
    }
    EXPECT_EQ(at, postings.size()) << *term;
    large += at_large;
  }
  EXPECT_EQ(stems, 3U);
  EXPECT_EQ(large, 1U) << "the treaty four hundred times over";
}

// As many steps as a deadline lets pass between looks at the clock, at most.
TEST(TermPostings, EndWithTheDeadline) {
  index::TinyCorpus corpus;
  auto& document = corpus.documents.emplace_back();
  document.id = "a";
  for (int i = 0; i < 200; ++i)
    document.passages.push_back({.text = "treaty " + std::to_string(i)});
  const index::TinyIndex tiny(corpus);
  const Xapian::Database database(tiny.open()->database_path());
  const std::string term = index::make_term(index::kStemPrefix, "treati");
  const auto up = [] { return Deadline::after(std::chrono::nanoseconds(0)); };
  EXPECT_EQ(TermPostings(database, term, Deadline::after(std::chrono::hours(1))).size(), 200U);
  EXPECT_LT(TermPostings(database, term, up()).size(), 100U);
  EXPECT_EQ(bitmap_of_term(database, term).cardinality(), 200U);
  EXPECT_LT(bitmap_of_term(database, term, up()).cardinality(), 100U);
}

}  // namespace
}  // namespace fasti::search
