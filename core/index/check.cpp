#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <map>
#include <sstream>

#include "core/index/binary.h"
#include "core/index/facts.h"
#include "core/index/files.h"
#include "core/index/generation.h"
#include "core/index/layout.h"
#include "core/index/manifest.h"
#include "core/index/name_forms.h"
#include "core/index/schema.h"
#include "core/index/terms.h"
#include "core/index/word_sequence.h"
#include "core/text/hash.h"
#include "core/text/stem.h"

namespace fasti::index {
namespace {

namespace fs = std::filesystem;

// One fault is a fault, a million of them are no better to read.
constexpr std::size_t kMostFaults = 100;

void check_files(const std::string& directory, const Manifest& manifest,
                 std::vector<std::string>& faults) {
  for (const FileEntry& entry : manifest.files) {
    try {
      verify_file(path_in(directory, entry.name), entry);
    } catch (const IndexError& error) {
      faults.emplace_back(error.what());
    }
  }
  for (const auto& found : fs::recursive_directory_iterator(directory)) {
    const std::string name = fs::relative(found.path(), directory).string();
    if (!found.is_regular_file() || name == kManifestName) continue;
    if (std::ranges::find(manifest.files, name, &FileEntry::name) == manifest.files.end()) {
      faults.push_back(fmt::format("{}/{}: does not belong to the index", directory, name));
    }
  }
}

bool can_be_written(const std::string& directory) {
  const auto allowed = [](const fs::path& path) { return ::access(path.c_str(), W_OK) == 0; };
  return allowed(directory) &&
         std::ranges::all_of(fs::directory_iterator(directory),
                             [&](const auto& entry) { return allowed(entry.path()); });
}

void check_database(const std::string& path, std::vector<std::string>& faults) {
  std::ostringstream report;
  const std::size_t errors = Xapian::Database::check(path, 0, &report);
  if (errors == 0) return;
  faults.push_back(fmt::format("{}: Xapian finds {} faults: {}", path, errors, report.str()));
}

// The terms of a passage or a document as one number, whatever their order: the sum of their
// hashes.
std::uint64_t term_hash(std::string_view term, std::uint32_t wdf) {
  return text::hash64(term) * (2 * std::uint64_t{wdf} + 1);
}

// By docid: the sum over the terms that the database has for it. The database has no termlists;
// read by term it is read once.
std::vector<std::uint64_t> term_sums(const Xapian::Database& database, DocId last) {
  std::vector<std::uint64_t> sums(std::size_t{last} + 1);
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    for (auto at = database.postlist_begin(name); at != database.postlist_end(name); ++at)
      if (*at <= last) sums[*at] += term_hash(name, at.get_wdf());
  }
  return sums;
}

// Likewise over the words that the postings have for it.
std::vector<std::uint64_t> word_sums(const WordIndex& index) {
  std::vector<std::uint64_t> sums(std::size_t{index.passages()} + 1);
  for (std::size_t place = 0; place < index.words().size(); ++place) {
    const std::uint64_t hash = text::hash64(index.words().word(place));
    for (const DocId docid : index.postings(place)) sums[docid] += hash;
  }
  return sums;
}

std::uint64_t sum_of_words(std::vector<std::string> words) {
  std::ranges::sort(words);
  const auto rest = std::ranges::unique(words);
  words.erase(rest.begin(), rest.end());
  std::uint64_t sum = 0;
  for (const std::string& word : words) sum += text::hash64(word);
  return sum;
}

bool stand_in_sequence(const WordIndex& index, DocId docid, const std::vector<std::string>& words) {
  std::string sequence;
  for (const std::string& word : words) {
    const auto place = index.words().find(word);
    if (!place) return false;
    append_number(sequence, index.words().rank(*place));
  }
  return index.sequence(docid) == sequence;
}

// Are a passage's words in the index as they are written?
bool are_written(const WrittenWords& index, DocId docid, const PassageTerms& terms) {
  const auto number = [&](const std::string& form) {
    const auto place = index.forms().find(form);
    return place ? index.forms().rank(*place) : UINT32_MAX;
  };
  std::vector<std::pair<std::size_t, std::uint32_t>> text, stored_text;
  std::vector<std::uint32_t> headings, stored_headings;
  for (std::size_t i = 0; i < terms.words.size(); ++i)
    if (terms.forms[i] != terms.words[i]) text.emplace_back(i, number(terms.forms[i]));
  for (const std::string& form : terms.heading_forms) headings.push_back(number(form));
  index.read(
      docid, [&](std::uint32_t form) { stored_headings.push_back(form); },
      [&](std::size_t position, std::uint32_t form) { stored_text.emplace_back(position, form); });
  return text == stored_text && headings == stored_headings;
}

template <typename T>
bool same_bytes(std::span<const T> a, const std::vector<T>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

// Compares what was made from the passages with what is made from them again.
class PassageCheck {
 public:
  PassageCheck(const Generation& generation, const Xapian::Database& database,
               std::vector<std::string>& faults)
      : generation_(generation),
        term_sums_(term_sums(database, generation.columns().passages())),
        word_sums_(word_sums(generation.word_index())),
        faults_(faults) {}

  void operator()(DocId docid) {
    const StoredPassage passage = *generation_.passage(docid);
    name_forms_.add(passage);
    const DocumentHead& document = generation_.documents()[passage.document];
    const PassageFacts facts = facts_of(passage, generation_.eras());
    const auto fault = [&](std::string_view what) {
      faults_.push_back(fmt::format("passage {} ({}): {}", docid, passage.id, what));
    };
    if (passage.document != generation_.columns().document(docid) || docid < document.first ||
        docid - document.first != passage.ordinal || passage.ordinal >= document.passages)
      fault("is not where its document has it");
    check_columns(docid, facts, fault);
    check_terms(docid, passage, document, facts, fault);
    if (generation_.find_passage(passage.id) != docid) fault("is not found by its id");
  }

  // The forms of names, counted again. REQUIRES: all passages were checked.
  void check_name_forms() {
    const std::vector<ActorHead>& actors = generation_.actors();
    for (std::uint32_t i = 0; i < actors.size() && faults_.size() < kMostFaults; ++i)
      if (generation_.actor(i).forms != name_forms_.of(i))
        faults_.push_back(
            fmt::format("actor {}: the forms of its name differ from the passages", actors[i].id));
  }

 private:
  template <typename Fault>
  void check_columns(DocId docid, const PassageFacts& facts, const Fault& fault) const {
    const Columns& columns = generation_.columns();
    if (!same_bytes(columns.dates(docid), facts.dates)) fault("its dates differ from the columns");
    if (!same_bytes(columns.actors(docid), facts.actors))
      fault("its actors differ from the columns");
    if (!same_bytes(columns.eras(docid), facts.eras) ||
        !same_bytes(columns.decades(docid), facts.decades) ||
        !same_bytes(columns.centuries(docid), facts.centuries))
      fault("its eras, decades or centuries differ from the columns");
  }

  template <typename Fault>
  void check_terms(DocId docid, const StoredPassage& passage, const DocumentHead& document,
                   const PassageFacts& facts, const Fault& fault) {
    text::Lexicon& lexicon =
        lexicons_.try_emplace(std::string(document.lang), document.lang).first->second;
    lexicon.make_room();
    TermMaker make_terms(document.title, generation_.manifest().averages, lexicon);
    const PassageTerms terms = make_terms(passage);
    std::uint64_t sum = 0;
    for (const StemTerm& term : terms.stems)
      sum += term_hash(fmt::format("{}{}", kStemPrefix, term.stem), term.wdf);
    for (const std::string& term : filter_terms(
             passage, facts, [&](std::uint32_t actor) { return generation_.actors()[actor].id; },
             generation_.eras()))
      sum += term_hash(term, 0);
    if (term_sums_[docid] != sum) fault("its terms differ from what it says");
    if (!stand_in_sequence(generation_.word_index(), docid, terms.words) ||
        word_sums_[docid] != sum_of_words(terms.words))
      fault("its words differ from those of its text");
    if (!are_written(generation_.written_words(), docid, terms))
      fault("its words are written otherwise than the index has them");
  }

  const Generation& generation_;
  const std::vector<std::uint64_t> term_sums_, word_sums_;
  std::vector<std::string>& faults_;
  std::map<std::string, text::Lexicon> lexicons_;
  NameForms name_forms_;
};

void check_document_terms(const Generation& generation, std::vector<std::string>& faults) {
  const std::vector<DocumentHead>& documents = generation.documents();
  const auto sums = term_sums(Xapian::Database(generation.document_database_path()),
                              static_cast<Xapian::docid>(documents.size()));
  for (std::size_t i = 0; i < documents.size() && faults.size() < kMostFaults; ++i) {
    std::uint64_t sum = 0;
    for (const std::string& term : document_terms(documents[i])) sum += term_hash(term, 0);
    if (sums[i + 1] != sum)
      faults.push_back(
          fmt::format("document {}: its terms differ from what it says", documents[i].id));
  }
}

}  // namespace

std::vector<std::string> check(const std::string& index, std::vector<std::string>* remarks) {
  std::vector<std::string> faults;
  try {
    const std::string directory = path_in(index, current_generation(index));
    const Manifest manifest = read_manifest(directory);
    check_files(directory, manifest, faults);
    // What stands behind a damaged file would only repeat that it is damaged.
    if (!faults.empty()) return faults;
    const std::array databases = {path_in(directory, kDatabaseName),
                                  path_in(directory, kDocumentTermsName)};
    if (std::ranges::all_of(databases, can_be_written)) {
      for (const std::string& database : databases) check_database(database, faults);
    } else if (remarks != nullptr) {
      remarks->push_back(
          "Xapian's own check was left out: it opens its tables for writing, and that is not "
          "allowed here");
    }
    const auto generation = Generation::open_directory(directory);
    const Xapian::Database database(generation->database_path());
    PassageCheck check_passage(*generation, database, faults);
    for (DocId docid = 1; docid <= manifest.passages && faults.size() < kMostFaults; ++docid)
      check_passage(docid);
    check_passage.check_name_forms();
    check_document_terms(*generation, faults);
  } catch (const IndexError& error) {
    faults.emplace_back(error.what());
  } catch (const Xapian::Error& error) {
    faults.push_back(fmt::format("{}: {}", index, error.get_description()));
  } catch (const fs::filesystem_error& error) {
    faults.emplace_back(error.what());
  }
  return faults;
}

}  // namespace fasti::index
