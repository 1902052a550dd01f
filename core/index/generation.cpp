#include "core/index/generation.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <string_view>
#include <unordered_map>

#include "core/index/files.h"
#include "core/index/generations.h"
#include "core/index/layout.h"
#include "core/index/manifest.h"
#include "core/index/records.h"
#include "core/index/schema.h"
#include "core/index/texts.h"
#include "core/index/translate_errors.h"

namespace fasti::index {
namespace {

namespace fs = std::filesystem;

using Places = std::unordered_map<std::string_view, std::uint32_t>;

template <typename Record>
Places places_of(const std::vector<Record>& records) {
  Places places;
  places.reserve(records.size());
  for (std::uint32_t i = 0; i < records.size(); ++i) places.emplace(records[i].id, i);
  return places;
}

std::optional<std::uint32_t> find(const Places& places, std::string_view id) {
  const auto found = places.find(id);
  if (found == places.end()) return std::nullopt;
  return found->second;
}

// The records of a file, which stays mapped: their heads in memory, the rest read when wanted.
template <typename Head>
class Records {
 public:
  void open(const std::string& path, std::string_view magic, Head (*decode)(std::string_view)) {
    path_ = path;
    file_ = std::make_unique<MappedFile>(path);
    read_records(*file_, path, magic, [&](std::string_view record) {
      heads_.push_back(decode(record));
      records_.push_back(record);
    });
    places_ = places_of(heads_);
  }

  const std::vector<Head>& heads() const { return heads_; }
  std::optional<std::uint32_t> place(std::string_view id) const { return find(places_, id); }
  template <typename Record>
  Record whole(std::uint32_t place, Record (*decode)(std::string_view)) const {
    try {
      return decode(records_[place]);
    } catch (const IndexError& error) {
      fail_damaged(path_, error.what());
    }
  }

 private:
  std::string path_;
  std::unique_ptr<const MappedFile> file_;
  std::vector<Head> heads_;
  std::vector<std::string_view> records_;
  Places places_;
};

void require_version(const std::string& directory, int version) {
  if (version == kFormatVersion) return;
  fail_with_remedy(fs::path(directory).parent_path().string(),
                   fmt::format("was built in format {}, this program reads format {} only", version,
                               kFormatVersion));
}

void require_database(const std::string& path, std::size_t documents) {
  translate_errors(path, [&] {
    const Xapian::Database opened(path);
    if (opened.get_metadata(kFormatKey) != std::to_string(kFormatVersion) ||
        opened.get_doccount() != documents || opened.get_lastdocid() != documents) {
      fail_damaged(path, "does not belong to the other files");
    }
  });
}

// Is every reference of the columns to something that there is?
void require_references(const std::string& path, const Columns& columns, std::size_t documents,
                        std::size_t actors, std::size_t eras) {
  for (DocId docid = 1; docid <= columns.passages(); ++docid) {
    const auto known_actor = [&](ActorEntry entry) {
      return entry.actor() < actors && entry.evidence() <= actors::Evidence::adjective;
    };
    const auto known_era = [&](std::uint32_t era) { return era < eras; };
    if (columns.document(docid) >= documents ||
        !std::ranges::all_of(columns.actors(docid), known_actor) ||
        !std::ranges::all_of(columns.eras(docid), known_era)) {
      fail_damaged(path, fmt::format("passage {} refers to nothing", docid));
    }
  }
}

}  // namespace

struct Generation::Impl {
  explicit Impl(const std::string& path)
      : directory(path),
        manifest(read_manifest(path)),
        columns((require_version(path, manifest.format_version),
                 Columns::open(path_in(path, kColumnsName)))),
        texts(path_in(path, kTextsName)),
        words(path),
        written(path) {}

  std::string file(std::string_view name) const { return path_in(directory, name); }

