#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/index/records.h"
#include "server/search/deadline.h"
#include "server/search/term_postings.h"

namespace fasti::search {

// A term that scores: BM25 without lengths, weight * wdf / (k1 + wdf), as the indexer has prepared
// it (core/index/schema.h).
struct RankedTerm {
  std::shared_ptr<const TermPostings> postings;
  double weight;  // the most that it may score; >= 0

  double score(std::uint32_t wdf) const;
};

// BM25's weight of a term that `passages` of `all` have and the query so many times, with k3 = 1,
// as Xapian 1.4 computes it, its floor for frequent terms included.
double term_weight(std::size_t all, std::size_t passages, std::uint32_t times);

struct RankedPassage {
  index::DocId docid;
  double score;  // the sum over the terms, in their order
};

// The `count` best of `matches`, which rise, after the first `offset`: best first, ties by docid. A
// match without any of the terms scores 0. When the deadline passes, only part is looked at.
//
// The scores of some thousand docids at a time are summed up term after term in an array that stays
// in the processor's cache, as Lucene's BooleanScorer does; where there are few matches each is
// looked up in the lists instead.
std::vector<RankedPassage> rank(const std::vector<RankedTerm>& terms,
                                const std::vector<index::DocId>& matches, std::size_t offset,
                                std::size_t count, const Deadline& deadline);

}  // namespace fasti::search
