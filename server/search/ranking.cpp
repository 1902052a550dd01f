#include "server/search/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "core/index/schema.h"

namespace fasti::search {
namespace {

using index::DocId;

// So many scores fill most of a processor's first cache.
constexpr std::uint32_t kWindow = 4096;
// To look a passage up in a list costs about as much as going by so many entries.
constexpr std::size_t kLookup = 8;

// Better passages first; the earlier of two alike.
bool before(const RankedPassage& a, const RankedPassage& b) {
  return a.score != b.score ? a.score > b.score : a.docid < b.docid;
}

// Keeps the best of passages that come by rising docids.
class Best {
 public:
  explicit Best(std::size_t count) : count_(count) { kept_.reserve(2 * count); }

  // Of passages that score as much, the first are kept.
  void add(DocId docid, double score) {
    if (score <= enough_) return;
    kept_.push_back({docid, score});
    if (kept_.size() == 2 * count_) drop();
  }

  std::vector<RankedPassage> take() {
    std::ranges::sort(kept_, before);
    if (kept_.size() > count_) kept_.resize(count_);
    return std::move(kept_);
  }

 private:
  void drop() {
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(count_ - 1);
    std::ranges::nth_element(kept_, last, before);
    enough_ = last->score;
    kept_.resize(count_);
  }

  std::size_t count_;
  double enough_ = -1;  // scores up to this one are beaten by `count_` others
  std::vector<RankedPassage> kept_;
};

// A term's list while it is gone through, chunk by chunk.
class Cursor {
 public:
  explicit Cursor(const RankedTerm& term) : term_(term) {
    for (std::uint32_t wdf = 0; wdf < TermPostings::kLargeWdf; ++wdf)
      scores_[wdf] = term.score(wdf);
  }

  // Returns how many passages it has there.
  std::size_t start(std::uint32_t high) {
    chunk_ = term_.postings->chunk(high);
    at_ = 0;
    return chunk_.low.size();
  }

  // Adds the scores of the passages from `begin` on and below `end` to `scores`, which begin with
  // that of `begin`. They are asked for by rising docids, as below.
  void add(std::uint32_t begin, std::uint32_t end, std::span<double> scores) {
    skip_to(begin);
    const std::uint16_t* const low = chunk_.low.data();
    const std::uint8_t* const wdf = chunk_.wdf.data();
    const std::size_t size = chunk_.low.size();
    std::size_t at = at_;
    for (; at < size && low[at] < end; ++at) scores[low[at] - begin] += scores_[wdf[at]];
    at_ = at;
    for (const auto& [docid, many] : chunk_.large) {
      const std::uint32_t place = low_of(docid);
      if (place >= begin && place < end) scores[place - begin] += term_.score(many);
    }
  }

  // The score of a passage.
  double score(std::uint32_t low) {
    skip_to(low);
    if (at_ == chunk_.low.size() || chunk_.low[at_] != low) return 0;
    if (chunk_.wdf[at_] < TermPostings::kLargeWdf) return scores_[chunk_.wdf[at_]];
    const auto large = std::ranges::find(
        chunk_.large, low, [](const TermPostings::Large& one) { return low_of(one.first); });
    return term_.score(large->second);
  }

 private:
  // Goes on to the first passage from `low` on. Most ways are short: twice as far at every step,
  // then between the last two.
  void skip_to(std::uint32_t low) {
    const auto& lows = chunk_.low;
    std::size_t step = 1;
    while (at_ + step < lows.size() && lows[at_ + step] < low) {
      at_ += step;
      step *= 2;
    }
    const std::size_t end = std::min(at_ + step + 1, lows.size());
    const auto begin = lows.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ = static_cast<std::size_t>(
        std::lower_bound(begin, lows.begin() + static_cast<std::ptrdiff_t>(end), low) -
        lows.begin());
  }

  static std::uint32_t low_of(DocId docid) { return docid & 0xFFFFU; }

  const RankedTerm& term_;
  TermPostings::Chunk chunk_;
  std::size_t at_ = 0;
  std::array<double, TermPostings::kLargeWdf + 1> scores_{};  // by wdf; none of a large one
};

class Ranking {
 public:
  Ranking(const std::vector<RankedTerm>& terms, std::size_t wanted)
      : cursors_(terms.begin(), terms.end()), best_(wanted) {}

  // `matches`: all that have one upper half.
  void add(std::span<const DocId> matches) {
    std::size_t entries = 0;
    for (Cursor& cursor : cursors_) entries += cursor.start(matches.front() >> 16U);
    if (matches.size() * cursors_.size() * kLookup < entries)
      look_up(matches);
    else
      sum_up(matches);
  }

  std::vector<RankedPassage> take() { return best_.take(); }

 private:
  void look_up(std::span<const DocId> matches) {
    for (const DocId docid : matches) {
      double score = 0;
      for (Cursor& cursor : cursors_) score += cursor.score(docid & 0xFFFFU);
      best_.add(docid, score);
    }
  }

  void sum_up(std::span<const DocId> matches) {
    const std::uint32_t high = matches.front() >> 16U << 16U;
    for (auto at = matches.begin(); at != matches.end();) {
      const std::uint32_t begin = (*at - high) / kWindow * kWindow;
      const std::uint32_t end = begin + kWindow;
      scores_.fill(0);
      for (Cursor& cursor : cursors_) cursor.add(begin, end, scores_);
      for (; at != matches.end() && *at - high < end; ++at)
        best_.add(*at, scores_[*at - high - begin]);
    }
  }

  std::vector<Cursor> cursors_;
  Best best_;
  std::array<double, kWindow> scores_;
};

}  // namespace

double term_weight(std::size_t all, std::size_t passages, std::uint32_t times) {
  constexpr double kK3 = 1;
  const auto n = static_cast<double>(passages);
  const double others = static_cast<double>(all) - n;
  double odds = (others + 0.5) / (n + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  const double t = times;
  return std::log(odds) * (kK3 + 1) * t / (kK3 + t) * (index::kK1 + 1);
}

double RankedTerm::score(std::uint32_t wdf) const { return weight * wdf / (index::kK1 + wdf); }

std::vector<RankedPassage> rank(const std::vector<RankedTerm>& terms,
                                const std::vector<DocId>& matches, std::size_t offset,
                                std::size_t count, const Deadline& deadline) {
  const std::size_t wanted = std::min(offset + count, matches.size());
  if (wanted == 0) return {};
  Ranking ranking(terms, wanted);
  for (auto at = matches.begin(); at != matches.end() && !deadline.passed();) {
    const std::uint32_t high = *at >> 16U;
    const auto end = std::lower_bound(at, matches.end(), std::uint64_t{high + 1} << 16U);
    ranking.add({at, end});
    at = end;
  }
  std::vector<RankedPassage> out = ranking.take();
  out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(std::min(offset, out.size())));
  return out;
}

}  // namespace fasti::search
