#include "core/index/generation_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <future>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/index/database_writer.h"
#include "core/index/facts.h"
#include "core/index/files.h"
#include "core/index/generations.h"
#include "core/index/layout.h"
#include "core/index/manifest.h"
#include "core/index/name_forms.h"
#include "core/index/schema.h"
#include "core/index/texts.h"
#include "core/index/word_index_writer.h"
#include "core/index/written_words.h"
#include "core/text/hash.h"

namespace fasti::index {
namespace {

namespace fs = std::filesystem;

// A build deletes what it finds left over: it must not do so in a directory that is no index.
void require_index_or_empty(const std::string& index) {
  if (fs::is_empty(index) || fs::exists(path_in(index, kLockName)) ||
      fs::exists(path_in(index, kCurrentName))) {
    return;
  }
  throw IndexError(
      fmt::format("{}: is neither empty nor a Fasti index; name a new directory", index));
}

// Removes what killed builds left, unfinished files and generations that CURRENT never reached, and
// those that it was moved back from.
// Returns the number of the next generation.
std::uint64_t sweep(const std::string& index) {
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(index)) {
    if (entry.path().filename().string().ends_with(kUnfinished)) leftovers.push_back(entry.path());
  }
  for (const fs::path& path : leftovers) fs::remove_all(path);

  const auto current = current_number(index);
  std::uint64_t last = current.value_or(0);
  for (const std::uint64_t number : generation_numbers(index)) {
    // No number is given twice: readers know what they have kept of a generation by it.
    last = std::max(last, number);
    // Without a CURRENT that can be read nothing says which generation is good: all stay.
    if (current && number > *current) fs::remove_all(generation_path(index, number));
  }
  return last + 1;
}

std::vector<FileEntry> file_entries(const std::string& directory) {
  std::vector<FileEntry> out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const MappedFile file(entry.path().string());
    out.push_back({fs::relative(entry.path(), directory).string(), file.bytes().size(),
                   text::hash64(file.bytes())});
  }
  std::ranges::sort(out, {}, &FileEntry::name);
  return out;
}

template <typename Record>
std::vector<std::string> encoded(std::span<const Record> records) {
  std::vector<std::string> out;
  out.reserve(records.size());
  for (const Record& record : records) out.push_back(encode(record));
  return out;
}

std::vector<std::string> encoded(std::span<const actors::Actor> actors, const NameForms& forms) {
  std::vector<std::string> out;
  out.reserve(actors.size());
  for (std::uint32_t i = 0; i < actors.size(); ++i)
    out.push_back(encode(StoredActor{actors[i], forms.of(i)}));
  return out;
}

// std::filesystem's errors, told as ours.
template <typename Work>
decltype(auto) translate_file_errors(const std::string& index, Work&& work) {
  try {
    return work();
  } catch (const fs::filesystem_error& error) {
    throw IndexError(fmt::format("{}: {}", index, error.what()));
  }
}

void make_directory(const std::string& index) {
  fs::create_directories(index);
  require_index_or_empty(index);
}

}  // namespace

// What the writers call the words and stems of a lexicon, by its numbers.
struct KnownLexicon {
  static constexpr std::uint32_t kNotAsked = UINT32_MAX;
  // Numbers are given in the order of the passages, so each only when it is needed.
  struct Numbers {
    std::uint32_t word = kNotAsked, form = kNotAsked;
    bool as_folded = false;
  };
  std::vector<Numbers> numbers;
  std::vector<text::Lexicon::Entry> entries;  // apart, since they are seldom asked for
  std::vector<const std::string*> stem_terms;

  void learn(text::Lexicon::News news, DatabaseWriter& database) {
    numbers.resize(news.first_entry);
    entries.resize(news.first_entry);
    for (text::Lexicon::Entry& entry : news.entries) {
      numbers.push_back({.as_folded = entry.folded == entry.written});
      entries.push_back(std::move(entry));
    }
    stem_terms.resize(news.first_stem);
    for (const std::string& stem : news.stems) stem_terms.push_back(database.stem_term(stem));
  }
};

struct GenerationWriter::Impl {
  Impl(const std::string& path, std::size_t threads)
      : jobs(threads),
        index((make_directory(path), path)),
        lock(path),
        number(sweep(path)),
        directory(generation_path(path, number) + std::string(kUnfinished)) {
    fs::create_directories(scratch());
    texts.emplace(file(kTextsName));
    words.emplace(scratch());
    written.emplace(directory);
    database.emplace(scratch(), jobs);
  }

  ~Impl() {
    if (published) return;
    database.reset();  // its threads write where nothing will be
    std::error_code error;
    fs::remove_all(directory, error);  // what cannot be removed now, the next build sweeps
  }

  std::string file(std::string_view name) const { return path_in(directory, name); }
  std::string scratch() const { return file("scratch"); }

  void add_terms(NumberedTerms terms);
  void write_document_terms(std::span<const StoredDocument> documents) const;
  std::uint32_t form_of(KnownLexicon& known, std::uint32_t entry);
  void publish();
  void remove_old(int keep) const;

  std::size_t jobs;
  std::string index;
  IndexLock lock;
  std::uint64_t number;
  std::string directory;
  std::optional<TextsWriter> texts;
  ColumnsWriter columns;
  std::optional<WordIndexWriter> words;
  std::optional<WrittenWordsWriter> written;
  NameForms name_forms;
  std::optional<DatabaseWriter> database;
  std::unordered_map<const text::Lexicon*, KnownLexicon> lexicons;
  std::vector<std::uint32_t> text_words, text_forms, heading_forms;  // of the passage that is added
  DocId passages = 0;
  bool published = false;
};

