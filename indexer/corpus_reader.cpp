#include "indexer/corpus_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/text/hash.h"
#include "core/text/words.h"
#include "indexer/passages.h"
#include "indexer/sources/names.h"

namespace fasti::indexer {
namespace {

// Bytes of text that may be under way between the readers and the spool.
constexpr std::size_t kFilesUnderWay = std::size_t{16} << 20;

std::uint64_t combine(std::uint64_t hash, std::uint64_t next) {
  const std::uint64_t both[] = {hash, next};
  return text::hash64({reinterpret_cast<const char*>(both), sizeof both});
}

// Documents with the same text have the same hash, whatever they are called.
std::uint64_t text_hash(const Document& document) {
  std::uint64_t hash = 0;
  for (const Section& section : document.sections) {
    hash = combine(hash, text::hash64(section.heading.str()));
    hash = combine(hash, text::hash64(section.text.str()));
  }
  return hash;
}

}  // namespace

std::optional<DocumentIds::Taken> DocumentIds::add(const std::string& id, const std::string& file,
                                                   std::uint64_t hash) {
  const auto [there, added] = entries_.try_emplace(id, Entry{file, hash});
  if (!added) return Taken{there->second.file, there->second.text_hash == hash};
  const std::string called = sources::make_id(sources::stem(file));
  const auto [other, first] = by_file_.try_emplace(called, id);
  if (!first) other->second.clear();
  return std::nullopt;
}

std::optional<std::string> DocumentIds::resolve(const std::string& target) const {
  if (entries_.contains(target)) return target;
  const auto found = by_file_.find(target);
  if (found == by_file_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

CorpusReader::CorpusReader(Spool& spool, std::size_t jobs, ProgressCallback progress)
    : spool_(spool),
      report_(std::move(progress)),
      start_(std::chrono::steady_clock::now()),
      collectors_(std::max<std::size_t>(jobs, 1)),
      pipeline_(
          jobs, kFilesUnderWay,
          [this](const Numbered& numbered, std::size_t worker) {
            const SectionCuts cuts(numbered.document);
            collectors_[worker].add(numbered.document, numbered.number, cuts);
            return cut(numbered.document, cuts);
          },
          [this](const Cut& cut) { deliver(cut); }) {}

void CorpusReader::read(std::span<const std::string> paths, const std::string& format,
                        const PathReader& read_path) {
  for (const std::string& path : paths) progress_.total_bytes += sources::measure_path(path).bytes;
  for (const std::string& path : paths) {
    summary_.sources.push_back({path, 0, 0});
    read_path(path, format, *this);
  }
  pipeline_.finish();
  collectors_.front().merge(std::move(lists_));
  for (std::size_t i = 1; i < collectors_.size(); ++i) {
    collectors_.front().merge(std::move(collectors_[i]));
  }
}

void CorpusReader::diagnostic(sources::Diagnostic diagnostic) {
  if (diagnostic.skipped) ++summary_.skipped;
  if (diagnostic.empty) ++summary_.empty;
  summary_.diagnostics.push_back(std::move(diagnostic));
}

void CorpusReader::document(Document document) {
  const std::size_t bytes = text_bytes(document);
  if (bytes == 0) {
    // A list of persons has no text, and is no document.
    if (!document.records.empty()) return lists_.add(document, summary_.documents);
    diagnostic(
        {document.file, 0, fmt::format("document \"{}\" has no text", document.id), false, true});
    return;
  }
  const std::uint64_t hash = text_hash(document);
  if (!make_id_unique(document, hash)) return;
  index::SourceEntry& source = summary_.sources.back();
  source.bytes += bytes;
  source.hash = combine(source.hash, hash);
  summary_.text_bytes += bytes;
  pipeline_.push({std::move(document), summary_.documents++}, bytes);
}

// Returns false when the document is there already.
bool CorpusReader::make_id_unique(Document& document, std::uint64_t hash) {
  const std::string id = document.id;
  auto taken = ids_.add(id, document.file, hash);
  if (!taken) return true;
  const std::string first = taken->file;
  for (int copy = 2; taken && !taken->same_text; ++copy) {
    document.id = fmt::format("{}-{}", id, copy);
    taken = ids_.add(document.id, document.file, hash);
  }
  if (taken) {
    ++summary_.duplicates;
    diagnostic({document.file, 0,
                fmt::format("document \"{}\" is in {} already, with the same text; left out", id,
                            taken->file)});
    return false;
  }
  diagnostic({document.file, 0,
              fmt::format("document id \"{}\" is taken by {}; indexed as \"{}\"", id, first,
                          document.id)});
  return true;
}

CorpusReader::Cut CorpusReader::cut(const Document& document, const SectionCuts& cuts) const {
  Cut out;
  TextCounts counts;
  const std::vector<Passage> passages = split_passages(document, cuts, &counts);
  out.lang = document.lang;
  out.totals.passages = passages.size();
  out.sentences = counts.sentences;
  out.totals.text = counts.words;
  out.totals.title = text::words(document.title).size() * passages.size();
  std::size_t passage = 0;
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    std::uint64_t here = 0;
    for (; passage < passages.size() && passages[passage].section == i; ++passage) ++here;
    if (here > 0) {
      out.totals.heading += here * text::words(index::heading_field(section.path)).size();
    }
  }
  out.frame = encode_spooled(document, passages);
  return out;
}

void CorpusReader::deliver(const Cut& cut) {
  spool_.write(cut.frame);
  summary_.sentences += cut.sentences;
  summary_.totals.passages += cut.totals.passages;
  summary_.totals.text += cut.totals.text;
  summary_.totals.title += cut.totals.title;
  summary_.totals.heading += cut.totals.heading;
  ++summary_.languages[cut.lang];
  if (!report_) return;
  ++progress_.documents;
  progress_.passages += cut.totals.passages;
  progress_.bytes = summary_.text_bytes;
  progress_.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  report_(progress_);
}

}  // namespace fasti::indexer
