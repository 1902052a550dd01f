#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace fasti::api {

// What waits to be worked on, first come first served, and how many work. Nobody sleeps here: who
// puts an item in sees to it that somebody who is free calls begin(). Safe in all threads.
template <typename Item>
class WaitingLine {
 public:
  using Clock = std::chrono::steady_clock;

  // At most `workers` work at once; `longest`: the bound on the line, in which brief items do not
  // count.
  WaitingLine(std::size_t longest, std::size_t workers) : longest_(longest), workers_(workers) {}

  // Puts an item at the end of the line; false when so many wait that it is turned away.
  bool offer(Item item) {
    const std::lock_guard lock(mutex_);
    if (line_.size() - brief_ >= longest_) return false;
    line_.push_back({std::move(item), Clock::now()});
    return true;
  }
  // The same of an item that takes no time, which is not to wait for those that do: false unless
  // somebody is free and all who wait are brief.
  bool offer_brief(Item item) {
    const std::lock_guard lock(mutex_);
    if (working_ == workers_ || line_.size() > brief_) return false;
    ++brief_;
    line_.push_back({std::move(item), Clock::time_point::max(), true});
    return true;
  }
  // What has been begun is neither turned away nor ever overdue.
  void put_back(Item item) {
    const std::lock_guard lock(mutex_);
    line_.push_back({std::move(item), Clock::time_point::max()});
  }

  // The caller's first item, with which it becomes one who works; nullopt when nothing waits or
  // enough work.
  std::optional<Item> begin() {
    const std::lock_guard lock(mutex_);
    if (working_ == workers_ || line_.empty()) return std::nullopt;
    ++working_;
    return first();
  }
  // The next item of one who works; after nullopt it does so no longer.
  std::optional<Item> next() {
    const std::lock_guard lock(mutex_);
    if (!line_.empty()) return first();
    --working_;
    return std::nullopt;
  }

  // Takes out what has waited since before `since`.
  std::vector<Item> overdue(Clock::time_point since) {
    const std::lock_guard lock(mutex_);
    std::vector<Item> out;
    std::erase_if(line_, [&](Waiting& waiting) {
      if (waiting.since >= since) return false;
      out.push_back(std::move(waiting.item));
      return true;
    });
    return out;
  }

 private:
  struct Waiting {
    Item item;
    Clock::time_point since;
    bool brief = false;
  };

  Item first() {
    Item item = std::move(line_.front().item);
    if (line_.front().brief) --brief_;
    line_.pop_front();
    return item;
  }

  const std::size_t longest_, workers_;
  std::mutex mutex_;
  std::deque<Waiting> line_;
  std::size_t brief_ = 0;  // in the line
  std::size_t working_ = 0;
};

}  // namespace fasti::api