GenerationWriter::GenerationWriter(const std::string& index, std::size_t jobs)
    : impl_(translate_file_errors(index, [&] { return std::make_unique<Impl>(index, jobs); })) {}

GenerationWriter::~GenerationWriter() = default;

std::string GenerationWriter::scratch_path() const { return impl_->scratch(); }

DocId GenerationWriter::passages() const { return impl_->passages; }

void GenerationWriter::add_passage(const StoredPassage& passage, NumberedTerms terms,
                                   std::span<const DateEntry> dates,
                                   std::span<const ActorEntry> actors,
                                   std::span<const std::uint32_t> eras,
                                   std::span<const std::int32_t> decades,
                                   std::span<const std::int32_t> centuries) {
  impl_->texts->add(passage);
  impl_->name_forms.add(passage);
  impl_->columns.add(passage.document, dates, actors, eras, decades, centuries);
  impl_->add_terms(std::move(terms));
  ++impl_->passages;
}

std::uint32_t GenerationWriter::Impl::form_of(KnownLexicon& known, std::uint32_t entry) {
  std::uint32_t& form = known.numbers[entry].form;
  if (form == KnownLexicon::kNotAsked) form = written->number(known.entries[entry].written);
  return form;
}

void GenerationWriter::Impl::add_terms(NumberedTerms terms) {
  KnownLexicon& known = lexicons[terms.lexicon];
  known.learn(std::move(terms.news), *database);
  heading_forms.clear();
  for (const std::uint32_t entry : terms.headings) heading_forms.push_back(form_of(known, entry));
  text_words.clear();
  text_forms.clear();
  for (const std::uint32_t entry : terms.words) {
    KnownLexicon::Numbers& its = known.numbers[entry];
    if (its.word == KnownLexicon::kNotAsked) {
      const text::Lexicon::Entry& spelled = known.entries[entry];
      its.word = words->number(spelled.folded, spelled.written);
    }
    text_words.push_back(its.word);
    text_forms.push_back(its.as_folded ? WrittenWordsWriter::kAsFolded : form_of(known, entry));
  }
  words->add(text_words);
  written->add(text_forms, heading_forms);

  DatabaseTerms out;
  out.stems.reserve(terms.stems.size());
  for (const auto& [stem, wdf] : terms.stems) out.stems.push_back({known.stem_terms[stem], wdf});
  out.filters = std::move(terms.filters);
  database->add(std::move(out));
}

void GenerationWriter::Impl::write_document_terms(std::span<const StoredDocument> documents) const {
  const std::string shards = path_in(scratch(), kDocumentTermsName);
  fs::create_directory(shards);
  DatabaseWriter writer(shards, jobs);
  for (const StoredDocument& document : documents)
    writer.add({{}, document_terms(head_of(document))});
  writer.finish(file(kDocumentTermsName));
}

// Gives the finished directory its name, then moves CURRENT. Each step is on disk before the next.
void GenerationWriter::Impl::publish() {
  sync_tree(directory);
  const std::string finished = generation_path(index, number);
  fs::rename(directory, finished);
  directory = finished;
  sync_directory(index);
  make_current(index, number);
  published = true;
}

void GenerationWriter::Impl::remove_old(int keep) const {
  const std::vector<std::uint64_t> numbers = generation_numbers(index);
  const auto kept = static_cast<std::size_t>(keep);
  for (std::size_t i = 0; i + kept < numbers.size(); ++i) {
    std::error_code error;
    fs::remove_all(generation_path(index, numbers[i]), error);  // the next build tries again
  }
}

std::uint64_t GenerationWriter::finish(Manifest manifest, std::span<const StoredDocument> documents,
                                       std::span<const actors::Actor> actors,
                                       std::span<const dates::Era> eras, int keep) {
  assert(keep >= 1 && !impl_->published);
  translate_file_errors(impl_->index, [&] {
    auto joined = std::async(std::launch::async,
                             [&] { impl_->database->finish(impl_->file(kDatabaseName)); });
    auto document_terms_written =
        std::async(std::launch::async, [&] { impl_->write_document_terms(documents); });
    impl_->words->finish(impl_->directory);
    impl_->written->finish();
    impl_->texts->close();
    impl_->columns.write(impl_->file(kColumnsName));
    write_records(impl_->file(kDocumentsName), kDocumentsMagic, encoded(documents));
    write_records(impl_->file(kAuthorityName), kAuthorityMagic, encoded(actors, impl_->name_forms));
    write_records(impl_->file(kErasName), kErasMagic, encoded(eras));
    document_terms_written.get();
    joined.get();
    fs::remove_all(impl_->scratch());

    manifest.format_version = kFormatVersion;
    manifest.generation = impl_->number;
    manifest.documents = documents.size();
    manifest.passages = impl_->passages;
    manifest.files = file_entries(impl_->directory);
    write_manifest(impl_->directory, manifest);

    // Read back as a reader would before anyone depends on it.
    const auto written = Generation::open_directory(impl_->directory);
    for (const DocId docid : {DocId{1}, impl_->passages}) written->passage(docid);

    impl_->publish();
    impl_->remove_old(keep);
  });
  return impl_->number;
}

}  // namespace fasti::index
