#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/eras.h"
#include "core/index/columns.h"
#include "core/index/error.h"
#include "core/index/records.h"
#include "core/index/word_index.h"
#include "core/index/written_words.h"

namespace fasti::index {

// Average words of a field over all passages, fixed for a generation.
struct FieldAverages {
  double text = 1, title = 1, heading = 1;
};

struct SourceEntry {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;
};

// A file of a generation, by its path inside it.
struct FileEntry {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;  // text::hash64 of its bytes
};

// manifest.json: what a generation is.
struct Manifest {
  int format_version = 0;
  std::uint64_t generation = 0;
  std::string program_version;
  std::uint64_t documents = 0, passages = 0, sentences = 0, words = 0, timexes = 0, mentions = 0;
  FieldAverages averages;
  std::vector<SourceEntry> sources;
  std::vector<std::pair<std::string, std::string>> options;
  // ISO 639-1 codes of the documents, the most frequent first: each document's stems are made by
  // its own language's stemmer.
  std::vector<std::string> languages;
  std::vector<FileEntry> files;  // all but the manifest itself
  std::uint64_t checksum = 0;    // of all the above; two builds never have the same
};

// The generation that CURRENT names: "g000007". Throws IndexError when `index` is no index, holds
// no finished generation, or none that this program reads; the message says what to do.
std::string current_generation(const std::string& index);

// The same, whether or not that generation can be read, or is there.
std::string current_generation_name(const std::string& index);

// Changes when CURRENT names another generation, or when the one that it names is replaced; cheap
// enough to be asked several times a second. Throws IndexError where there is no index.
std::string current_stamp(const std::string& index);

// A finished generation, opened for reading. Immutable; safe in all threads, but each thread opens
// its own Xapian::Database on database_path() and on document_database_path().
class Generation {
 public:
  // Opens the current generation of an index directory. Throws IndexError.
  static std::shared_ptr<const Generation> open(const std::string& index);
  // Opens a finished generation, current or not, by its own directory. Throws IndexError.
  static std::shared_ptr<const Generation> open_directory(const std::string& directory);

  // Reads every file and compares it with its hash in the manifest. Throws IndexError for the first
  // that differs.
  void verify() const;

  const Manifest& manifest() const;
  // Of the passages and of the documents: schema.h tells their terms.
  std::string database_path() const;
  std::string document_database_path() const;
  const Columns& columns() const;
  // Views that hold as long as the generation.
  const std::vector<DocumentHead>& documents() const;
  const std::vector<ActorHead>& actors() const;  // only those that some passage mentions or some
                                                 // document defines
  // All that is stored of one, by its place in these. Throws IndexError when damaged.
  StoredDocument document(std::uint32_t place) const;
  StoredActor actor(std::uint32_t place) const;
  const std::vector<dates::Era>& eras() const;
  const WordIndex& word_index() const;
  const WrittenWords& written_words() const;
  const WordList& words() const { return word_index().words(); }
  std::optional<std::uint32_t> find_document(std::string_view id) const;
  std::optional<std::uint32_t> find_actor(std::string_view id) const;
  std::optional<std::uint32_t> find_era(std::string_view id) const;

  // The passage with a docid; nullopt beyond the last. Throws IndexError when damaged.
  std::optional<StoredPassage> passage(DocId) const;
  // Before several of them are asked for: has them read from the disk at once, not one after the
  // other. REQUIRES: docids of the index.
  void read_ahead(std::span<const DocId> docids) const;
  // The docid of a passage id (its document's id is before the last ':').
  std::optional<DocId> find_passage(std::string_view id) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// Looks for faults in the current generation: the files against their hashes, Xapian's own check,
// counts against the manifest, columns and terms against the stored passages, words against terms.
// Returns what is wrong, nothing when all is well; never throws for a damaged index. `remarks` gets
// what could not be looked at.
std::vector<std::string> check(const std::string& index,
                               std::vector<std::string>* remarks = nullptr);

// Bytes of each file of the current generation, largest first.
std::vector<std::pair<std::string, std::uint64_t>> sizes(const std::string& index);

}  // namespace fasti::index
