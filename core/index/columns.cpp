#include "core/index/columns.h"

#include <array>
#include <bit>
#include <cstring>
#include <string_view>

#include "core/index/error.h"
#include "core/index/facts.h"
#include "core/index/files.h"
#include "core/index/schema.h"

// The file `columns`: a header, then arrays one after the other, of 32-bit numbers throughout and
// little endian, so that they are used where they lie:
//   documents[passages]
//   for dates, actors, eras, decades, centuries: ends[passages], where each passage's values end
//   the values of the five lists
namespace fasti::index {
namespace {

static_assert(std::endian::native == std::endian::little, "columns are little endian");
static_assert(sizeof(DateEntry) == 12 && alignof(DateEntry) == 4);
static_assert(sizeof(ActorEntry) == 4);

constexpr std::string_view kColumnsMagic = "FASTICOL";
constexpr std::size_t kLists = Columns::kLists;
constexpr std::array<std::size_t, kLists> kValueBytes = {sizeof(DateEntry), sizeof(ActorEntry), 4,
                                                         4, 4};

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t passages;
  std::uint32_t counts[kLists];
  std::uint32_t unused[7];
};
static_assert(sizeof(Header) == 64);

template <typename T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

dates::Interval DateEntry::interval() const {
  dates::Interval out;
  if ((flags & kOpenEarliest) == 0) out.earliest = earliest;
  if ((flags & kOpenLatest) == 0) out.latest = latest;
  return out;
}

bool DateEntry::is_counted_by_default() const {
  return index::is_counted_by_default(static_cast<dates::Role>(role));
}

Columns Columns::open(const std::string& path) {
  Columns columns;
  columns.file_ = std::make_shared<const MappedFile>(path);
  columns.file_->read_ahead();
  const std::string_view bytes = columns.file_->bytes();
  Header header;
  if (bytes.size() < sizeof header) fail_damaged(path, "is cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != kColumnsMagic) {
    fail_damaged(path, "is no file of columns");
  }
  if (header.version != kFormatVersion) fail_damaged(path, "has another format version");

  columns.passages_ = header.passages;
  std::uint64_t size = sizeof header + (1 + kLists) * 4 * std::uint64_t{header.passages};
  for (std::size_t i = 0; i < kLists; ++i) size += std::uint64_t{header.counts[i]} * kValueBytes[i];
  if (size != bytes.size()) fail_damaged(path, "has not the size that its header says");

  const char* at = bytes.data() + sizeof header;
  const auto take = [&](std::uint64_t length) {
    const char* begin = at;
    at += length;
    return begin;
  };
  const std::uint64_t column = 4 * std::uint64_t{header.passages};
  columns.documents_ = reinterpret_cast<const std::uint32_t*>(take(column));
  for (auto& ends : columns.ends_) ends = reinterpret_cast<const std::uint32_t*>(take(column));
  for (std::size_t i = 0; i < kLists; ++i) {
    columns.values_[i] = take(std::uint64_t{header.counts[i]} * kValueBytes[i]);
  }

  // Ends that never fall and finish at the count keep every list inside its values.
  for (std::size_t i = 0; i < kLists; ++i) {
    std::uint32_t last = 0;
    for (DocId passage = 0; passage < header.passages; ++passage) {
      const std::uint32_t end = columns.ends_[i][passage];
      if (end < last) fail_damaged(path, "its lists are out of order");
      last = end;
    }
    if (last != header.counts[i]) fail_damaged(path, "its lists do not fill their values");
  }
  const auto* dates = static_cast<const DateEntry*>(columns.values_[0]);
  for (const DateEntry& date : std::span(dates, header.counts[0])) {
    if (date.kind > static_cast<std::uint8_t>(dates::Kind::span) ||
        date.role > static_cast<std::uint8_t>(dates::Role::caption)) {
      fail_damaged(path, "holds a date of no known kind");
    }
  }
  return columns;
}

void ColumnsWriter::add(std::uint32_t document, std::span<const DateEntry> dates,
                        std::span<const ActorEntry> actors, std::span<const std::uint32_t> eras,
                        std::span<const std::int32_t> decades,
                        std::span<const std::int32_t> centuries) {
  const auto append = [](auto& values, auto& ends, const auto& more) {
    values.insert(values.end(), more.begin(), more.end());
    ends.push_back(static_cast<std::uint32_t>(values.size()));
  };
  documents_.push_back(document);
  append(dates_, date_ends_, dates);
  append(actors_, actor_ends_, actors);
  append(eras_, era_ends_, eras);
  append(decades_, decade_ends_, decades);
  append(centuries_, century_ends_, centuries);
}

void ColumnsWriter::write(const std::string& path) const {
  const std::array<std::size_t, kLists> counts = {dates_.size(), actors_.size(), eras_.size(),
                                                  decades_.size(), centuries_.size()};
  Header header{};
  std::memcpy(header.magic, kColumnsMagic.data(), sizeof header.magic);
  header.version = kFormatVersion;
  header.passages = static_cast<std::uint32_t>(documents_.size());
  for (std::size_t i = 0; i < kLists; ++i) {
    if (counts[i] > UINT32_MAX) throw IndexError(path + ": more values than one index can hold");
    header.counts[i] = static_cast<std::uint32_t>(counts[i]);
  }
  FileWriter file(path);
  file.write({reinterpret_cast<const char*>(&header), sizeof header});
  file.write(bytes_of(documents_));
  for (const auto* ends : {&date_ends_, &actor_ends_, &era_ends_, &decade_ends_, &century_ends_}) {
    file.write(bytes_of(*ends));
  }
  file.write(bytes_of(dates_));
  file.write(bytes_of(actors_));
  file.write(bytes_of(eras_));
  file.write(bytes_of(decades_));
  file.write(bytes_of(centuries_));
  file.close();
}

}  // namespace fasti::index
