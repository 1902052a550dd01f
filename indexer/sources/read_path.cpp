#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "indexer/sources/archive.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/encoding.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/reader.h"
#include "indexer/sources/subject.h"
#include "indexer/sources/tei.h"

namespace fasti::sources {
namespace {

namespace fs = std::filesystem;

// What formats are recognised by; and a stream's format must show in its first bytes.
constexpr std::size_t kHead = std::size_t{64} << 10;

constexpr std::string_view kSideNames[] = {"README.md", "authority.tsv", "eras.json",
                                           "corrections.tsv", "fasti.toml"};

// A name as it is shown: paths need not be UTF-8.
std::string shown(const std::string& path) { return text::replace_invalid_utf8(path); }

const Reader* reader_named(std::string_view name) {
  for (const Reader& reader : readers()) {
    if (reader.name == name) return &reader;
  }
  return nullptr;
}

bool has_reader(const std::string& ending) {
  return std::any_of(readers().begin(), readers().end(), [&](const Reader& reader) {
    return std::find(reader.endings.begin(), reader.endings.end(), ending) != reader.endings.end();
  });
}

bool is_packed(std::string_view name) {
  const std::string end = ending(name);
  const std::string_view base = base_name(name);
  // The endings of compression are no endings of formats.
  const std::string_view packed[] = {".gz", ".bz2", ".xz", ".zst", ".tgz", ".txz", ".tbz2"};
  return end == ".zip" || end == ".tar" ||
         std::any_of(std::begin(packed), std::end(packed),
                     [&](std::string_view e) { return base.ends_with(e); });
}

// Is a name in a directory or archive that of a hidden file or of one that is no text?
bool is_passed_over(std::string_view name) {
  const std::string_view base = base_name(name);
  return base.starts_with('.') ||
         std::find(std::begin(kSideNames), std::end(kSideNames), base) != std::end(kSideNames);
}

bool is_hidden_entry(std::string_view path) {
  return path.starts_with("__MACOSX/") || path.starts_with('.') ||
         path.find("/.") != std::string_view::npos;
}

// Comments may stand before the header.
bool is_authority_table(std::string_view head) {
  Lines lines(head);
  std::optional<Line> line = lines.next();
  while (line && (line->blank() || line->text.starts_with('#'))) line = lines.next();
  return line && line->text.starts_with("id\tname\ttype");
}

// Texts in a format that is none of ours would only be read as a muddle of marks.
struct ForeignText {
  std::string_view begins;  // folded
  std::string_view kind;
};
constexpr ForeignText kForeign[] = {
    {"<?xml", "XML"},
    {"<!doctype", "HTML"},
    {"<html", "HTML"},
    {"<tei", "TEI without its namespace"},
};

std::string_view foreign_kind(std::string_view content) {
  const std::string begin = text::fold(trim(content.substr(0, 64)));
  for (const ForeignText& foreign : kForeign) {
    if (begin.starts_with(foreign.begins)) return foreign.kind;
  }
  return "";
}

// What a reader gives, made whole: each document gets an id, a title and its file's name.
class Completer final : public Sink {
 public:
  explicit Completer(Sink& out) : out_(out) {}

  void enter(const std::string& name) {
    name_ = name;
    documents_ = 0;
  }
  std::size_t documents() const { return documents_; }

  void document(Document document) override {
    ++documents_;
    document.file = name_;
    const std::string_view base = stem(name_);
    if (document.title.empty()) document.title = title_from(base);
    if (document.id.empty()) document.id = made_id(base);
    complete_subject(document);
    out_.document(std::move(document));
  }

  void diagnostic(Diagnostic diagnostic) override { out_.diagnostic(std::move(diagnostic)); }

 private:
  // The file's name, with more of its path where another file had that name.
  std::string made_id(std::string_view base) {
    std::string id = make_id(base == "-" ? "stdin" : base);
    if (!made_.insert(id).second) {
      std::string_view path = name_;
      path.remove_suffix(base_name(path).size() - base.size());
      id = make_id(path);
      const std::string whole = id;
      for (int i = 2; !made_.insert(id).second; ++i) id = fmt::format("{}-{}", whole, i);
    }
    return id;
  }

