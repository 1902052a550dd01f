#pragma once
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/membership.h"
#include "core/index/files.h"
#include "core/index/records.h"

namespace fasti::index {

// A date of a passage, for filters and counts. 12 bytes, little endian, as on disk.
struct DateEntry {
  std::int32_t earliest;  // dates::Day; meaningless when open_earliest
  std::int32_t latest;
  std::uint8_t kind;   // dates::Kind
  std::uint8_t role;   // dates::Role
  std::uint8_t flags;  // kOpenEarliest | kOpenLatest | kContext
  std::uint8_t unused = 0;

  static constexpr std::uint8_t kOpenEarliest = 1;
  static constexpr std::uint8_t kOpenLatest = 2;
  static constexpr std::uint8_t kContext = 4;  // the passage's context date, not stated in it

  dates::Interval interval() const;
  dates::Kind date_kind() const { return static_cast<dates::Kind>(kind); }
  bool is_context() const { return (flags & kContext) != 0; }
  // Counted unless roles=all: not a citation, not a life span.
  bool is_counted_by_default() const;
};

// An actor of a passage; one entry for each evidence that the passage has.
struct ActorEntry {
  std::uint32_t packed;  // actor << 2 | evidence
  std::uint32_t actor() const { return packed >> 2; }
  actors::Evidence evidence() const { return static_cast<actors::Evidence>(packed & 3); }
};

// What filters and facets read of every passage, mapped into memory. Docids run from 1.
// Immutable; safe in all threads.
class Columns {
 public:
  // Throws IndexError.
  static Columns open(const std::string& path);

  DocId passages() const { return passages_; }  // the last docid
  // The index of its document in the generation's documents. REQUIRES: 1 <= docid <= passages().
  std::uint32_t document(DocId docid) const {
    assert(docid >= 1 && docid <= passages_);
    return documents_[docid - 1];
  }
  // Nothing for a docid beyond the last.
  std::span<const DateEntry> dates(DocId docid) const { return list<DateEntry>(0, docid); }
  // By packed value.
  std::span<const ActorEntry> actors(DocId docid) const { return list<ActorEntry>(1, docid); }
  // Membership under the default rule (half, context dates counted, default roles), rising: indices
  // into the generation's eras; decades and centuries as dates::decades_of numbers them.
  std::span<const std::uint32_t> eras(DocId docid) const { return list<std::uint32_t>(2, docid); }
  std::span<const std::int32_t> decades(DocId docid) const { return list<std::int32_t>(3, docid); }
  std::span<const std::int32_t> centuries(DocId docid) const {
    return list<std::int32_t>(4, docid);
  }

  static constexpr std::size_t kLists = 5;

 private:
  // Facets read lists of every passage that is found: this is their inner loop.
  template <typename T>
  std::span<const T> list(std::size_t which, DocId docid) const {
    if (docid == 0 || docid > passages_) return {};
    const std::uint32_t* ends = ends_[which];
    const std::uint32_t begin = docid == 1 ? 0 : ends[docid - 2];
    return {static_cast<const T*>(values_[which]) + begin, ends[docid - 1] - begin};
  }

  // Mapped; what the pointers point into.
  std::shared_ptr<const MappedFile> file_;
  DocId passages_ = 0;
  const std::uint32_t* documents_ = nullptr;
  std::array<const std::uint32_t*, kLists> ends_{};
  std::array<const void*, kLists> values_{};
};

// Gathers the columns of a build, in docid order, and writes them.
class ColumnsWriter {
 public:
  void add(std::uint32_t document, std::span<const DateEntry> dates,
           std::span<const ActorEntry> actors, std::span<const std::uint32_t> eras,
           std::span<const std::int32_t> decades, std::span<const std::int32_t> centuries);
  // Throws IndexError when the file cannot be written whole.
  void write(const std::string& path) const;

 private:
  std::vector<std::uint32_t> documents_;
  std::vector<DateEntry> dates_;
  std::vector<ActorEntry> actors_;
  std::vector<std::uint32_t> eras_;
  std::vector<std::int32_t> decades_, centuries_;
  std::vector<std::uint32_t> date_ends_, actor_ends_, era_ends_, decade_ends_, century_ends_;
};

}  // namespace fasti::index
