#pragma once
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/search/deadline.h"

namespace fasti::search {

// Values by name, the least used forgotten beyond a number of bytes: those that `Bytes` tells of a
// value, and what keeping it takes. Safe in all threads.
template <typename Value, auto Bytes>
class Cache {
 public:
  explicit Cache(std::size_t bytes) : capacity_(bytes) {}

  // The value kept under `key`, else what `make` gives, kept unless `deadline` cut its work. Two
  // threads may make the same at once.
  std::shared_ptr<const Value> get(const std::string& key, const std::function<Value()>& make,
                                   const Deadline& deadline = {}) {
    if (auto kept = find(key)) return kept;
    auto value = std::make_shared<const Value>(make());
    if (!deadline.cut_work()) keep(key, value);
    return value;
  }

  // nullptr when it is not kept.
  std::shared_ptr<const Value> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    places_.clear();
    entries_.clear();
    bytes_ = 0;
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Value> value;
    std::size_t bytes;
  };

  void keep(const std::string& key, const std::shared_ptr<const Value>& value) {
    const std::size_t bytes = std::invoke(Bytes, *value) + key.size() + sizeof(Entry);
    const std::lock_guard lock(mutex_);
    if (bytes > capacity_ || places_.contains(key)) return;
    entries_.push_front({key, value, bytes});
    places_[key] = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > capacity_) {
      bytes_ -= entries_.back().bytes;
      places_.erase(entries_.back().key);
      entries_.pop_back();
    }
  }

  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string, typename std::list<Entry>::iterator> places_;
  std::size_t capacity_;
  std::size_t bytes_ = 0;
};

}  // namespace fasti::search
