#include "indexer/build.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <utility>

#include "core/index/generation_writer.h"
#include "indexer/analysis.h"
#include "indexer/corpus_reader.h"
#include "indexer/ordered_pipeline.h"
#include "indexer/passage_record.h"
#include "indexer/section_cuts.h"
#include "indexer/spool.h"
#include "indexer/workbench.h"

namespace fasti::indexer {
namespace {

using Clock = std::chrono::steady_clock;

// Bytes of spooled documents that may be under way: as records they take some twenty times more.
constexpr std::size_t kDocumentsUnderWay = std::size_t{12} << 20;
// The passages of a larger document are made into records one by one as they are written.
constexpr std::size_t kMostRecords = 2000;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Where a build keeps its working files: in the new generation, or for a dry run in a directory of
// its own.
class Workplace {
 public:
  Workplace(const BuildOptions& options, std::size_t jobs) {
    if (!options.dry_run) {
      writer_.emplace(options.index, jobs);
      return;
    }
    own_ = (std::filesystem::temp_directory_path() / "fasti-index-XXXXXX").string();
    if (::mkdtemp(own_.data()) == nullptr) {
      throw std::runtime_error(own_ + ": cannot be made for working files");
    }
  }
  ~Workplace() {
    std::error_code error;
    if (!own_.empty()) std::filesystem::remove_all(own_, error);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  std::string scratch() const { return writer_ ? writer_->scratch_path() : own_; }
  // Absent for a dry run.
  std::optional<index::GenerationWriter>& writer() { return writer_; }

 private:
  std::optional<index::GenerationWriter> writer_;
  std::string own_;
};

// The actors of the generation: those of the authority that are used, in the order of first use.
class UsedActors {
 public:
  explicit UsedActors(const actors::Authority& authority)
      : authority_(authority), places_(authority.size(), kUnused) {}

  std::uint32_t use(std::uint32_t actor) {
    std::uint32_t& place = places_[actor];
    if (place == kUnused) {
      place = static_cast<std::uint32_t>(used_.size());
      used_.push_back(authority_[actor]);
    }
    return place;
  }
  const std::vector<actors::Actor>& used() const { return used_; }

 private:
  static constexpr std::uint32_t kUnused = UINT32_MAX;

  const actors::Authority& authority_;
  std::vector<std::uint32_t> places_;
  std::vector<actors::Actor> used_;
};

// Stage 3: every document against the knowledge of the whole corpus, in the order of the spool.
class CorpusWriter {
 public:
  CorpusWriter(const CorpusReader& read, const CorpusSummary& summary, const Knowledge& knowledge,
               const SideData& side, std::optional<index::GenerationWriter>& writer,
               const BuildOptions& options, std::size_t jobs, BuildReport& report)
      : knowledge_(knowledge),
        eras_(side.eras),
        averages_(summary.totals.averages()),
        resolve_link_([&read](const std::string& target) { return read.ids().resolve(target); }),
        analyzer_(knowledge, side.corrections, resolve_link_),
        corpus_{knowledge.authority(), eras_, averages_, resolve_link_},
        writer_(writer),
        report_(report),
        progress_report_(options.progress),
        corrected_(side.corrections.size(), false),
        actors_(knowledge.authority()),
        benches_(std::max<std::size_t>(jobs, 1)),
        pipeline_(
            jobs, kDocumentsUnderWay,
            [this](const std::string& frame, std::size_t worker) { return prepare(frame, worker); },
            [this](Prepared prepared) { write(prepared); }) {
    progress_.stage = Progress::Stage::write;
    progress_.total_bytes = summary.text_bytes;
    progress_.total_documents = summary.documents;
  }

  void run(Spool& spool) {
    while (auto frame = spool.read()) {
      const std::size_t weight = frame->size();
      pipeline_.push(std::move(*frame), weight);
    }
    pipeline_.finish();
  }

  const std::vector<index::StoredDocument>& documents() const { return documents_; }
  const std::vector<actors::Actor>& actors() const { return actors_.used(); }
  const index::FieldAverages& averages() const { return averages_; }
  bool was_applied(std::size_t correction) const { return corrected_[correction]; }

 private:
  // A document analysed, with the records of its passages unless they are too many.
  struct Prepared {
    std::unique_ptr<Document> document;
    AnalyzedDocument analyzed;
    std::vector<PassageRecord> records;
  };

