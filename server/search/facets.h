#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/search/request.h"
#include "server/search/result.h"
#include "server/search/snapshot.h"
#include "server/search/tally.h"

namespace fasti::search {

// Counts every value of a facet over a set of passages, given in rising order. Only values with a
// passage; by rising value. Linear in the passages' dates and
// actors, unless the request's deadline passes.
std::vector<FacetCount> count_facet(Facet facet, const std::vector<index::DocId>& docids,
                                    const Snapshot& snapshot, const SearchRequest& request);

// The same for actors, by the evidence and any stronger.
std::vector<FacetCount> count_actors(const std::vector<index::DocId>& passages,
                                     const Snapshot& snapshot, actors::Evidence evidence);

// What part of the values is shown.
struct FacetPage {
  std::string prefix = {};  // only values of whose label a word begins so, folded
  std::size_t offset = 0;
  std::size_t limit = 20;
  FacetOrder order = FacetOrder::count;
};

// For a search: the first `limit` values by count, then put into order. Ties by name.
FacetResult top_values(Facet facet, std::vector<FacetCount> counts, const Snapshot& snapshot,
                       std::size_t limit, FacetOrder order);
// For leafing through a facet: all values in order, of them one page.
FacetResult page_of_values(Facet facet, const std::vector<FacetCount>& counts,
                           const Snapshot& snapshot, const FacetPage& page);

}  // namespace fasti::search
