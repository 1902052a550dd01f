#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/index/generation.h"
#include "core/index/terms.h"
#include "indexer/knowledge.h"
#include "indexer/ordered_pipeline.h"
#include "indexer/progress.h"
#include "indexer/section_cuts.h"
#include "indexer/sources/reader.h"
#include "indexer/spool.h"

namespace fasti::indexer {

// What reading the whole corpus gave beside the spooled documents.
struct CorpusSummary {
  std::uint64_t documents = 0, sentences = 0, text_bytes = 0;
  index::FieldTotals totals;
  std::vector<index::SourceEntry> sources;         // one for each path
  std::map<std::string, std::uint64_t> languages;  // documents of each
  std::vector<sources::Diagnostic> diagnostics;
  std::uint64_t skipped = 0, empty = 0, duplicates = 0;
};

// The ids of the documents that there are, and what links to them may call them.
class DocumentIds {
 public:
  // Gives a document its place. Returns the file that has its id already, if any.
  struct Taken {
    std::string file;
    bool same_text = false;
  };
  std::optional<Taken> add(const std::string& id, const std::string& file, std::uint64_t text_hash);

  // The id that a link's target means: itself, or that of the document whose file it names.
  // nullopt when there is no such document.
  std::optional<std::string> resolve(const std::string& target) const;

 private:
  struct Entry {
    std::string file;
    std::uint64_t text_hash;
  };
  std::unordered_map<std::string, Entry> entries_;
  // From the id that a file's name would give to the id of its document; "" when several claim it.
  std::unordered_map<std::string, std::string> by_file_;
};

// Stage 1 of a build: reads every source alone, cuts its documents into passages, lets them wait in
// the spool, and gathers what the corpus says of its actors.
class CorpusReader : private sources::Sink {
 public:
  CorpusReader(Spool& spool, std::size_t jobs, ProgressCallback progress);

  // Reads all sources to the end. Called once.
  // `read_path` reads one path, as sources::read_path does.
  using PathReader =
      std::function<void(const std::string& path, const std::string& format, sources::Sink& sink)>;
  void read(std::span<const std::string> paths, const std::string& format,
            const PathReader& read_path);

  CorpusSummary& summary() { return summary_; }
  const DocumentIds& ids() const { return ids_; }
  KnowledgeCollector& collector() { return collectors_.front(); }

 private:
  struct Numbered {
    Document document;
    std::size_t number = 0;
  };
  // A document ready for the spool, and what it counts.
  struct Cut {
    std::string frame;
    std::string lang;
    std::uint64_t sentences = 0;
    index::FieldTotals totals;
  };

  void document(Document document) override;
  void diagnostic(sources::Diagnostic diagnostic) override;
  bool make_id_unique(Document& document, std::uint64_t text_hash);
  Cut cut(const Document& document, const SectionCuts& cuts) const;
  void deliver(const Cut& cut);

  Spool& spool_;
  ProgressCallback report_;
  Progress progress_;
  std::chrono::steady_clock::time_point start_;
  std::vector<KnowledgeCollector> collectors_;  // one for each worker
  KnowledgeCollector lists_;                    // of sources that are no more than lists of actors
  CorpusSummary summary_;
  DocumentIds ids_;
  OrderedPipeline<Numbered, Cut> pipeline_;
};

}  // namespace fasti::indexer
