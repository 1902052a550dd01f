#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/api/http.h"
#include "server/search/cache.h"
#include "server/search/searcher.h"
#include "server/search/snapshot.h"

namespace fasti::api {

using AnswerCache = search::Cache<Response, &Response::bytes>;

// A generation in service, and the answers that were given from it: the same request has the same
// answer as long as the generation lasts.
struct Edition {
  Edition(std::shared_ptr<const search::Snapshot> generation, std::size_t answer_bytes)
      : snapshot(std::move(generation)), answers(answer_bytes) {}

  const std::shared_ptr<const search::Snapshot> snapshot;
  mutable AnswerCache answers;
};

// The index in service: its current generation and a few searchers over it. Safe in all threads.
// A thread of its own looks for a new generation several times a second, compares its files with
// their hashes and opens it; no request waits for that. One that cannot be served is refused, and
// the log says why; what is open goes on serving. What was borrowed before a change keeps its
// generation, which is closed with its last searcher.
class Library {
 public:
  // Opens the current generation. Throws index::IndexError.
  // A request may take as long as `deadline`; 0 for as long as it wants. At most `answer_bytes` of
  // answers are kept.
  Library(std::string index, std::size_t searchers,
          std::chrono::nanoseconds deadline = std::chrono::nanoseconds(0),
          std::size_t answer_bytes = 0);

  class Loan;
  // A searcher for one request; waits for a free one. With as many searchers as the server has
  // workers none waits; how many requests wait for a worker is the server's to bound.
  std::unique_ptr<Loan> borrow();

  std::shared_ptr<const Edition> edition() const;

  // Of a request that begins now.
  search::Deadline deadline() const;

  // Looks for a new generation now, one that was refused too.
  void look();
  // Looks for none any more.
  void settle();

  struct Changes {
    std::uint64_t served = 0, refused = 0;  // generations since the first
  };
  Changes changes() const { return {served_, refused_}; }

 private:
  // Everything is opened at once: an old generation's files are gone when a newer one is finished.
  struct Shelf {
    Shelf(const std::shared_ptr<const search::Snapshot>& snapshot, std::size_t searchers,
          std::size_t answer_bytes);

    const std::shared_ptr<const Edition> edition;
    std::mutex mutex;
    std::condition_variable returned;
    std::vector<std::unique_ptr<search::Searcher>> free;
  };

  std::shared_ptr<Shelf> open() const;
  void watch(const std::stop_token& stop);
  void take_over(const std::string& stamp);
  void refuse(const std::string& stamp, const std::string& why);
  std::shared_ptr<Shelf> shelf() const;

  const std::string index_;
  const std::size_t searchers_;
  const std::chrono::nanoseconds deadline_;
  const std::size_t answer_bytes_;
  mutable std::mutex mutex_;
  std::shared_ptr<Shelf> shelf_;
  std::condition_variable_any asked_;
  bool look_ = false;  // was asked for
  std::atomic<std::uint64_t> served_ = 0, refused_ = 0;

  // Of the watcher alone.
  struct Refusal {
    std::string stamp = {};
    std::string why = {};  // the log has it already
    int count = 0;
    std::chrono::steady_clock::time_point again{};  // when it is tried next
  };
  std::string stamp_;  // of what is served
  Refusal refusal_;
  std::jthread watcher_;
};

class Library::Loan {
 public:
  Loan(std::shared_ptr<Shelf> shelf, std::unique_ptr<search::Searcher> searcher)
      : shelf_(std::move(shelf)), searcher_(std::move(searcher)) {}
  ~Loan();
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  search::Searcher& searcher() { return *searcher_; }
  const std::shared_ptr<const Edition>& edition() const { return shelf_->edition; }

 private:
  std::shared_ptr<Shelf> shelf_;
  std::unique_ptr<search::Searcher> searcher_;
};

}  // namespace fasti::api
