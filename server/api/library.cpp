#include "server/api/library.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/index/generation.h"
#include "server/api/log.h"

namespace fasti::api {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(200);
// A generation that was refused may have failed for what passes: no memory, no descriptors.
constexpr auto kFirstPatience = std::chrono::seconds(1);
constexpr auto kLastPatience = std::chrono::seconds(64);

}  // namespace

Library::Shelf::Shelf(const std::shared_ptr<const search::Snapshot>& snapshot,
                      std::size_t searchers, std::size_t answer_bytes)
    : edition(std::make_shared<const Edition>(snapshot, answer_bytes)) {
  for (std::size_t i = 0; i < searchers; ++i)
    free.push_back(std::make_unique<search::Searcher>(snapshot));
}

Library::Library(std::string index, std::size_t searchers, std::chrono::nanoseconds deadline,
                 std::size_t answer_bytes)
    : index_(std::move(index)),
      searchers_(searchers),
      deadline_(deadline),
      answer_bytes_(answer_bytes),
      // Before the opening: what is replaced meanwhile is then seen as new.
      stamp_(index::current_stamp(index_)) {
  shelf_ = open();
  watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

std::shared_ptr<Library::Shelf> Library::shelf() const {
  const std::lock_guard lock(mutex_);
  return shelf_;
}

std::shared_ptr<Library::Shelf> Library::open() const {
  return std::make_shared<Shelf>(
      std::make_shared<const search::Snapshot>(index::Generation::open(index_)), searchers_,
      answer_bytes_);
}

std::shared_ptr<const Edition> Library::edition() const { return shelf()->edition; }

search::Deadline Library::deadline() const {
  return deadline_.count() > 0 ? search::Deadline::after(deadline_) : search::Deadline();
}

void Library::look() {
  {
    const std::lock_guard lock(mutex_);
    look_ = true;
  }
  asked_.notify_one();
}

void Library::settle() {
  watcher_.request_stop();
  if (watcher_.joinable()) watcher_.join();
}

void Library::watch(const std::stop_token& stop) {
  for (;;) {
    bool asked = false;
    {
      std::unique_lock lock(mutex_);
      asked_.wait_for(lock, stop, kLookEvery, [&] { return look_; });
      asked = std::exchange(look_, false);
    }
    if (stop.stop_requested()) return;
    std::string stamp;
    try {
      stamp = index::current_stamp(index_);
      if (stamp == stamp_) {
        refusal_ = {};
      } else if (stamp != refusal_.stamp || asked ||
                 std::chrono::steady_clock::now() >= refusal_.again) {
        take_over(stamp);
        refusal_ = {};
      }
    } catch (const std::exception& error) {
      refuse(stamp, error.what());
    } catch (...) {
      refuse(stamp, "unknown error");
    }
  }
}

void Library::refuse(const std::string& stamp, const std::string& why) {
  const bool known = refusal_.count > 0 && stamp == refusal_.stamp;
  if (!known) refusal_ = {.stamp = stamp};
  refusal_.again = std::chrono::steady_clock::now() +
                   std::min(kLastPatience, kFirstPatience * (1 << std::min(refusal_.count, 6)));
  ++refusal_.count;
  if (!known) ++refused_;
  if (std::exchange(refusal_.why, why) == why) return;
  log(spdlog::level::warn,
      {{"message", "the index holds what cannot be served; goes on with what was served before"},
       {"reason", why}});
}

void Library::take_over(const std::string& stamp) {
  auto fresh = open();
  const index::Generation& generation = fresh->edition->snapshot->generation();
  generation.verify();
  log(spdlog::level::info, {{"message", "serves a new generation"},
                            {"generation", generation.manifest().generation},
                            {"passages", generation.manifest().passages}});
  ++served_;
  stamp_ = stamp;
  const std::lock_guard lock(mutex_);
  shelf_.swap(fresh);
}

std::unique_ptr<Library::Loan> Library::borrow() {
  auto shelf = this->shelf();
  std::unique_lock lock(shelf->mutex);
  shelf->returned.wait(lock, [&] { return !shelf->free.empty(); });
  auto searcher = std::move(shelf->free.back());
  shelf->free.pop_back();
  lock.unlock();
  return std::make_unique<Loan>(std::move(shelf), std::move(searcher));
}

Library::Loan::~Loan() {
  {
    const std::lock_guard lock(shelf_->mutex);
    shelf_->free.push_back(std::move(searcher_));
  }
  shelf_->returned.notify_one();
}

}  // namespace fasti::api
