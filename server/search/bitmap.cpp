#include "server/search/bitmap.h"

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

Docids docids_of(const Bitmap& passages) {
  return std::make_shared<const std::vector<index::DocId>>(members(passages));
}

Bitmap bitmap_of(const std::vector<index::DocId>& docids) {
  Bitmap out(docids.size(), docids.data());
  out.runOptimize();
  return out;
}

Bitmap bitmap_of_term(const Xapian::Database& database, const std::string& term,
                      const Deadline& deadline) {
  std::vector<std::uint32_t> docids;
  docids.reserve(database.get_termfreq(term));
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end && !deadline.passed_at_step(); ++at)
    docids.push_back(*at);
  return bitmap_of(docids);
}

void add_passages(const index::DocumentHead& document, Bitmap& passages) {
  passages.addRange(document.first, std::uint64_t{document.first} + document.passages);
}

}  // namespace fasti::search
