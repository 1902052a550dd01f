#include "core/index/database_writer.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/index/error.h"
#include "core/index/layout.h"
#include "core/index/schema.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::index {
namespace {

struct Terms {
  std::vector<std::pair<std::string, std::uint32_t>> stems;
  std::vector<std::string> filters;
};

Terms terms_of(std::size_t number) {
  return {{{"all", 3}, {"mod" + std::to_string(number % 7), static_cast<std::uint32_t>(number)}},
          {"XDOC:" + std::to_string(number / 10)}};
}

void add(DatabaseWriter& writer, const Terms& terms) {
  DatabaseTerms out{{}, terms.filters};
  for (const auto& [stem, wdf] : terms.stems) out.stems.push_back({writer.stem_term(stem), wdf});
  writer.add(std::move(out));
}

using Postings = std::map<std::string, std::vector<std::pair<Xapian::docid, Xapian::termcount>>>;

Postings postings_of(const std::string& path) {
  const Xapian::Database database(path);
  Postings out;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at)
      out[*term].emplace_back(*at, at.get_wdf());
  return out;
}

// However the passages are spread over shards and groups of shards, by however many threads.
TEST(DatabaseWriter, ShardsAreJoinedInOrder) {
  for (const std::size_t count :
       {std::size_t{0}, std::size_t{1}, std::size_t{5}, std::size_t{97}}) {
    Postings expected;
    for (std::size_t number = 1; number <= count; ++number) {
      const Terms terms = terms_of(number);
      const auto docid = static_cast<Xapian::docid>(number);
      for (const auto& [stem, wdf] : terms.stems)
        expected[std::string(kStemPrefix) + stem].emplace_back(docid, wdf);
      for (const std::string& term : terms.filters) expected[term].emplace_back(docid, 0);
    }
    for (const ShardSizes sizes :
         {ShardSizes{}, {.shard = 1, .group = 3}, {.shard = 5, .commit = 2, .group = 4}}) {
      for (const std::size_t jobs : {std::size_t{1}, std::size_t{4}}) {
        SCOPED_TRACE(std::to_string(count) + " passages, " + std::to_string(sizes.shard) +
                     " in a shard, " + std::to_string(jobs) + " jobs");
        const TempDirectory directory;
        std::filesystem::create_directory(directory / "scratch");
        DatabaseWriter writer(directory / "scratch", jobs, sizes);
        for (std::size_t number = 1; number <= count; ++number) add(writer, terms_of(number));
        writer.finish(directory / "database");
        EXPECT_EQ(postings_of(directory / "database"), expected);
        const Xapian::Database database(directory / "database");
        EXPECT_EQ(database.get_doccount(), count);
        EXPECT_EQ(database.get_metadata(kFormatKey), std::to_string(kFormatVersion));
        EXPECT_FALSE(std::filesystem::exists(directory / "database/termlist.glass"));
        EXPECT_TRUE(std::filesystem::is_empty(directory / "scratch")) << "shards are removed";
      }
    }
  }
}

TEST(DatabaseWriter, WhatAThreadMeetsIsThrown) {
  const TempDirectory directory;
  const auto write = [&] {
    DatabaseWriter writer(directory / "no such directory", 2, {.shard = 1, .group = 2});
    for (std::size_t number = 0; number < 20; ++number) add(writer, terms_of(number));
    writer.finish(directory / "database");
  };
  EXPECT_THROW(write(), IndexError);
}

}  // namespace
}  // namespace fasti::index