  Sink& out_;
  std::string name_;
  std::size_t documents_ = 0;
  std::unordered_set<std::string> made_;
};

// Reads whatever a path leads to.
class PathReader {
 public:
  PathReader(std::string_view format, Sink& sink, const Walk& walk)
      : reader_(reader_named(format)), sink_(sink), walk_(walk) {}

  void read(const std::string& path) {
    if (path == "-") return read_file(path, false);
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return skip(shown(path), std::strerror(errno));
    if (S_ISDIR(status.st_mode)) {
      read_directory(path);
    } else {
      read_file(path, false);
    }
  }

 private:
  void skip(const std::string& name, std::string message) {
    sink_.diagnostic({name, 0, std::move(message), true, false});
  }

  void read_directory(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return skip(shown(path), std::strerror(errno));
    // A symbolic link may lead back up.
    if (!visited_.insert({status.st_dev, status.st_ino}).second) return;
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      names.push_back(entry->path().filename().string());
    }
    if (error) return skip(shown(path), error.message());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (is_passed_over(name)) continue;
      read_listed((fs::path(path) / name).string());
    }
  }

  void read_listed(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return skip(shown(path), std::strerror(errno));
    if (S_ISDIR(status.st_mode)) return read_directory(path);
    if (!S_ISREG(status.st_mode)) return skip(shown(path), "is no file");
    read_file(path, true);
  }

  // `listed`: found in a directory, not named by the user.
  void read_file(const std::string& path, bool listed) {
    const std::string name = shown(path);
    if (++files_ <= walk_.passed_over) return;
    if (walk_.file) walk_.file(name);
    try {
      FileStream bytes(path);
      const std::string_view head = bytes.peek(kHead);
      if (reader_ == nullptr && is_archive(name, head)) {
        return read_entries(path == "-" ? "" : path, name, bytes, listed);
      }
      read_bytes(name, bytes, listed);
    } catch (const ReadError& error) {
      skip(name, error.what());
    }
  }

  void read_entries(const std::string& path, const std::string& name, ByteStream& bytes,
                    bool listed) {
    const auto entry_name = [&](const std::string& entry) {
      return entry.empty() ? name : name + "/" + entry;
    };
    read_archive(
        path, bytes,
        {.entry =
             [&](const std::string& entry, ByteStream& content) {
               if (is_hidden_entry(entry) || is_passed_over(entry)) return;
               if (is_archive("", content.peek(kHead))) {
                 return skip(entry_name(entry), "is an archive in an archive; unpack it");
               }
               read_bytes(entry_name(entry), content, listed || !entry.empty());
             },
         .problem = [&](const std::string& entry,
                        const std::string& message) { skip(entry_name(entry), message); }});
  }

  void read_bytes(const std::string& name, ByteStream& bytes, bool listed) {
    const std::string_view head = bytes.peek(kHead);
    if (listed && is_authority_table(head)) return;
    if (listed && reader_ == nullptr) {
      const std::string end = ending(name);
      if (!end.empty() && !has_reader(end)) {
        const std::string_view kind = binary_kind(head);
        return skip(name, !kind.empty() ? fmt::format("is {}, not a text", kind)
                                        : fmt::format("has no known format ({})", end));
      }
    }
    sink_.enter(name);
    if (const Reader* reader = stream_reader(name, head)) {
      reader->read_stream(name, bytes, sink_);
    } else {
      read_whole(name, bytes);
    }
  }

  const Reader* stream_reader(const std::string& name, std::string_view head) const {
    if (trim(head).empty() || looks_like_utf16(head) || !binary_kind(head).empty()) return nullptr;
    for (const Reader& reader : readers()) {
      if (reader.read_stream == nullptr || (reader_ != nullptr && reader_ != &reader)) continue;
      if (reader_ == &reader || reader.recognizes(name, head)) return &reader;
    }
    return nullptr;
  }

