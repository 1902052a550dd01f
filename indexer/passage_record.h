#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/eras.h"
#include "core/index/facts.h"
#include "core/index/generation.h"
#include "core/index/generation_writer.h"
#include "core/index/records.h"
#include "core/index/terms.h"
#include "indexer/analysis.h"
#include "indexer/section_cuts.h"
#include "indexer/workbench.h"

namespace fasti::indexer {

// A passage as the index writer takes it. Actors are still indices into the authority.
struct PassageRecord {
  index::StoredPassage passage;
  index::NumberedTerms terms;
  index::PassageFacts facts;
};

// The stored form of a document without its passages' docids.
index::StoredDocument stored_document(const Document& document);
// Its headings; `first` is the docid of its first passage.
std::vector<index::OutlineEntry> outline_of(const Document& document,
                                            std::span<const Passage> passages, index::DocId first);

// Makes the records of a document's passages. Keeps references to what it was made with.
class PassageRecorder {
 public:
  struct Corpus {
    const actors::Authority& authority;
    std::span<const dates::Era> eras;
    const index::FieldAverages& averages;
    // The id of the document that a link's target means; nullopt drops the link.
    std::function<std::optional<std::string>(const std::string& target)> resolve;
  };
  // `cuts` are the document's, made with the workbench's spellings, or none.
  PassageRecorder(const Corpus& corpus, const Document& document, const AnalyzedDocument& analyzed,
                  const SectionCuts& cuts, Workbench& bench);

  PassageRecord record(std::size_t number);

 private:
  std::vector<text::Lexicon::Occurrence> words_of(const Passage& passage,
                                                  std::string_view text) const;

  const Corpus& corpus_;
  const Document& document_;
  const AnalyzedDocument& analyzed_;
  const SectionCuts& cuts_;
  index::StoredDocument stored_;
  text::Lexicon& lexicon_;
  index::TermMaker make_terms_;
};

}  // namespace fasti::indexer
