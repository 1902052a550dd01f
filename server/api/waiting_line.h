#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace fasti::api {

// What waits for a worker, first come first served, in two lines: urgent ones go first, and some
// workers take nothing else. Safe in all threads.
template <typename Item>
class WaitingLine {
 public:
  using Clock = std::chrono::steady_clock;

  explicit WaitingLine(std::size_t longest) : longest_(longest) {}

  // Puts an item at the end of a line; false when so many wait that it is turned away.
  bool offer(Item item, bool urgent) {
    {
      const std::lock_guard lock(mutex_);
      auto& line = urgent ? urgent_ : ordinary_;
      if (line.size() >= longest_) return false;
      line.push_back({std::move(item), Clock::now()});
    }
    any_come_.notify_one();
    if (urgent) urgent_come_.notify_one();
    return true;
  }
  // What has been begun is neither turned away nor ever overdue.
  void put_back(Item item) {
    {
      const std::lock_guard lock(mutex_);
      ordinary_.push_back({std::move(item), Clock::time_point::max()});
    }
    any_come_.notify_one();
  }

  // Waits for an item; nullopt once the line is closed and empty.
  std::optional<Item> take(bool only_urgent) {
    std::unique_lock lock(mutex_);
    auto& come = only_urgent ? urgent_come_ : any_come_;
    come.wait(lock,
              [&] { return closed_ || !urgent_.empty() || (!only_urgent && !ordinary_.empty()); });
    auto& line = only_urgent || !urgent_.empty() ? urgent_ : ordinary_;
    if (line.empty()) return std::nullopt;
    Item item = std::move(line.front().item);
    line.pop_front();
    return item;
  }

  // Takes out what has waited since before `since`, urgent ones first.
  std::vector<Item> overdue(Clock::time_point since) {
    const std::lock_guard lock(mutex_);
    std::vector<Item> out;
    for (auto* line : {&urgent_, &ordinary_})
      std::erase_if(*line, [&](Waiting& waiting) {
        if (waiting.since >= since) return false;
        out.push_back(std::move(waiting.item));
        return true;
      });
    return out;
  }

  // What waits is still served; then take() gives nullopt.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    any_come_.notify_all();
    urgent_come_.notify_all();
  }

 private:
  struct Waiting {
    Item item;
    Clock::time_point since;
  };

  const std::size_t longest_;
  std::mutex mutex_;
  std::condition_variable any_come_, urgent_come_;
  std::deque<Waiting> urgent_, ordinary_;
  bool closed_ = false;
};

}  // namespace fasti::api
