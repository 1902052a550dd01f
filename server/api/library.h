#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/search/searcher.h"
#include "server/search/snapshot.h"

namespace fasti::api {

// The index in service: its current generation and a few searchers over it. Safe in all threads.
// A new generation is noticed when a searcher is borrowed, at most once a second; what was borrowed
// before keeps the old one, which is closed with its last searcher.
class Library {
 public:
  // Opens the current generation. Throws index::IndexError.
  // A request may take as long as `deadline`; 0 for as long as it wants.
  Library(std::string index, std::size_t searchers,
          std::chrono::nanoseconds deadline = std::chrono::nanoseconds(0));

  class Loan;
  // A searcher for one request; waits for a free one. With as many searchers as the server has
  // workers none waits; how many requests wait for a worker is the server's to bound.
  std::unique_ptr<Loan> borrow();

  std::shared_ptr<const search::Snapshot> snapshot();

  // Of a request that begins now.
  search::Deadline deadline() const;

 private:
  // Everything is opened at once: an old generation's files are gone when a newer one is finished.
  struct Shelf {
    Shelf(const std::string& index, std::size_t searchers);

    std::string generation;
    std::shared_ptr<const search::Snapshot> snapshot;
    std::mutex mutex;
    std::condition_variable returned;
    std::vector<std::unique_ptr<search::Searcher>> free;
  };

  void look_for_new_generation();
  std::shared_ptr<Shelf> shelf();

  const std::string index_;
  const std::size_t searchers_;
  const std::chrono::nanoseconds deadline_;
  std::mutex mutex_;
  std::shared_ptr<Shelf> shelf_;
  std::mutex looking_;
  std::chrono::steady_clock::time_point looked_;
  std::string last_failure_;
};

class Library::Loan {
 public:
  Loan(std::shared_ptr<Shelf> shelf, std::unique_ptr<search::Searcher> searcher)
      : shelf_(std::move(shelf)), searcher_(std::move(searcher)) {}
  ~Loan();
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  search::Searcher& searcher() { return *searcher_; }
  const std::shared_ptr<const search::Snapshot>& snapshot() const { return shelf_->snapshot; }

 private:
  std::shared_ptr<Shelf> shelf_;
  std::unique_ptr<search::Searcher> searcher_;
};

}  // namespace fasti::api