  void read_whole(const std::string& name, ByteStream& bytes) {
    std::optional<std::string> all = bytes.read_all(kLargestSource);
    if (!all) {
      return skip(name, fmt::format("is larger than {} MB; split it, or make it JSON Lines",
                                    kLargestSource >> 20));
    }
    Decoded decoded = decode(std::move(*all));
    if (!decoded.refusal.empty()) return skip(name, decoded.refusal);
    if (trim(decoded.text.str()).empty()) {
      return sink_.diagnostic({name, 0, "is empty", false, true});
    }
    if (decoded.damage) {
      sink_.diagnostic({name, 0,
                        fmt::format("byte {} and perhaps others are no UTF-{}; read as U+FFFD",
                                    *decoded.damage, decoded.encoding == Encoding::utf8 ? 8 : 16),
                        false, false});
    }
    const Source source{name, std::move(decoded.text)};
    const std::string_view content = source.content.str();
    if (reader_ != nullptr) return reader_->read(source, sink_);
    // The one XML that is no foreign text.
    if (is_tei(name, content)) return read_tei(source, sink_);
    if (const std::string_view kind = foreign_kind(content); !kind.empty()) {
      return skip(name,
                  fmt::format("is {}, which is not read; --format text takes it as it is", kind));
    }
    for (const Reader& reader : readers()) {
      if (reader.recognizes(name, content)) return reader.read(source, sink_);
    }
  }

  const Reader* reader_;  // the format the user chose, or null
  Completer sink_;
  const Walk& walk_;
  std::size_t files_ = 0;
  std::set<std::pair<dev_t, ino_t>> visited_;
};

// Adds the files that a walk from `path` would come to.
void measure(const std::string& path, bool listed, std::set<std::pair<dev_t, ino_t>>& visited,
             Extent& extent) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return;
  if (S_ISDIR(status.st_mode)) {
    if (!visited.insert({status.st_dev, status.st_ino}).second) return;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string child = entry->path().string();
      if (!is_passed_over(child)) measure(child, true, visited, extent);
    }
  } else if (S_ISREG(status.st_mode)) {
    const std::string end = ending(path);
    if (listed && !end.empty() && !has_reader(end) && !is_packed(path)) return;
    ++extent.files;
    extent.bytes += static_cast<std::size_t>(status.st_size);
  }
}

}  // namespace

void read_path(const std::string& path, std::string_view format, Sink& sink, const Walk& walk) {
  if (!format.empty() && reader_named(format) == nullptr) {
    sink.diagnostic(
        {shown(path), 0, fmt::format("there is no format \"{}\"", format), true, false});
    return;
  }
  PathReader(format, sink, walk).read(path);
}

Extent measure_path(const std::string& path) {
  Extent extent;
  std::set<std::pair<dev_t, ino_t>> visited;
  if (path != "-") measure(path, false, visited, extent);
  return extent;
}

SideFiles side_files(const std::string& path) {
  std::error_code error;
  const auto of = [&](const fs::path& directory) {
    SideFiles files;
    const std::pair<const char*, std::string*> names[] = {{"authority.tsv", &files.authority},
                                                          {"eras.json", &files.eras},
                                                          {"corrections.tsv", &files.corrections},
                                                          {"fasti.toml", &files.config}};
    bool any = false;
    for (const auto& [name, file] : names) {
      if (!fs::is_regular_file(directory / name, error)) continue;
      *file = (directory / name).string();
      any = true;
    }
    return any ? std::optional(files) : std::nullopt;
  };
  if (!fs::is_directory(path, error)) return {};
  if (auto files = of(path)) return *files;
  std::vector<SideFiles> below;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_directory(error)) continue;
    if (auto files = of(entry->path())) below.push_back(*files);
  }
  return below.size() == 1 ? below.front() : SideFiles{};
}

}  // namespace fasti::sources
