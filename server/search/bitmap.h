#pragma once
#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <roaring/roaring.hh>
#include <string>
#include <utility>
#include <vector>

#include "core/index/records.h"
#include "server/search/cache.h"
#include "server/search/deadline.h"

namespace fasti::search {

// A set of docids.
using Bitmap = Roaring;

// One that is never changed again: caches and searches have it in common.
using SharedBitmap = std::shared_ptr<const Bitmap>;

inline SharedBitmap shared(Bitmap bitmap) {
  return std::make_shared<const Bitmap>(std::move(bitmap));
}

// The docids from 1 to `last`.
Bitmap all_up_to(index::DocId last);

// The members in rising order.
std::vector<index::DocId> members(const Bitmap& bitmap);

// Docids, rising, each once.
using Docids = std::shared_ptr<const std::vector<index::DocId>>;

Docids docids_of(const Bitmap& passages);

// The passages of a list of docids, which rise.
Bitmap bitmap_of(const std::vector<index::DocId>& docids);

// The docids that have a term; the first of them when the deadline passes.
Bitmap bitmap_of_term(const Xapian::Database& database, const std::string& term,
                      const Deadline& deadline = {});
// Adds the passages of a document.
void add_passages(const index::DocumentHead& document, Bitmap& passages);

inline std::size_t bytes_of(const Bitmap& bitmap) { return bitmap.getSizeInBytes(false); }
using BitmapCache = Cache<Bitmap, bytes_of>;

}  // namespace fasti::search
