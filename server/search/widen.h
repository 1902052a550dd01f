#pragma once
#include <functional>
#include <string>
#include <vector>

#include "server/search/query.h"
#include "server/search/snapshot.h"

// What a query asks for beyond its words. Both change the tree, so that the description of what was
// understood tells of it.
namespace fasti::search {

// Has any passage all that a node asks for?
using Stands = std::function<bool(const Node&)>;

// A query that is a name of exactly one actor, whole or in a quoted phrase, asks for passages that
// name this actor by any of its names too. So do plain words side by side in a longer query that
// are such a name, the longest from left to right, when they stand together in no passage: names of
// another script or language. What is excluded stays as it is.
// When the deadline passes, only the first names are seen.
void widen_by_names(Node& root, const Snapshot& snapshot, const Stands& stands,
                    const Deadline& deadline);

// Each plain word asks for the words of the index near to it too. Says in `warnings` when that was
// not done for all words; when the deadline passes, of the first words only.
void widen_by_near_words(Node& root, const index::WordList& words, const Deadline& deadline,
                         std::vector<std::string>& warnings);

}  // namespace fasti::search