  std::string directory;
  Manifest manifest;
  Columns columns;
  Texts texts;
  WordIndex words;
  WrittenWords written;
  Records<DocumentHead> documents;
  Records<ActorHead> actors;
  std::vector<dates::Era> eras;
  Places era_places;
};

std::string current_generation_name(const std::string& index) {
  std::error_code error;
  const fs::file_status status = fs::status(index, error);
  if (status.type() == fs::file_type::not_found) fail_with_remedy(index, "there is no such index");
  if (status.type() != fs::file_type::directory) fail_with_remedy(index, "is no directory");
  const std::string path = path_in(index, kCurrentName);
  if (!fs::exists(path, error)) {
    if (fs::exists(path_in(index, kLockName), error)) {
      fail_with_remedy(index, "holds no finished index, its first build was stopped");
    }
    fail_with_remedy(index, "is no Fasti index");
  }
  const auto number = current_number(index);
  if (!number) fail_with_remedy(index, "its file CURRENT is damaged");
  return generation_name(*number);
}

std::string current_generation(const std::string& index) {
  const std::string name = current_generation_name(index);
  const std::string directory = path_in(index, name);
  if (!fs::is_directory(directory)) {
    fail_with_remedy(index, fmt::format("its generation {} is gone", name));
  }
  require_version(directory, read_manifest(directory).format_version);
  return name;
}

std::string current_stamp(const std::string& index) {
  const std::string name = current_generation_name(index);
  struct stat status {};
  // What cannot be told apart is opened, and that tells what is wrong with it.
  if (stat(fmt::format("{}/{}/{}", index, name, kManifestName).c_str(), &status) != 0) return name;
  return fmt::format("{} {} {} {}.{}", name, status.st_dev, status.st_ino, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

std::shared_ptr<const Generation> Generation::open(const std::string& index) {
  for (;;) {
    const std::string name = current_generation_name(index);
    try {
      if (!fs::is_directory(path_in(index, name))) {
        fail_with_remedy(index, fmt::format("its generation {} is gone", name));
      }
      return open_directory(path_in(index, name));
    } catch (const IndexError&) {
      // A build may have replaced the generation while we were opening it.
      if (current_generation_name(index) == name) throw;
    }
  }
}

std::shared_ptr<const Generation> Generation::open_directory(const std::string& directory) {
  auto impl = std::make_shared<Impl>(directory);
  const Manifest& manifest = impl->manifest;

  for (const FileEntry& file : manifest.files) {
    std::error_code error;
    const auto bytes = fs::file_size(impl->file(file.name), error);
    if (error) fail_damaged(impl->file(file.name), "is missing");
    if (bytes != file.bytes) {
      fail_damaged(impl->file(file.name),
                   fmt::format("has {} bytes instead of {}", bytes, file.bytes));
    }
  }
  auto documents_opened = std::async(std::launch::async, [&] {
    impl->documents.open(impl->file(kDocumentsName), kDocumentsMagic, decode_document_head);
  });
  impl->actors.open(impl->file(kAuthorityName), kAuthorityMagic, decode_actor_head);
  read_records(impl->file(kErasName), kErasMagic,
               [&](std::string_view record) { impl->eras.push_back(decode_era(record)); });
  impl->era_places = places_of(impl->eras);
  documents_opened.get();

  const std::vector<DocumentHead>& documents = impl->documents.heads();
  const std::size_t actors = impl->actors.heads().size();
  const DocId passages = impl->columns.passages();
  if (passages != manifest.passages || impl->texts.passages() != passages ||
      impl->words.passages() != passages || documents.size() != manifest.documents) {
    fail_damaged(directory, "its files do not belong together");
  }
  DocId next = 1;
  for (const DocumentHead& document : documents) {
    if (document.first != next || document.passages > passages - (next - 1) ||
        (document.subject != StoredDocument::kNoActor && document.subject >= actors)) {
      fail_damaged(impl->file(kDocumentsName),
                   fmt::format("document {} is out of order", document.id));
    }
    next += document.passages;
  }
  if (next != passages + 1) fail_damaged(impl->file(kDocumentsName), "passages without document");
  require_references(impl->file(kColumnsName), impl->columns, documents.size(), actors,
                     impl->eras.size());

  require_database(impl->file(kDatabaseName), passages);
  require_database(impl->file(kDocumentTermsName), documents.size());

  auto generation = std::make_shared<Generation>();
  generation->impl_ = std::move(impl);
  return generation;
}

void Generation::verify() const {
  for (const FileEntry& file : impl_->manifest.files) verify_file(impl_->file(file.name), file);
}

const Manifest& Generation::manifest() const { return impl_->manifest; }
std::string Generation::database_path() const { return impl_->file(kDatabaseName); }
std::string Generation::document_database_path() const { return impl_->file(kDocumentTermsName); }
const Columns& Generation::columns() const { return impl_->columns; }
const std::vector<DocumentHead>& Generation::documents() const { return impl_->documents.heads(); }
const std::vector<ActorHead>& Generation::actors() const { return impl_->actors.heads(); }
StoredDocument Generation::document(std::uint32_t place) const {
  return impl_->documents.whole(place, decode_document);
}
StoredActor Generation::actor(std::uint32_t place) const {
  return impl_->actors.whole(place, decode_stored_actor);
}
const std::vector<dates::Era>& Generation::eras() const { return impl_->eras; }
const WordIndex& Generation::word_index() const { return impl_->words; }
const WrittenWords& Generation::written_words() const { return impl_->written; }

std::optional<std::uint32_t> Generation::find_document(std::string_view id) const {
  return impl_->documents.place(id);
}
std::optional<std::uint32_t> Generation::find_actor(std::string_view id) const {
  return impl_->actors.place(id);
}
std::optional<std::uint32_t> Generation::find_era(std::string_view id) const {
  return find(impl_->era_places, id);
}

std::optional<StoredPassage> Generation::passage(DocId docid) const {
  if (docid == 0 || docid > impl_->texts.passages()) return std::nullopt;
  StoredPassage passage = impl_->texts.passage(docid);
  const bool known_actors = std::ranges::all_of(
      passage.mentions, [&](const StoredMention& m) { return m.actor < actors().size(); });
  if (passage.document >= documents().size() || !known_actors) {
    fail_damaged(impl_->file(kTextsName), fmt::format("passage {} refers to nothing", docid));
  }
  return passage;
}

void Generation::read_ahead(std::span<const DocId> docids) const {
  impl_->texts.read_ahead(docids);
}

std::optional<DocId> Generation::find_passage(std::string_view id) const {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto document = find_document(id.substr(0, colon));
  if (!document) return std::nullopt;
  const DocumentHead& found = documents()[*document];
  return impl_->texts.find(id, found.first, found.passages);
}

std::vector<std::pair<std::string, std::uint64_t>> sizes(const std::string& index) {
  const std::string directory = path_in(index, current_generation(index));
  std::vector<std::pair<std::string, std::uint64_t>> out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    out.emplace_back(fs::relative(entry.path(), directory).string(), entry.file_size());
  }
  std::ranges::sort(out, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return out;
}

}  // namespace fasti::index
