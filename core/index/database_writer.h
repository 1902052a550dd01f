#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace fasti::index {

// A stem, without its prefix, and its wdf in a passage.
struct StemTerm {
  std::string stem;
  std::uint32_t wdf;
};

// What Xapian keeps of a passage.
struct DatabaseTerms {
  struct Stem {
    const std::string* term;  // as DatabaseWriter::stem_term() gave it
    std::uint32_t wdf;
  };
  std::vector<Stem> stems;           // distinct
  std::vector<std::string> filters;  // whole boolean terms (make_term), distinct
};

struct ShardSizes {
  std::size_t shard = 1000;  // passages
  std::size_t commit = 500;  // passages that Xapian inverts at once
  std::size_t group = 32;    // shards that are joined before all are: each takes descriptors
};

// Writes the Xapian database of a generation as small shards, built side by side, that are joined
// in order. Xapian inverts a few passages at once, so that its trees stay in the processor's cache.
// Shards are larger than that, because the lists of their terms are joined piece by piece. The
// database has no termlists: a passage's terms are made again from its text where they are asked
// for.
class DatabaseWriter {
 public:
  // `scratch`: a directory for the shards. At most `jobs` threads and one more work beside the
  // caller's.
  DatabaseWriter(std::string scratch, std::size_t jobs, ShardSizes sizes = {});
  // Waits for the threads.
  ~DatabaseWriter();
  DatabaseWriter(const DatabaseWriter&) = delete;
  DatabaseWriter& operator=(const DatabaseWriter&) = delete;

  // The term of a stem, for add(); kept as long as this is.
  const std::string* stem_term(std::string_view stem);
  // The terms of the next passage; docids run from 1. Throws IndexError, also for what an earlier
  // passage met with.
  void add(DatabaseTerms terms);
  // Writes the whole database to `path` and removes the shards. Called once. Throws IndexError.
  void finish(const std::string& path);

 private:
  std::string next_path();
  void end_shard();
  void end_group();
  void start(std::function<void()> work);

  std::string scratch_;
  std::size_t jobs_;
  ShardSizes sizes_;
  std::size_t paths_ = 0;
  std::unordered_set<std::string> stem_terms_;
  std::vector<DatabaseTerms> waiting_;
  std::vector<std::shared_future<void>> shards_ready_;
  std::vector<std::string> shards_, groups_;  // paths, in the order of their passages
  std::deque<std::shared_future<void>> running_;
};

}  // namespace fasti::index
