#pragma once
#include <vector>

#include "core/index/database_writer.h"
#include "server/search/snapshot.h"
#include "server/search/stems.h"

namespace fasti::search {

// The stems of a passage as the index has them, made again from its text: the database keeps no
// list of a passage's terms. REQUIRES: the docid is one. Throws IndexError when damaged.
std::vector<index::StemTerm> passage_stems(index::DocId docid, const Snapshot& snapshot,
                                           Stems& stems);

}  // namespace fasti::search