  Prepared prepare(const std::string& frame, std::size_t worker) {
    SpooledDocument spooled = decode_spooled(frame);
    Prepared out;
    out.document = std::make_unique<Document>(std::move(spooled.document));
    Workbench& bench = benches_[worker];
    bench.make_room();
    const SectionCuts cuts(*out.document, bench.spellings());
    out.analyzed = analyzer_.analyze(*out.document, std::move(spooled.passages), cuts, bench);
    const std::size_t passages = out.analyzed.passages.size();
    if (passages > kMostRecords) return out;
    PassageRecorder recorder(corpus_, *out.document, out.analyzed, cuts, bench);
    for (std::size_t i = 0; i < passages; ++i) out.records.push_back(recorder.record(i));
    return out;
  }

  void write(Prepared& prepared) {
    const Document& document = *prepared.document;
    const std::vector<Passage>& passages = prepared.analyzed.passages;
    const auto first = static_cast<index::DocId>(report_.passages + 1);
    if (prepared.records.empty()) {
      const SectionCuts none;
      PassageRecorder recorder(corpus_, document, prepared.analyzed, none, own_bench_);
      for (std::size_t i = 0; i < passages.size(); ++i) {
        own_bench_.make_room();
        write(recorder.record(i));
      }
    } else {
      for (PassageRecord& record : prepared.records) write(std::move(record));
    }
    for (const std::size_t correction : prepared.analyzed.corrections) {
      corrected_[correction] = true;
    }

    index::StoredDocument stored = stored_document(document);
    stored.first = first;
    stored.passages = static_cast<std::uint32_t>(passages.size());
    stored.outline = outline_of(document, passages, first);
    if (const auto subject = knowledge_.subject(document.id)) {
      stored.subject = actors_.use(*subject);
    }
    for (const std::string& related : document.related) {
      if (auto id = corpus_.resolve(related)) stored.related.push_back(std::move(*id));
    }
    documents_.push_back(std::move(stored));

    ++report_.documents;
    show_progress(document);
  }

  void write(PassageRecord record) {
    index::StoredPassage& passage = record.passage;
    passage.document = static_cast<std::uint32_t>(documents_.size());
    for (index::StoredMention& mention : passage.mentions)
      mention.actor = actors_.use(mention.actor);
    for (index::ActorEntry& entry : record.facts.actors) {
      entry.packed = actors_.use(entry.actor()) << 2U | (entry.packed & 3U);
    }
    std::ranges::sort(record.facts.actors, {}, &index::ActorEntry::packed);

    ++report_.passages;
    report_.dates += passage.dates.size();
    report_.mentions += passage.mentions.size();
    if (!writer_) return;
    const index::PassageFacts& facts = record.facts;
    writer_->add_passage(passage, std::move(record.terms), facts.dates, facts.actors, facts.eras,
                         facts.decades, facts.centuries);
  }

  void show_progress(const Document& document) {
    if (!progress_report_) return;
    progress_.bytes += text_bytes(document);
    progress_.documents = report_.documents;
    progress_.passages = report_.passages;
    progress_.seconds = seconds_since(start_);
    progress_report_(progress_);
  }

  const Knowledge& knowledge_;
  const std::vector<dates::Era>& eras_;
  const index::FieldAverages averages_;
  const Analyzer::ResolveLink resolve_link_;
  const Analyzer analyzer_;
  const PassageRecorder::Corpus corpus_;
  std::optional<index::GenerationWriter>& writer_;
  BuildReport& report_;
  const ProgressCallback& progress_report_;
  Progress progress_;
  const Clock::time_point start_ = Clock::now();
  std::vector<bool> corrected_;
  UsedActors actors_;
  std::vector<index::StoredDocument> documents_;
  std::vector<Workbench> benches_;  // of the workers
  Workbench own_bench_;
  OrderedPipeline<std::string, Prepared> pipeline_;
};

std::vector<std::string> languages(const CorpusSummary& summary) {
  std::vector<std::pair<std::string, std::uint64_t>> counted(summary.languages.begin(),
                                                             summary.languages.end());
  std::ranges::stable_sort(counted, std::ranges::greater(),
                           &std::pair<std::string, std::uint64_t>::second);
  std::vector<std::string> out;
  for (auto& [language, documents] : counted) out.push_back(std::move(language));
  return out;
}

index::Manifest manifest_of(const CorpusSummary& summary, const CorpusWriter& written,
                            const SidePaths& side, const BuildOptions& options,
                            const BuildReport& report) {
  index::Manifest manifest;
  manifest.program_version = FASTI_VERSION;
  manifest.sentences = summary.sentences;
  manifest.words = summary.totals.text;
  manifest.timexes = report.dates;
  manifest.mentions = report.mentions;
  manifest.averages = written.averages();
  manifest.languages = languages(summary);
  manifest.sources = summary.sources;
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"format", options.format},
                                    {"authority", side.authority},
                                    {"eras", side.eras},
                                    {"corrections", side.corrections}}) {
    if (!value.empty()) manifest.options.emplace_back(name, value);
  }
  return manifest;
}

