#include "core/index/word_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "core/index/binary.h"
#include "core/index/layout.h"
#include "core/index/word_index_writer.h"
#include "core/index/word_sequence.h"
#include "tests/core/index/damage.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::index {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Passages = std::vector<std::vector<std::string>>;

void write(const std::string& directory, const Passages& passages,
           std::uint64_t held_docids = WordIndexWriter::kHeldDocids) {
  WordIndexWriter writer(directory, held_docids);
  std::vector<std::uint32_t> numbers;
  for (const auto& words : passages) {
    numbers.clear();
    for (const std::string& word : words) numbers.push_back(writer.number(word, ""));
    writer.add(numbers);
  }
  writer.finish(directory);
}

std::vector<std::uint32_t> ranks(std::string_view sequence) {
  std::vector<std::uint32_t> out;
  for_each_number(sequence, [&](std::uint32_t rank) { out.push_back(rank); });
  return out;
}

// Words of a Zipf-like distribution, so that ranks take one to three bytes.
Passages random_passages(std::size_t count) {
  std::mt19937 random(7);
  Passages out(count);
  for (auto& words : out) {
    for (std::size_t left = random() % 40; left > 0; --left) {
      const std::uint32_t bound = 1U << (1 + random() % 15);
      words.push_back("w" + std::to_string(random() % bound));
    }
  }
  return out;
}

TEST(WordSequence, RunsStandOnlyWhereWordsBegin) {
  const auto encoded = [](const std::vector<std::uint32_t>& ranks) {
    std::string out;
    for (const std::uint32_t rank : ranks) append_number(out, rank);
    return out;
  };
  struct Case {
    std::vector<std::uint32_t> text, run;
    bool stands;
  };
  for (const auto& [text, run, stands] : std::vector<Case>{
           {{1, 2, 3}, {2, 3}, true},
           {{1, 2, 3}, {3}, true},
           {{1, 2, 3}, {2, 1}, false},
           {{1}, {1, 2}, false},
           {{}, {1}, false},
           // 0x80 is 0x80 0x01: its last byte is no word 1.
           {{0x80}, {1}, false},
           {{0x80, 1}, {1}, true},
           {{0x4080, 5}, {0x80, 5}, false},
           {{0x4080, 0x80, 5}, {0x80, 5}, true},
       }) {
    SCOPED_TRACE(testing::PrintToString(text) + " " + testing::PrintToString(run));
    EXPECT_EQ(ranks(encoded(text)), text);
    EXPECT_EQ(contains_run(encoded(text), encoded(run)), stands);
  }
}

TEST(WordSequence, AnyBytesAreRead) {
  EXPECT_THAT(ranks("\x81"), IsEmpty()) << "cut off";
  EXPECT_EQ(ranks("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02").size(), 2U);
}

TEST(WordIndex, HoldsWhatWasWritten) {
  const Passages passages = random_passages(500);
  std::map<std::string, std::set<DocId>> expected;
  for (std::size_t i = 0; i < passages.size(); ++i)
    for (const std::string& word : passages[i]) expected[word].insert(static_cast<DocId>(i + 1));

  // Held all at once; a word's at a time.
  for (const std::uint64_t held : {WordIndexWriter::kHeldDocids, std::uint64_t{1}}) {
    SCOPED_TRACE(held);
    const TempDirectory directory;
    write(directory.path(), passages, held);
    const WordIndex index(directory.path());
    ASSERT_EQ(index.passages(), passages.size());
    ASSERT_EQ(index.words().size(), expected.size());
    std::size_t place = 0;
    for (const auto& [word, docids] : expected) {
      SCOPED_TRACE(word);
      EXPECT_EQ(index.words().find(word), place);
      EXPECT_EQ(index.words().passages(place), docids.size());
      EXPECT_EQ(index.postings(place), std::vector<DocId>(docids.begin(), docids.end()));
      ++place;
    }
    for (std::size_t i = 0; i < passages.size(); ++i) {
      std::vector<std::uint32_t> wanted;
      for (const std::string& word : passages[i])
        wanted.push_back(index.words().rank(*index.words().find(word)));
      EXPECT_EQ(ranks(index.sequence(static_cast<DocId>(i + 1))), wanted) << i;
    }
    EXPECT_THAT(index.sequence(0), IsEmpty());
    EXPECT_THAT(index.sequence(static_cast<DocId>(passages.size() + 1)), IsEmpty());
    EXPECT_FALSE(index.words().find("w"));
  }
}

TEST(WordIndex, TheCommonestWordsHaveTheLowestRanks) {
  const TempDirectory directory;
  write(directory.path(), {{"the", "kars", "the"}, {"baku", "the", "kars"}});
  const WordIndex index(directory.path());
  EXPECT_THAT(ranks(index.sequence(2)), ElementsAre(2, 0, 1));
}

TEST(WordIndex, MayBeEmpty) {
  const TempDirectory directory;
  write(directory.path(), {});
  EXPECT_EQ(WordIndex(directory.path()).passages(), 0U);
  const TempDirectory other;
  write(other.path(), {{}, {}});
  const WordIndex index(other.path());
  EXPECT_EQ(index.passages(), 2U);
  EXPECT_EQ(index.words().size(), 0U);
  EXPECT_THAT(index.sequence(1), IsEmpty());
}

TEST(WordIndexWriter, SmallLettersGoBeforeCapitals) {
  const TempDirectory directory;
  WordIndexWriter writer(directory.path());
  for (const auto& [word, form] :
       std::vector<std::pair<const char*, const char*>>{{"kucuk", "Küçük"},
                                                        {"the", "The"},
                                                        {"kucuk", "KÜÇÜK"},
                                                        {"the", "the"},
                                                        {"the", "THE"},
                                                        {"kars", "Kars"},
                                                        {"mir", "Mïr"},
                                                        {"mir", "mir"},
                                                        {"mir", "mïr"}}) {
    const std::uint32_t number = writer.number(word, form);
    writer.add({&number, 1});
  }
  writer.finish(directory.path());
  const WordIndex index(directory.path());
  const auto form = [&](const char* word) {
    return index.words().form(index.words().find(word).value());
  };
  EXPECT_EQ(form("kucuk"), "Küçük");
  EXPECT_EQ(form("the"), "the");
  EXPECT_EQ(form("kars"), "Kars");
  EXPECT_EQ(form("mir"), "mir");
}

// What a file's bytes say is not vouched for: reading them throws or goes on, and never crashes.
TEST(WordIndex, FlippedBitsThrowOrReadOn) {
  for (const std::string_view name : {kWordsName, kPostingsName, kForwardName}) {
    SCOPED_TRACE(name);
    const TempDirectory directory;
    write(directory.path(), random_passages(5));
    const auto read_all = [&] {
      const WordIndex index(directory.path());
      for (std::size_t place = 0; place < index.words().size(); ++place) index.postings(place);
      for (DocId docid = 1; docid <= index.passages(); ++docid) ranks(index.sequence(docid));
    };
    EXPECT_GT(times_thrown_on_flipped_bits(directory / name, read_all), 8);
  }
}

}  // namespace
}  // namespace fasti::index
