#pragma once
#include <string>
#include <string_view>

#include "core/index/records.h"
#include "server/search/query.h"

namespace fasti::search {

// Does a word, prefix, phrase or near of a query stand in a passage as the reader wrote it, letter
// by letter? Words also in the title and the headings. REQUIRES: the node is one of these.
bool stands_as_written(const Node& leaf, const index::StoredPassage& passage,
                       std::string_view title);

}  // namespace fasti::search
