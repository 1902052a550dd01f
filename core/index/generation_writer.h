#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/index/database_writer.h"
#include "core/index/generation.h"

namespace fasti::index {

struct PassageTerms : DatabaseTerms {
  std::vector<std::string> words = {};          // folded words of the text, in order
  std::vector<std::string> forms = {};          // the words as written; none, or as many as words
  std::vector<std::string> heading_forms = {};  // the words of the headings as written
};

// Writes one new generation beside the others. Holds the index's lock for its life. Nothing is
// visible to readers before finish(); a writer destroyed before that leaves the index as it was.
class GenerationWriter {
 public:
  // Creates `index` if need be; takes the lock; sweeps leftovers of killed builds. Throws
  // IndexError when another indexer holds the lock or the place cannot be written. At most `jobs`
  // threads work beside the caller's.
  explicit GenerationWriter(const std::string& index, std::size_t jobs = 1);
  ~GenerationWriter();
  GenerationWriter(const GenerationWriter&) = delete;
  GenerationWriter& operator=(const GenerationWriter&) = delete;

  // A directory inside the new generation for the build's own working files; gone after finish().
  std::string scratch_path() const;

  // Passages in docid order. `dates`, `actors` and the buckets are as ColumnsWriter takes them.
  void add_passage(const StoredPassage& passage, PassageTerms terms,
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
