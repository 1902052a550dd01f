#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/search/deadline.h"

namespace fasti::search {

// What a cache has done since it was made, and what it keeps.
struct CacheFigures {
  std::uint64_t hits = 0, misses = 0;
  std::size_t entries = 0, bytes = 0, capacity = 0;  // in bytes
};

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
    if (found == places_.end()) {
      ++figures_.misses;
      return nullptr;
    }
    ++figures_.hits;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  // What is kept already stays.
  void keep(const std::string& key, const std::shared_ptr<const Value>& value) {
    const std::size_t bytes = std::invoke(Bytes, *value) + key.size() + sizeof(Entry);
    const std::lock_guard lock(mutex_);
    if (bytes > capacity_ || places_.contains(key)) return;
    entries_.push_front({key, value, bytes});
    places_[key] = entries_.begin();
    figures_.bytes += bytes;
    while (figures_.bytes > capacity_) {
      figures_.bytes -= entries_.back().bytes;
      places_.erase(entries_.back().key);
      entries_.pop_back();
    }
  }

  CacheFigures figures() const {
    const std::lock_guard lock(mutex_);
    CacheFigures out = figures_;
    out.entries = entries_.size();
    out.capacity = capacity_;
    return out;
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    places_.clear();
    entries_.clear();
    figures_.bytes = 0;
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Value> value;
    std::size_t bytes;
  };

  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string, typename std::list<Entry>::iterator> places_;
  std::size_t capacity_;
  CacheFigures figures_;
};

}  // namespace fasti::search
