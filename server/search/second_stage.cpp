#include "server/search/second_stage.h"

#include <algorithm>
#include <unordered_map>

#include "core/index/schema.h"

namespace fasti::search {
namespace {

constexpr double kExactShare = 0.06;
constexpr double kNearnessShare = 0.25;
constexpr double kDocumentShare = 0.12;
// Words farther apart than this are no neighbours.
constexpr Xapian::termpos kReach = 8;
// A pair that stands together once scores half as much as one that does so ever again.
constexpr double kSaturation = 1.2;

std::vector<Xapian::termpos> positions(const Xapian::Database& database, const std::string& word,
                                       index::DocId docid) {
  return {database.positionlist_begin(docid, word), database.positionlist_end(docid, word)};
}

// How far the nearest of `others`, which rise, is from `at`; one before it counts as one farther.
Xapian::termpos distance(Xapian::termpos at, const std::vector<Xapian::termpos>& others) {
  const auto next = std::ranges::upper_bound(others, at);
  Xapian::termpos out = kReach + 1;
  if (next != others.end()) out = std::min(out, *next - at);
  if (next != others.begin()) out = std::min(out, at - *std::prev(next) + 1);
  return out;
}

}  // namespace

SecondStage::SecondStage(std::vector<Word> words, const Xapian::Database& database,
                         const index::Columns& columns)
    : database_(database), columns_(columns) {
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::size_t before = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto known = std::ranges::find(words_, words[i].folded, &Word::folded);
    const auto place = static_cast<std::size_t>(known - words_.begin());
    if (known == words_.end()) words_.push_back(std::move(words[i]));
    const bool new_pair = std::ranges::none_of(
        pairs_, [&](const Pair& pair) { return pair.first == before && pair.second == place; });
    if (i > 0 && before != place && new_pair) pairs_.push_back({before, place});
    before = place;
  }
}

void SecondStage::operator()(std::vector<Scored>& hits) const {
  std::ranges::sort(hits, {}, &Scored::docid);
  std::vector<std::vector<bool>> in_text;
  for (const Word& word : words_) {
    in_text.push_back(holders(word.folded, hits));
    const std::vector<bool> in_title =
        holders(index::make_term(index::kTitlePrefix, word.folded), hits);
    for (std::size_t i = 0; i < hits.size(); ++i)
      if (in_text.back()[i] || in_title[i]) hits[i].exact += kExactShare * word.weight;
  }
  for (const Pair& pair : pairs_)
    for (std::size_t i = 0; i < hits.size(); ++i)
      if (in_text[pair.first][i] && in_text[pair.second][i])
        hits[i].nearness += nearness(pair, hits[i].docid);
  share_of_document(hits);
  std::ranges::sort(hits, [](const Scored& a, const Scored& b) {
    return a.sum() != b.sum() ? a.sum() > b.sum() : a.docid < b.docid;
  });
}

std::vector<bool> SecondStage::holders(const std::string& term,
                                       const std::vector<Scored>& hits) const {
  std::vector<bool> out(hits.size());
  auto at = database_.postlist_begin(term);
  const auto end = database_.postlist_end(term);
  for (std::size_t i = 0; i < hits.size() && at != end; ++i) {
    at.skip_to(hits[i].docid);
    out[i] = at != end && *at == hits[i].docid;
  }
  return out;
}

double SecondStage::nearness(const Pair& pair, index::DocId docid) const {
  const Word& first = words_[pair.first];
  const Word& second = words_[pair.second];
  const auto others = positions(database_, second.folded, docid);
  double times = 0;  // that the pair stands together, by how closely
  for (const Xapian::termpos at : positions(database_, first.folded, docid)) {
    const Xapian::termpos apart = distance(at, others);
    if (apart <= kReach) times += 1.0 / apart;
  }
  return kNearnessShare * std::min(first.weight, second.weight) * times / (times + kSaturation);
}

void SecondStage::share_of_document(std::vector<Scored>& hits) const {
  struct Best {
    double first = 0, second = 0;
    index::DocId holder = 0;  // of the first
  };
  std::unordered_map<std::uint32_t, Best> documents;
  for (const Scored& hit : hits) {
    Best& best = documents[columns_.document(hit.docid)];
    if (const double score = hit.sum(); score > best.first)
      best = {score, best.first, hit.docid};
    else
      best.second = std::max(best.second, score);
  }
  for (Scored& hit : hits) {
    const Best& best = documents[columns_.document(hit.docid)];
    hit.document = kDocumentShare * (best.holder == hit.docid ? best.second : best.first);
  }
}

}  // namespace fasti::search
