#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "core/index/facts.h"
#include "core/index/files.h"
#include "core/index/generation.h"
#include "core/index/layout.h"
#include "core/index/manifest.h"
#include "core/index/name_forms.h"
#include "core/index/schema.h"
#include "core/text/hash.h"

namespace fasti::index {
namespace {

namespace fs = std::filesystem;

// One fault is a fault, a million of them are no better to read.
constexpr std::size_t kMostFaults = 100;

void check_files(const std::string& directory, const Manifest& manifest,
                 std::vector<std::string>& faults) {
  for (const FileEntry& entry : manifest.files) {
    const std::string path = fmt::format("{}/{}", directory, entry.name);
    try {
      const MappedFile file(path);
      if (file.bytes().size() != entry.bytes) {
        faults.push_back(
            fmt::format("{}: has {} bytes instead of {}", path, file.bytes().size(), entry.bytes));
      } else if (text::hash64(file.bytes()) != entry.hash) {
        faults.push_back(path + ": its bytes are not those that were written");
      }
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

void check_database(const std::string& path, std::vector<std::string>& faults) {
  std::ostringstream report;
  const std::size_t errors = Xapian::Database::check(path, 0, &report);
  if (errors == 0) return;
  faults.push_back(fmt::format("{}: Xapian finds {} faults: {}", path, errors, report.str()));
}

// Terms that filter_terms makes: those with an upper-case prefix, without stems.
std::vector<std::string> boolean_terms(const Xapian::Database& database, DocId docid) {
  std::vector<std::string> out;
  for (auto term = database.termlist_begin(docid); term != database.termlist_end(docid); ++term) {
    const std::string name = *term;
    if (name[0] >= 'A' && name[0] <= 'Y') out.push_back(name);
  }
  return out;
}

template <typename T>
bool same_bytes(std::span<const T> a, const std::vector<T>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

// Columns and terms are made from the passage: made again, they must be the same.
void check_passage(const Generation& generation, const Xapian::Database& database, DocId docid,
                   NameForms& name_forms, std::vector<std::string>& faults) {
  const StoredPassage passage = *generation.passage(docid);
  name_forms.add(passage);
  const StoredDocument& document = generation.documents()[passage.document];
  const Columns& columns = generation.columns();
  const PassageFacts facts = facts_of(passage, generation.eras());
  const auto fault = [&](std::string_view what) {
    faults.push_back(fmt::format("passage {} ({}): {}", docid, passage.id, what));
  };
  if (passage.document != columns.document(docid) || docid < document.first ||
      docid - document.first != passage.ordinal || passage.ordinal >= document.passages) {
    fault("is not where its document has it");
  }
  if (!same_bytes(columns.dates(docid), facts.dates)) fault("its dates differ from the columns");
  if (!same_bytes(columns.actors(docid), facts.actors)) fault("its actors differ from the columns");
  if (!same_bytes(columns.eras(docid), facts.eras) ||
      !same_bytes(columns.decades(docid), facts.decades) ||
      !same_bytes(columns.centuries(docid), facts.centuries)) {
    fault("its eras, decades or centuries differ from the columns");
  }
  if (boolean_terms(database, docid) !=
      filter_terms(passage, facts, document, generation.actors(), generation.eras())) {
    fault("its terms differ from what it says");
  }
  if (generation.find_passage(passage.id) != docid) fault("is not found by its id");
}

// The forms of names, counted again over all passages.
void check_name_forms(const Generation& generation, const NameForms& counted,
                      std::vector<std::string>& faults) {
  for (std::uint32_t i = 0; i < generation.actors().size() && faults.size() < kMostFaults; ++i)
    if (generation.name_forms(i) != counted.of(i))
      faults.push_back(fmt::format("actor {}: the forms of its name differ from the passages",
                                   generation.actors()[i].id));
}

}  // namespace

std::vector<std::string> check(const std::string& index) {
  std::vector<std::string> faults;
  try {
    const std::string directory = fmt::format("{}/{}", index, current_generation(index));
    const Manifest manifest = read_manifest(directory);
    check_files(directory, manifest, faults);
    // What stands behind a damaged file would only repeat that it is damaged.
    if (!faults.empty()) return faults;
    check_database(fmt::format("{}/{}", directory, kDatabaseName), faults);
    const auto generation = Generation::open_directory(directory);
    const Xapian::Database database(generation->database_path());
    NameForms name_forms;
    for (DocId docid = 1; docid <= manifest.passages && faults.size() < kMostFaults; ++docid) {
      check_passage(*generation, database, docid, name_forms, faults);
    }
    check_name_forms(*generation, name_forms, faults);
    if (!words_of(database).counts_as(generation->words()))
      faults.push_back(
          fmt::format("{}/{}: differs from the words of the passages", directory, kWordsName));
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
