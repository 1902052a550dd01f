#include "server/search/second_stage.h"

#include <algorithm>
#include <bitset>
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

std::vector<index::DocId> docids_of(const std::vector<Scored>& hits) {
  std::vector<index::DocId> out;
  for (const Scored& hit : hits) out.push_back(hit.docid);
  return out;
}

SecondStage::SecondStage(std::vector<Word> words, const Matcher& matcher,
                         const index::Generation& generation)
    : generation_(generation) {
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
    titled_.push_back(matcher.document_term(index::make_term(index::kTitlePrefix, word.folded)));
  }
}

void SecondStage::operator()(std::vector<Scored>& hits, const Deadline& deadline) const {
  Positions positions(words_.size());
  for (Scored& hit : hits) {
    // A hit whose words are not in memory takes as long as the disk.
    if (deadline.passed()) break;
    look_into(hit, positions);
  }
  share_of_document(hits);
  std::ranges::sort(hits, [](const Scored& a, const Scored& b) {
    return a.sum() != b.sum() ? a.sum() > b.sum() : a.docid < b.docid;
  });
}

void SecondStage::look_into(Scored& hit, Positions& positions) const {
  const std::string_view sequence = generation_.word_index().sequence(hit.docid);
  std::bitset<kMostWords> in_text;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    in_text[word] = !runs_[word].empty() && index::contains_run(sequence, runs_[word]);
    if (in_text[word] || titled_[word]->contains(hit.docid))
      hit.exact += kExactShare * words_[word].weight;
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
