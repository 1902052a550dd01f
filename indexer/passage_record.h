#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "core/dates/eras.h"
#include "core/index/facts.h"
#include "core/index/generation.h"
#include "core/index/generation_writer.h"
#include "core/index/records.h"
#include "core/index/terms.h"
#include "indexer/analysis.h"

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

// Lexicons by language, of one thread.
class Lexicons {
 public:
  text::Lexicon& operator[](const std::string& language);

 private:
  std::map<std::string, text::Lexicon> by_language_;
};

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
  PassageRecorder(const Corpus& corpus, const Document& document, const AnalyzedDocument& analyzed,
                  Lexicons& lexicons);

  PassageRecord record(std::size_t number);

 private:
  const Corpus& corpus_;
  const Document& document_;
  const AnalyzedDocument& analyzed_;
  index::StoredDocument stored_;
  text::Lexicon& lexicon_;
  index::TermMaker make_terms_;
};

}  // namespace fasti::indexer