// A correction that changes nothing is a mistake that its author wants to know.
void report_corrections(const SideData& side, const CorpusReader& read, const CorpusWriter& written,
                        const actors::Authority& authority, BuildReport& report) {
  for (std::size_t i = 0; i < side.corrections.size(); ++i) {
    const Correction& correction = side.corrections[i];
    std::string message;
    if (!correction.actor.empty() && !authority.find(correction.actor)) {
      message = fmt::format("\"{}\" is neither a date in EDTF nor an actor's id", correction.actor);
    } else if (!written.was_applied(i)) {
      message = read.ids().resolve(correction.document)
                    ? fmt::format("\"{}\" does not stand in document \"{}\"", correction.quoted,
                                  correction.document)
                    : fmt::format("there is no document \"{}\"", correction.document);
    }
    if (!message.empty()) report.diagnostics.push_back({correction.file, correction.line, message});
  }
}

// Names of the user's records that other actors bear too.
void report_clashes(const actors::Authority& authority, const SideData& side, BuildReport& report) {
  if (side.authority.empty()) return;
  std::unordered_set<std::string_view> users;
  for (const actors::Actor& actor : side.authority) users.insert(actor.id);
  for (const actors::Clash& clash : actors::find_clashes(authority)) {
    std::string ids;
    bool is_users = false;
    for (const std::uint32_t actor : clash.actors) {
      if (!ids.empty()) ids += ", ";
      ids += authority[actor].id;
      is_users |= users.contains(authority[actor].id);
    }
    if (!is_users) continue;
    report.diagnostics.push_back(
        {side.used.authority, 0,
         fmt::format("\"{}\" is the name of several actors: {}", clash.name, ids)});
  }
}

std::size_t job_count(int jobs) {
  if (jobs > 0) return static_cast<std::size_t>(jobs);
  return std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
}

void show_stage(const BuildOptions& options, Progress::Stage stage) {
  Progress progress;
  progress.stage = stage;
  if (options.progress) options.progress(progress);
}

}  // namespace

BuildReport build(const BuildOptions& options) {
  const Clock::time_point start = Clock::now();
  const std::size_t jobs = job_count(options.jobs);
  BuildReport report;
  SideData side = load_side_data(options.side, options.sources);
  report.diagnostics = std::move(side.problems);

  Workplace workplace(options, jobs);
  Spool spool(workplace.scratch() + "/spool");
  CorpusReader reader(spool, jobs, options.progress);
  reader.read(options.sources, options.format,
              [&](const std::string& path, const std::string& format, sources::Sink& sink) {
                if (options.reader.empty()) return sources::read_path(path, format, sink);
                read_path_apart(options.reader, options.reading, path, format, sink);
              });
  spool.rewind();
  CorpusSummary& summary = reader.summary();
  std::ranges::move(summary.diagnostics, std::back_inserter(report.diagnostics));
  report.skipped = summary.skipped;
  report.empty = summary.empty;
  report.duplicates = summary.duplicates;
  report.sentences = summary.sentences;
  report.words = summary.totals.text;
  report.text_bytes = summary.text_bytes;
  report.eras = side.eras.size();
  if (summary.documents == 0 && summary.skipped > 0) {
    std::string message = "no document could be read; the index stays as it was";
    for (const sources::Diagnostic& d : report.diagnostics) message += "\n" + d.str();
    throw std::runtime_error(message);
  }

  show_stage(options, Progress::Stage::resolve);
  const Knowledge knowledge = reader.collector().finish(side.authority, side.eras);
  report_clashes(knowledge.authority(), side, report);

  CorpusWriter writer(reader, summary, knowledge, side, workplace.writer(), options, jobs, report);
  writer.run(spool);
  report.actors = writer.actors().size();
  report_corrections(side, reader, writer, knowledge.authority(), report);

  if (workplace.writer()) {
    show_stage(options, Progress::Stage::finish);
    report.generation =
        workplace.writer()->finish(manifest_of(summary, writer, side.used, options, report),
                                   writer.documents(), writer.actors(), side.eras, options.keep);
    for (const auto& [file, bytes] : index::sizes(options.index)) report.index_bytes += bytes;
  }
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace fasti::indexer
