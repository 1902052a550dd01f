#pragma once
#include <string>
#include <vector>

#include "server/search/query.h"
#include "server/search/snapshot.h"

// What a query asks for beyond its words. Both change the tree, so that the description of what was
// understood tells of it.
namespace fasti::search {

// A query that is a name of exactly one actor, whole or in a quoted phrase, asks for passages that
// name this actor by any of its names too. What is excluded stays as it is.
void widen_by_names(Node& root, const Snapshot& snapshot);

// Each plain word asks for the words of the index near to it too. Says in `warnings` when that was
// not done for all words.
void widen_by_near_words(Node& root, const index::WordList& words,
                         std::vector<std::string>& warnings);

}  // namespace fasti::search
