#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/index/generation.h"
#include "core/text/lexicon.h"

namespace fasti::index {

// The terms of a passage, the words and stems by their numbers in a lexicon.
struct NumberedTerms {
  struct Stem {
    std::uint32_t number;
    std::uint32_t wdf;
  };
  const text::Lexicon* lexicon = nullptr;    // tells lexicons apart, no more
  text::Lexicon::News news = {};             // since the last passage with terms of the lexicon
  std::vector<Stem> stems = {};              // distinct
  std::vector<std::uint32_t> words = {};     // the text's, in order
  std::vector<std::uint32_t> headings = {};  // the headings' words
  std::vector<std::string> filters = {};     // whole boolean terms (make_term), distinct
};

// Writes one new generation beside the others. Holds the index's lock for its life. Nothing is
// visible to readers before finish(); a writer destroyed before that leaves the index as it was.
class GenerationWriter {
 public:
  // Creates `index` if need be; takes the lock; sweeps leftovers of killed builds. Throws
  // IndexError when another indexer holds the lock or the place cannot be written. At most `jobs`
  // threads and one more work beside the caller's.
  explicit GenerationWriter(const std::string& index, std::size_t jobs = 1);
  ~GenerationWriter();
  GenerationWriter(const GenerationWriter&) = delete;
  GenerationWriter& operator=(const GenerationWriter&) = delete;

  // A directory inside the new generation for the build's own working files; gone after finish().
  std::string scratch_path() const;

  // Passages in docid order. `dates`, `actors` and the buckets are as ColumnsWriter takes them.
  void add_passage(const StoredPassage& passage, NumberedTerms terms,
                   std::span<const DateEntry> dates, std::span<const ActorEntry> actors,
                   std::span<const std::uint32_t> eras, std::span<const std::int32_t> decades,
                   std::span<const std::int32_t> centuries);
  DocId passages() const;  // how many were added

  // Writes the rest, compacts, checks the new generation, moves CURRENT, removes generations older
  // than the last `keep`. Returns its number. Throws IndexError; the old generation then stays.
  // `manifest`: format_version, generation, documents, passages and files are filled in here.
  // `keep` counts the new one. REQUIRES: keep >= 1; called once.
  std::uint64_t finish(Manifest manifest, std::span<const StoredDocument> documents,
                       std::span<const actors::Actor> actors, std::span<const dates::Era> eras,
                       int keep = 1);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fasti::index
