#pragma once
#include <xapian.h>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <roaring/roaring.hh>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/index/records.h"
#include "server/search/deadline.h"

namespace fasti::search {

// A set of docids.
using Bitmap = Roaring;

// The docids from 1 to `last`.
Bitmap all_up_to(index::DocId last);

// The members in rising order.
std::vector<index::DocId> members(const Bitmap& bitmap);

// The passages of a list of docids, which rise.
Bitmap bitmap_of(const std::vector<index::DocId>& docids);

// The passages that have a term.
Bitmap bitmap_of_term(const Xapian::Database& database, const std::string& term);

// Bitmaps by name, the least used forgotten beyond a number of bytes. Safe in all threads.
class BitmapCache {
 public:
  explicit BitmapCache(std::size_t bytes) : capacity_(bytes) {}

  // The bitmap kept under `key`, else what `make` gives, kept unless `deadline` cut its work. Two
  // threads may make the same at once.
  std::shared_ptr<const Bitmap> get(const std::string& key, const std::function<Bitmap()>& make,
                                    const Deadline& deadline = {});

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Bitmap> bitmap;
    std::size_t bytes;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
  std::size_t capacity_;
  std::size_t bytes_ = 0;
};

}  // namespace fasti::search
