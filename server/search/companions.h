#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/actors/actor.h"
#include "core/index/records.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// How surely two things go together: Dunning's log-likelihood ratio, -2 log lambda, of the fourfold
// table of `both` of them in a passage, `one` and `other` in all passages that have it, of `all`.
// 0 where they are together no more often than chance would have it. (Dunning, Accurate Methods for
// the Statistics of Surprise and Coincidence, Computational Linguistics 19, 1993.)
// REQUIRES: both <= one, other; one + other - both <= all.
double log_likelihood_ratio(std::uint64_t both, std::uint64_t one, std::uint64_t other,
                            std::uint64_t all);

// An actor that stands in the same passages as another, more often than chance would have it.
struct Companion {
  std::uint32_t actor = 0;
  std::uint32_t passages = 0, documents = 0;  // that name both
  double score = 0;                           // log_likelihood_ratio
};

struct Companions {
  std::vector<Companion> first;  // by score, then passages, then the actors' names
  std::size_t total = 0;         // how many there are
};

// The companions of an actor over all passages, at most `most` of them. `passages`, rising, are
// those that name it by the evidence. Linear in their actors.
Companions companions(std::uint32_t actor, const std::vector<index::DocId>& passages,
                      const Snapshot& snapshot, actors::Evidence evidence, std::size_t most);

}  // namespace fasti::search
