#include "server/search/second_stage.h"

#include <algorithm>
#include <unordered_map>

#include "core/index/binary.h"
#include "core/index/schema.h"
#include "core/index/word_sequence.h"

namespace fasti::search {
namespace {

constexpr double kExactShare = 0.06;
constexpr double kNearnessShare = 0.25;
constexpr double kDocumentShare = 0.12;
// Words farther apart than this are no neighbours.
constexpr std::uint32_t kReach = 8;
// A pair that stands together once scores half as much as one that does so ever again.
constexpr double kSaturation = 1.2;

// How far the nearest of `others`, which rise, is from `at`; one before it counts as one farther.
std::uint32_t distance(std::uint32_t at, const std::vector<std::uint32_t>& others) {
  const auto next = std::ranges::upper_bound(others, at);
  std::uint32_t out = kReach + 1;
  if (next != others.end()) out = std::min(out, *next - at);
  if (next != others.begin()) out = std::min(out, at - *std::prev(next) + 1);
  return out;
}

}  // namespace

SecondStage::SecondStage(std::vector<Word> words, const Xapian::Database& database,
                         const index::Generation& generation)
    : database_(database), generation_(generation) {
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
  const index::WordList& list = generation.words();
  for (const Word& word : words_) {
    const auto place = list.find(word.folded);
    ranks_.push_back(place ? list.rank(*place) : kNoRank);
    runs_.emplace_back();
    if (place) index::append_number(runs_.back(), ranks_.back());
  }
}

void SecondStage::operator()(std::vector<Scored>& hits) const {
  std::ranges::sort(hits, {}, &Scored::docid);
  std::vector<std::vector<bool>> in_titles;
  for (const Word& word : words_)
    in_titles.push_back(holders(index::make_term(index::kTitlePrefix, word.folded), hits));
  std::vector<bool> in_title(words_.size());
  Positions positions(words_.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    for (std::size_t word = 0; word < words_.size(); ++word) in_title[word] = in_titles[word][i];
    look_into(generation_.word_index().sequence(hits[i].docid), in_title, positions, hits[i]);
  }
  share_of_document(hits);
  std::ranges::sort(hits, [](const Scored& a, const Scored& b) {
    return a.sum() != b.sum() ? a.sum() > b.sum() : a.docid < b.docid;
  });
}

void SecondStage::look_into(std::string_view sequence, const std::vector<bool>& in_title,
                            Positions& positions, Scored& hit) const {
  std::vector<bool> in_text(words_.size());
  for (std::size_t word = 0; word < words_.size(); ++word) {
    in_text[word] = !runs_[word].empty() && index::contains_run(sequence, runs_[word]);
    if (in_text[word] || in_title[word]) hit.exact += kExactShare * words_[word].weight;
  }
  const auto both = [&](const Pair& pair) { return in_text[pair.first] && in_text[pair.second]; };
  if (std::ranges::none_of(pairs_, both)) return;
  read_positions(sequence, positions);
  for (const Pair& pair : pairs_) hit.nearness += nearness(pair, positions);
}

void SecondStage::read_positions(std::string_view sequence, Positions& positions) const {
  for (auto& of_word : positions) of_word.clear();
  std::uint32_t position = 0;
  index::for_each_number(sequence, [&](std::uint32_t rank) {
    const auto word = std::ranges::find(ranks_, rank);
    if (word != ranks_.end())
      positions[static_cast<std::size_t>(word - ranks_.begin())].push_back(position);
    ++position;
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

double SecondStage::nearness(const Pair& pair, const Positions& positions) const {
  double times = 0;  // that the pair stands together, by how closely
  for (const std::uint32_t at : positions[pair.first]) {
    const std::uint32_t apart = distance(at, positions[pair.second]);
    if (apart <= kReach) times += 1.0 / apart;
  }
  return kNearnessShare * std::min(words_[pair.first].weight, words_[pair.second].weight) * times /
         (times + kSaturation);
}

void SecondStage::share_of_document(std::vector<Scored>& hits) const {
  struct Best {
    double first = 0, second = 0;
    index::DocId holder = 0;  // of the first
  };
  std::unordered_map<std::uint32_t, Best> documents;
  for (const Scored& hit : hits) {
    Best& best = documents[generation_.columns().document(hit.docid)];
    if (const double score = hit.sum(); score > best.first)
      best = {score, best.first, hit.docid};
    else
      best.second = std::max(best.second, score);
  }
  for (Scored& hit : hits) {
    const Best& best = documents[generation_.columns().document(hit.docid)];
    hit.document = kDocumentShare * (best.holder == hit.docid ? best.second : best.first);
  }
}

}  // namespace fasti::search
