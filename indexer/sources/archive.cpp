#include "indexer/sources/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/text/utf8.h"
#include "indexer/sources/names.h"

namespace fasti::sources {
namespace {

using namespace std::string_view_literals;

// An archive may unpack to this much, or to kMostGrowth times its own size where that is more.
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{4} << 30;
constexpr std::uint64_t kMostGrowth = 200;

// libarchive turns names into UTF-8 by the thread's locale, which for a service is often "C".
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

struct FreeArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

std::string reason(archive* opened) {
  const char* text = archive_error_string(opened);
  return text == nullptr ? "cannot be unpacked" : text;
}

// The total that all entries together may unpack to.
struct Allowance {
  std::uint64_t unpacked = 0;
  bool exceeded = false;

  void add(archive* opened, std::size_t size) {
    unpacked += size;
    const auto packed =
        static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(opened, -1), 0));
    exceeded = unpacked > std::max(kAlwaysAllowed, packed * kMostGrowth);
    if (exceeded) {
      throw ReadError(
          fmt::format("unpacks to more than {} times its size; unpack it yourself if that is right",
                      kMostGrowth));
    }
  }
};

// One entry's bytes.
class EntryStream final : public ByteStream {
 public:
  EntryStream(archive* opened, Allowance& allowance) : archive_(opened), allowance_(allowance) {}

 protected:
  std::size_t fetch(char* buffer, std::size_t size) override {
    const la_ssize_t got = archive_read_data(archive_, buffer, size);
    if (got < 0) throw ReadError(reason(archive_));
    allowance_.add(archive_, static_cast<std::size_t>(got));
    return static_cast<std::size_t>(got);
  }

 private:
  archive* archive_;
  Allowance& allowance_;
};

// Hands a stream's bytes to libarchive.
struct Feeder {
  ByteStream& bytes;
  std::vector<char> block;

  static la_ssize_t read(archive* opened, void* self, const void** out) {
    auto& feeder = *static_cast<Feeder*>(self);
    try {
      const std::size_t got = feeder.bytes.read(feeder.block.data(), feeder.block.size());
      *out = feeder.block.data();
      return static_cast<la_ssize_t>(got);
    } catch (const ReadError& problem) {
      archive_set_error(opened, EIO, "%s", problem.what());
      return -1;
    }
  }
};

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? "?" : text::replace_invalid_utf8(name);
}

}  // namespace

bool is_archive(std::string_view name, std::string_view head) {
  const bool is_tar = head.size() > 262 && head.substr(257, 5) == "ustar";
  if (is_tar || head.starts_with("\x1F\x8B"sv) ||
      head.starts_with("\xFD"
                       "7zXZ\0"sv) ||
      head.starts_with("\x28\xB5\x2F\xFD"sv)) {
    return true;
  }
  if (head.starts_with("BZh") && head.size() > 10 && head.substr(4, 6) == "1AY&SY") return true;
  const std::string end = ending(name);
  // Office documents are ZIP archives too.
  const bool zip = head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv);
  if (zip) return end == ".zip" || end.empty();
  return end == ".tar" && !head.empty();
}

void read_archive(const std::string& path, ByteStream& bytes, const ArchiveVisitor& visitor) {
  const Utf8Locale locale;
  const Archive opened(archive_read_new());
  archive* const in = opened.get();
  // Not all that libarchive knows: for some it would run other programs.
  archive_read_support_filter_gzip(in);
  archive_read_support_filter_bzip2(in);
  archive_read_support_filter_xz(in);
  archive_read_support_filter_zstd(in);
  archive_read_support_format_tar(in);
  archive_read_support_format_zip(in);
  // The content of a compressed file that is no archive.
  archive_read_support_format_raw(in);
  archive_read_support_format_empty(in);

  constexpr std::size_t kBlock = std::size_t{128} << 10;
  Feeder feeder{bytes, std::vector<char>(path.empty() ? kBlock : 0)};
  const int open = path.empty() ? archive_read_open(in, &feeder, nullptr, Feeder::read, nullptr)
                                : archive_read_open_filename(in, path.c_str(), kBlock);
  if (open != ARCHIVE_OK) return visitor.problem("", reason(in));

  Allowance allowance;
  bool damaged = false;
  while (true) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(in, &entry);
    if (status == ARCHIVE_EOF) return;
    if (status == ARCHIVE_RETRY) continue;
    if (status < ARCHIVE_WARN) {
      // Damage within an entry has been told of with that entry.
      if (!damaged) visitor.problem("", reason(in));
      return;
    }
    const bool raw = archive_format(in) == ARCHIVE_FORMAT_RAW;
    if (!raw && archive_entry_filetype(entry) != AE_IFREG) continue;
    const std::string name = raw ? "" : name_of(entry);
    if (archive_entry_is_data_encrypted(entry) != 0) {
      visitor.problem(name, "is encrypted");
      continue;
    }
    EntryStream stream(in, allowance);
    damaged = false;
    try {
      visitor.entry(name, stream);
    } catch (const ReadError& error) {
      visitor.problem(name, error.what());
      damaged = true;
      if (allowance.exceeded) return;
    }
  }
}

}  // namespace fasti::sources
