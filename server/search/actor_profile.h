#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/index/records.h"
#include "server/search/companions.h"
#include "server/search/request.h"
#include "server/search/result.h"
#include "server/search/snapshot.h"
#include "server/search/timeline.h"

namespace fasti::search {

// A date where it stands.
struct PlacedDate {
  index::DocId docid = 0;
  index::StoredDate date;
};

// What the passages that name an actor say of it.
struct ActorProfile {
  std::uint64_t passages = 0, documents = 0;
  std::vector<index::NameForm> forms;  // by the request's evidence
  // Of the dates that the passages state and that count by default, the one that begins first and
  // the one that ends last; an open side ends at the closed bound.
  std::optional<PlacedDate> first, last;
  Timeline timeline;
  FacetResult decades;  // all of them, in order of time
  Companions companions;
};

// `passages`, rising, are those that the request, a filter by this actor, finds; `most` bounds the
// companions.
ActorProfile make_profile(std::uint32_t actor, const std::vector<index::DocId>& passages,
                          const Snapshot& snapshot, const SearchRequest& request, std::size_t most);

}  // namespace fasti::search
