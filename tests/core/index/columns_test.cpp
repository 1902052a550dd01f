#include "core/index/columns.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "core/index/error.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::index {
namespace {

struct Row {
  std::uint32_t document;
  std::vector<DateEntry> dates;
  std::vector<ActorEntry> actors;
  std::vector<std::uint32_t> eras;
  std::vector<std::int32_t> decades, centuries;
};

template <typename T>
bool same(std::span<const T> a, const std::vector<T>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

std::vector<Row> random_rows(std::mt19937& random, std::size_t count) {
  std::vector<Row> rows(count);
  for (Row& row : rows) {
    row.document = static_cast<std::uint32_t>(random() % 10);
    for (auto n = random() % 4; n > 0; --n) {
      row.dates.push_back({static_cast<std::int32_t>(random()), static_cast<std::int32_t>(random()),
                           static_cast<std::uint8_t>(random() % 3),
                           static_cast<std::uint8_t>(random() % 7),
                           static_cast<std::uint8_t>(random() % 8)});
    }
    for (auto n = random() % 4; n > 0; --n)
      row.actors.push_back({static_cast<std::uint32_t>(random())});
    for (auto n = random() % 3; n > 0; --n)
      row.eras.push_back(static_cast<std::uint32_t>(random()));
    for (auto n = random() % 3; n > 0; --n)
      row.decades.push_back(-static_cast<std::int32_t>(random() % 99));
    for (auto n = random() % 3; n > 0; --n)
      row.centuries.push_back(static_cast<std::int32_t>(random() % 99));
  }
  return rows;
}

void write(const std::vector<Row>& rows, const std::string& path) {
  ColumnsWriter writer;
  for (const Row& row : rows) {
    writer.add(row.document, row.dates, row.actors, row.eras, row.decades, row.centuries);
  }
  writer.write(path);
}

TEST(Columns, ComeBackAsTheyWere) {
  const TempDirectory directory;
  const std::string path = directory / "columns";
  std::mt19937 random(3);
  for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
    SCOPED_TRACE(count);
    const std::vector<Row> rows = random_rows(random, count);
    write(rows, path);
    const Columns columns = Columns::open(path);
    ASSERT_EQ(columns.passages(), count);
    for (DocId docid = 1; docid <= count; ++docid) {
      const Row& row = rows[docid - 1];
      EXPECT_EQ(columns.document(docid), row.document);
      EXPECT_TRUE(same(columns.dates(docid), row.dates));
      EXPECT_TRUE(same(columns.actors(docid), row.actors));
      EXPECT_TRUE(same(columns.eras(docid), row.eras));
      EXPECT_TRUE(same(columns.decades(docid), row.decades));
      EXPECT_TRUE(same(columns.centuries(docid), row.centuries));
    }
    EXPECT_TRUE(columns.dates(0).empty());
    EXPECT_TRUE(columns.actors(static_cast<DocId>(count) + 1).empty());
  }
}

// Any one damaged byte is refused or leaves every list inside the file.
TEST(Columns, DamagedFilesAreRefusedOrHarmless) {
  const TempDirectory directory;
  const std::string path = directory / "columns";
  std::mt19937 random(4);
  write(random_rows(random, 5), path);
  const std::string good = read_whole(path);
  for (std::size_t size = 0; size < good.size(); ++size) {
    SCOPED_TRACE(size);
    directory.write("cut", good.substr(0, size));
    EXPECT_THROW(Columns::open(directory / "cut"), IndexError);
  }
  std::size_t refused = 0;
  std::size_t sum = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x80);
    directory.write("flipped", bad);
    try {
      const Columns columns = Columns::open(directory / "flipped");
      for (DocId docid = 1; docid <= columns.passages(); ++docid) {
        for (const DateEntry& date : columns.dates(docid)) sum += date.kind;
        for (const ActorEntry actor : columns.actors(docid)) sum += actor.packed;
        for (const auto era : columns.eras(docid)) sum += era;
      }
    } catch (const IndexError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 64U);  // at least the header's and the ends'
  EXPECT_GT(sum, 0U);
}

TEST(Columns, EntriesSayWhatTheyAre) {
  const DateEntry open{1, 2, static_cast<std::uint8_t>(dates::Kind::span),
                       static_cast<std::uint8_t>(dates::Role::life),
                       DateEntry::kOpenLatest | DateEntry::kContext};
  EXPECT_EQ(open.interval(), (dates::Interval{1, std::nullopt}));
  EXPECT_EQ(open.date_kind(), dates::Kind::span);
  EXPECT_TRUE(open.is_context());
  EXPECT_FALSE(open.is_counted_by_default());
  const ActorEntry actor{7U << 2U | 2U};
  EXPECT_EQ(actor.actor(), 7U);
  EXPECT_EQ(actor.evidence(), actors::Evidence::adjective);
}

}  // namespace
}  // namespace fasti::index
