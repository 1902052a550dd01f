#include "server/search/bitmap.h"

#include <utility>

namespace fasti::search {

Bitmap all_up_to(index::DocId last) {
  Bitmap out;
  out.addRange(1, std::uint64_t{last} + 1);
  return out;
}

std::vector<index::DocId> members(const Bitmap& bitmap) {
  std::vector<index::DocId> out(bitmap.cardinality());
  bitmap.toUint32Array(out.data());
  return out;
}

Bitmap bitmap_of(const std::vector<index::DocId>& docids) {
  Bitmap out(docids.size(), docids.data());
  out.runOptimize();
  return out;
}

Bitmap bitmap_of_term(const Xapian::Database& database, const std::string& term) {
  std::vector<std::uint32_t> docids;
  docids.reserve(database.get_termfreq(term));
  for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at)
    docids.push_back(*at);
  return bitmap_of(docids);
}

std::shared_ptr<const Bitmap> BitmapCache::get(const std::string& key,
                                               const std::function<Bitmap()>& make,
                                               const Deadline& deadline) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found != places_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->bitmap;
    }
  }
  auto bitmap = std::make_shared<const Bitmap>(make());
  if (deadline.cut_work()) return bitmap;
  const std::size_t bytes = bitmap->getSizeInBytes(false) + key.size() + sizeof(Entry);
  const std::lock_guard lock(mutex_);
  if (bytes > capacity_ || places_.contains(key)) return bitmap;
  entries_.push_front({key, bitmap, bytes});
  places_[key] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > capacity_) {
    bytes_ -= entries_.back().bytes;
    places_.erase(entries_.back().key);
    entries_.pop_back();
  }
  return bitmap;
}

}  // namespace fasti::search
