#include "server/search/similar.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/index/schema.h"
#include "server/search/date_filter.h"
#include "server/search/passage_stems.h"
#include "server/search/ranking.h"

namespace fasti::search {
namespace {

using index::kK1;
constexpr std::size_t kTellingStems = 40;
constexpr std::size_t kLookedAt = 200;  // the likest by words, weighed by actors and dates
// Shares beside the words', which are at most 1. What they bring is told in docs/ranking.md.
constexpr double kActorsShare = 0.3;
constexpr double kDatesShare = 0.1;

struct TellingStem {
  std::string term;
  double weight;
};

// The stems that tell a passage from others, the most telling first: BM25's weight of each in it.
std::vector<TellingStem> telling_stems(const std::vector<index::StemTerm>& stems,
                                       const Xapian::Database& database) {
  std::vector<TellingStem> out;
  const double all = database.get_doccount();
  for (const index::StemTerm& stem : stems) {
    std::string term = index::make_term(index::kStemPrefix, stem.stem);
    const double passages = database.get_termfreq(term);
    const bool alone = passages < 2;  // no other has it
    if (alone) continue;
    const double wdf = stem.wdf;
    out.push_back({std::move(term), std::log(1 + all / passages) * wdf / (kK1 + wdf)});
  }
  std::ranges::sort(out, [](const TellingStem& a, const TellingStem& b) {
    return std::tuple(-a.weight, std::string_view(a.term)) <
           std::tuple(-b.weight, std::string_view(b.term));
  });
  if (out.size() > kTellingStems) out.resize(kTellingStems);
  return out;
}

// Compares one passage with others.
class Comparer {
 public:
  Comparer(index::DocId docid, const Snapshot& snapshot)
      : snapshot_(snapshot),
        filter_(snapshot.columns(), rule_),
        own_(actors_of(docid)),
        docid_(docid) {
    for (const std::uint32_t actor : own_) whole_ += telling(actor);
  }

  std::vector<std::uint32_t> shared_actors(index::DocId other) const {
    std::vector<std::uint32_t> out;
    std::ranges::set_intersection(own_, actors_of(other), std::back_inserter(out));
    return out;
  }

  // 0 .. 1; an actor that few passages name weighs more.
  double actors_share(const std::vector<std::uint32_t>& shared) const {
    double sum = 0;
    for (const std::uint32_t actor : shared) sum += telling(actor);
    return whole_ > 0 ? sum / whole_ : 0;
  }

  bool shares_dates(index::DocId other) const {
    for (const index::DateEntry& a : snapshot_.columns().dates(docid_))
      for (const index::DateEntry& b : snapshot_.columns().dates(other))
        if (filter_.counts(a) && filter_.counts(b) && (belongs(a, b) || belongs(b, a))) return true;
    return false;
  }

 private:
  std::vector<std::uint32_t> actors_of(index::DocId docid) const {
    std::vector<std::uint32_t> out;
    for (const index::ActorEntry entry : snapshot_.columns().actors(docid))
      if (entry.evidence() <= actors::Evidence::metonym &&
          (out.empty() || out.back() != entry.actor()))
        out.push_back(entry.actor());
    return out;
  }

  double telling(std::uint32_t actor) const {
    const double all = snapshot_.passages();
    return std::log(1 + all / snapshot_.actor_counts(actors::Evidence::adjective)[actor].passages);
  }

  bool belongs(const index::DateEntry& date, const index::DateEntry& range) const {
    return filter_.belongs(date, range_selection(range.interval()));
  }

  const Snapshot& snapshot_;
  const DateRule rule_ = {};
  DateFilter filter_;
  std::vector<std::uint32_t> own_;  // rising
  index::DocId docid_;
  double whole_ = 0;
};

// The passages that are not told of: the one asked about, or all of its document.
std::vector<index::DocId> own_passages(index::DocId docid, bool same_document,
                                       const Snapshot& snapshot) {
  if (same_document) return {docid};
  const index::DocumentHead& document =
      snapshot.generation().documents()[snapshot.columns().document(docid)];
  std::vector<index::DocId> out(document.passages);
  std::iota(out.begin(), out.end(), document.first);
  return out;
}

// The others that share the most telling words, the likest first, by the weight of what they share.
std::vector<RankedPassage> by_words(const std::vector<TellingStem>& stems,
                                    const std::vector<index::DocId>& own, const Snapshot& snapshot,
                                    const Xapian::Database& database) {
  std::vector<RankedTerm> terms;
  for (const TellingStem& stem : stems) {
    auto postings = snapshot.postings(database, stem.term);
    const double weight = term_weight(snapshot.passages(), postings->size(), 1);
    terms.push_back({std::move(postings), stem.weight * weight});
  }
  const Bitmap others = all_up_to(snapshot.passages()) - bitmap_of(own);
  std::vector<RankedPassage> out = rank(terms, members(others), 0, kLookedAt, {});
  std::erase_if(out, [](const RankedPassage& passage) { return passage.score == 0; });
  return out;
}

// Those of the telling stems that another passage has too.
std::vector<std::string> shared_stems(const std::vector<TellingStem>& telling,
                                      const std::vector<index::StemTerm>& others) {
  std::vector<std::string> out;
  for (const TellingStem& one : telling) {
    std::string stem = one.term.substr(index::kStemPrefix.size());
    if (std::ranges::find(others, stem, &index::StemTerm::stem) != others.end())
      out.push_back(std::move(stem));
  }
  return out;
}

}  // namespace

std::vector<SimilarPassage> similar_passages(index::DocId docid, bool same_document,
                                             std::size_t limit, const Snapshot& snapshot,
                                             const Xapian::Database& database, Stems& stemmers) {
  const std::vector<TellingStem> stems =
      telling_stems(passage_stems(docid, snapshot, stemmers), database);
  if (stems.empty()) return {};
  const Comparer comparer(docid, snapshot);
  const std::vector<RankedPassage> found =
      by_words(stems, own_passages(docid, same_document, snapshot), snapshot, database);
  std::vector<SimilarPassage> out;
  for (const auto& [other, score] : found) {
    SimilarPassage one{.docid = other};
    one.actors = comparer.shared_actors(one.docid);
    one.dates = comparer.shares_dates(one.docid);
    one.score = score / found.front().score + kActorsShare * comparer.actors_share(one.actors) +
                (one.dates ? kDatesShare : 0);
    out.push_back(std::move(one));
  }
  std::ranges::sort(out, [](const SimilarPassage& a, const SimilarPassage& b) {
    return std::pair(-a.score, a.docid) < std::pair(-b.score, b.docid);
  });
  if (out.size() > limit) out.resize(limit);
  for (SimilarPassage& one : out)
    one.stems = shared_stems(stems, passage_stems(one.docid, snapshot, stemmers));
  return out;
}

}  // namespace fasti::search
