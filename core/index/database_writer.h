#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <string>
#include <vector>

namespace fasti::index {

// What Xapian keeps of a passage.
struct StemTerm {
  std::string stem;
  std::uint32_t wdf;
};
struct DatabaseTerms {
  std::vector<StemTerm> stems;       // distinct, without prefix
  std::vector<std::string> filters;  // whole boolean terms (make_term), distinct
};

struct ShardSizes {
  std::size_t shard = 1000;  // passages
  std::size_t group = 32;    // shards that are joined before all are: each takes descriptors
};

// Writes the Xapian database of a generation as small shards, built side by side, that are joined
// in order. Small ones stay in the processor's cache while Xapian inverts them: a thousand passages
// at once are written in half the time of five thousand. The database has no termlists: a passage's
// terms are made again from its text where they are asked for.
class DatabaseWriter {
 public:
  // `scratch`: a directory for the shards. At most `jobs` threads work beside the caller's.
  DatabaseWriter(std::string scratch, std::size_t jobs, ShardSizes sizes = {});
  // Waits for the threads.
  ~DatabaseWriter();
  DatabaseWriter(const DatabaseWriter&) = delete;
  DatabaseWriter& operator=(const DatabaseWriter&) = delete;

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
  std::vector<DatabaseTerms> waiting_;
  std::vector<std::shared_future<void>> shards_ready_;
  std::vector<std::string> shards_, groups_;  // paths, in the order of their passages
  std::deque<std::shared_future<void>> running_;
};

}  // namespace fasti::index
