#pragma once
#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/search/snapshot.h"
#include "server/search/stems.h"

namespace fasti::search {

struct SimilarPassage {
  index::DocId docid = 0;
  double score = 0;  // 1 for the words of the likest, and what actors and dates add
  // What it shares with the passage that was asked about:
  std::vector<std::string> stems = {};     // of its most telling words, the most telling first
  std::vector<std::uint32_t> actors = {};  // named or alluded to, rising
  bool dates = false;                      // a date of one belongs to a date of the other
};

// The passages most like one, the likest first: by the words that tell it from others, of those the
// ones that name the same actors and speak of the same time before others. Never the passage
// itself; without `same_document` none of its document. Ties by docid. REQUIRES: the docid is one.
std::vector<SimilarPassage> similar_passages(index::DocId docid, bool same_document,
                                             std::size_t limit, const Snapshot& snapshot,
                                             const Xapian::Database& database, Stems& stems);

}  // namespace fasti::search
