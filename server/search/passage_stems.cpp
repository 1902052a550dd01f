#include "server/search/passage_stems.h"

#include "core/index/terms.h"

namespace fasti::search {

std::vector<index::StemTerm> passage_stems(index::DocId docid, const Snapshot& snapshot,
                                           Stems& stems) {
  const index::Generation& generation = snapshot.generation();
  const index::StoredPassage passage = generation.passage(docid).value();
  index::TermMaker make_terms(generation.documents()[passage.document].title,
                              generation.manifest().averages,
                              stems.lexicon(snapshot.languages().of_document[passage.document]));
  return make_terms(passage).stems;
}

}  // namespace fasti::search
