#include "server/api/library.h"

#include <utility>

#include "core/index/generation.h"
#include "core/index/layout.h"
#include "server/api/log.h"

namespace fasti::api {
namespace {

constexpr auto kLookEvery = std::chrono::seconds(1);

}  // namespace

Library::Shelf::Shelf(const std::string& index, std::size_t searchers) {
  auto opened = index::Generation::open(index);
  generation = index::generation_name(opened->manifest().generation);
  snapshot = std::make_shared<const search::Snapshot>(std::move(opened));
  for (std::size_t i = 0; i < searchers; ++i)
    free.push_back(std::make_unique<search::Searcher>(snapshot));
}

Library::Library(std::string index, std::size_t searchers, std::chrono::nanoseconds deadline)
    : index_(std::move(index)),
      searchers_(searchers),
      deadline_(deadline),
      shelf_(std::make_shared<Shelf>(index_, searchers_)),
      looked_(std::chrono::steady_clock::now()) {}

std::shared_ptr<Library::Shelf> Library::shelf() {
  const std::lock_guard lock(mutex_);
  return shelf_;
}

std::shared_ptr<const search::Snapshot> Library::snapshot() {
  look_for_new_generation();
  return shelf()->snapshot;
}

search::Deadline Library::deadline() const {
  return deadline_.count() > 0 ? search::Deadline::after(deadline_) : search::Deadline();
}

void Library::look_for_new_generation() {
  // One request opens the new generation; the others go on with the old one meanwhile.
  const std::unique_lock looking(looking_, std::try_to_lock);
  if (!looking) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < kLookEvery) return;
  looked_ = now;
  try {
    if (index::current_generation(index_) == shelf()->generation) return;
    auto fresh = std::make_shared<Shelf>(index_, searchers_);
    log(spdlog::level::info,
        {{"message", "serves a new generation"}, {"generation", fresh->generation}});
    last_failure_.clear();
    const std::lock_guard lock(mutex_);
    shelf_ = std::move(fresh);
  } catch (const index::IndexError& error) {
    // The generation that is open goes on serving.
    if (last_failure_ != error.what())
      log(spdlog::level::warn, {{"message", std::string(error.what())}});
    last_failure_ = error.what();
  }
}

std::unique_ptr<Library::Loan> Library::borrow() {
  look_for_new_generation();
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
