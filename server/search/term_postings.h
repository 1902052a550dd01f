#pragma once
#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/index/records.h"
#include "server/search/cache.h"
#include "server/search/deadline.h"

namespace fasti::search {

// The passages that have a term, rising, and how often each has it (its wdf), taken out of Xapian's
// compressed list so that a search goes through them in a tenth of the time. Some 3 bytes a
// passage: as in a Roaring bitmap, passages whose docids differ in the lower 16 bits only make a
// chunk. Immutable.
class TermPostings {
 public:
  TermPostings() = default;
  // Reads a term's list, until `deadline` passes. Throws Xapian::Error.
  TermPostings(const Xapian::Database& database, const std::string& term,
               const Deadline& deadline = {});
  // The same of some passages only. REQUIRES: docids rise.
  TermPostings(const Xapian::Database& database, const std::string& term,
               const std::vector<index::DocId>& among);
  // Each passage with the same wdf. REQUIRES: docids rise.
  TermPostings(const std::vector<index::DocId>& docids, std::uint32_t wdf);

  std::size_t size() const { return low_.size(); }
  std::size_t memory() const;  // bytes
  std::vector<index::DocId> docids() const;
  // Those of them that are among `docids`, which rise.
  TermPostings among(const std::vector<index::DocId>& docids) const;

  // A wdf as one byte: kLargeWdf stands for all from it on, which `large` tells.
  static constexpr std::uint32_t kLargeWdf = 255;
  using Large = std::pair<index::DocId, std::uint32_t>;
  // Docids with the same upper half: `low` and `wdf` are as long.
  struct Chunk {
    std::span<const std::uint16_t> low;
    std::span<const std::uint8_t> wdf;
    std::span<const Large> large;
  };
  // Empty when none has this upper half.
  Chunk chunk(std::uint32_t high) const;

 private:
  void add(index::DocId docid, std::uint32_t wdf);

  struct Begin {
    std::uint32_t high;
    std::uint32_t low, large;  // the first places of low_, wdf_ and of large_
  };
  std::vector<Begin> chunks_;  // rising
  std::vector<std::uint16_t> low_;
  std::vector<std::uint8_t> wdf_;
  std::vector<Large> large_;
};

using PostingsCache = Cache<TermPostings, &TermPostings::memory>;

}  // namespace fasti::search
