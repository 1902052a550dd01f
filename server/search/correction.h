#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/search/matcher.h"
#include "server/search/query.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// "Did you mean": the query `q` with the words that no or almost no passage has replaced by near
// ones of the index; nullopt when there are none such. `leaves` as leaves_beside_names gives them,
// for what is somebody's name is no slip. `found` says how many passages another query finds under
// the same filters: what is proposed finds some, and so does each word put in. Words with digits
// stay as they are.
std::optional<std::string> corrected(const std::string& q, const std::vector<const Node*>& leaves,
                                     const Snapshot& snapshot, const Matcher& matcher,
                                     const std::function<std::uint64_t(const std::string&)>& found);

}  // namespace fasti::search
