#include "server/search/term_postings.h"

#include <algorithm>

namespace fasti::search {

TermPostings::TermPostings(const Xapian::Database& database, const std::string& term,
                           const Deadline& deadline) {
  const std::size_t size = database.get_termfreq(term);
  low_.reserve(size);
  wdf_.reserve(size);
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end && !deadline.passed_at_step(); ++at)
    add(*at, at.get_wdf());
}

TermPostings::TermPostings(const Xapian::Database& database, const std::string& term,
                           const std::vector<index::DocId>& among) {
  const auto end = database.postlist_end(term);
  auto at = database.postlist_begin(term);
  for (const index::DocId docid : among) {
    if (at == end) return;
    at.skip_to(docid);
    if (at != end && *at == docid) add(docid, at.get_wdf());
  }
}

TermPostings::TermPostings(const std::vector<index::DocId>& docids, std::uint32_t wdf) {
  low_.resize(docids.size());
  std::ranges::transform(docids, low_.begin(),
                         [](index::DocId docid) { return static_cast<std::uint16_t>(docid); });
  wdf_.assign(docids.size(), static_cast<std::uint8_t>(std::min(wdf, kLargeWdf)));
  if (wdf >= kLargeWdf)
    for (const index::DocId docid : docids) large_.emplace_back(docid, wdf);
  for (auto at = docids.begin(); at != docids.end();) {
    const index::DocId high = *at >> 16U;
    const auto place = static_cast<std::uint32_t>(at - docids.begin());
    chunks_.push_back({high, place, large_.empty() ? 0 : place});
    at = std::lower_bound(at, docids.end(), std::uint64_t{high + 1} << 16U);
  }
}

void TermPostings::add(index::DocId docid, std::uint32_t wdf) {
  const std::uint32_t high = docid >> 16U;
  if (chunks_.empty() || chunks_.back().high != high)
    chunks_.push_back(
        {high, static_cast<std::uint32_t>(low_.size()), static_cast<std::uint32_t>(large_.size())});
  low_.push_back(static_cast<std::uint16_t>(docid));
  wdf_.push_back(static_cast<std::uint8_t>(std::min(wdf, kLargeWdf)));
  if (wdf >= kLargeWdf) large_.emplace_back(docid, wdf);
}

std::size_t TermPostings::memory() const {
  return sizeof(*this) + chunks_.capacity() * sizeof(Begin) +
         low_.capacity() * sizeof(std::uint16_t) + wdf_.capacity() +
         large_.capacity() * sizeof(Large);
}

TermPostings::Chunk TermPostings::chunk(std::uint32_t high) const {
  const auto found = std::ranges::lower_bound(chunks_, high, {}, &Begin::high);
  if (found == chunks_.end() || found->high != high) return {};
  const bool last = std::next(found) == chunks_.end();
  const std::size_t low_end = last ? low_.size() : std::next(found)->low;
  const std::size_t large_end = last ? large_.size() : std::next(found)->large;
  const std::size_t count = low_end - found->low;
  return {{low_.data() + found->low, count},
          {wdf_.data() + found->low, count},
          {large_.data() + found->large, large_end - found->large}};
}

std::vector<index::DocId> TermPostings::docids() const {
  std::vector<index::DocId> out;
  out.reserve(size());
  for (const Begin& begin : chunks_)
    for (const std::uint16_t low : chunk(begin.high).low) out.push_back(begin.high << 16U | low);
  return out;
}

TermPostings TermPostings::among(const std::vector<index::DocId>& docids) const {
  TermPostings out;
  auto wanted = docids.begin();
  for (const Begin& begin : chunks_) {
    const Chunk chunk = this->chunk(begin.high);
    auto large = chunk.large.begin();
    for (std::size_t i = 0; i < chunk.low.size(); ++i) {
      const index::DocId docid = begin.high << 16U | chunk.low[i];
      const std::uint32_t wdf = chunk.wdf[i] < kLargeWdf ? chunk.wdf[i] : (large++)->second;
      while (wanted != docids.end() && *wanted < docid) ++wanted;
      if (wanted != docids.end() && *wanted == docid) out.add(docid, wdf);
    }
  }
  return out;
}

}  // namespace fasti::search
