#include "server/search/scorer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/index/schema.h"
#include "core/text/function_words.h"
#include "core/text/words.h"
#include "server/search/passage_stems.h"

namespace fasti::search {
namespace {

// A word that stands once in a text of average length has this wdf.
constexpr auto kOnce = static_cast<std::uint32_t>(index::kWdfScale);

// Xapian finds a passage in a term's list in the time in which it reads so many.
constexpr std::size_t kSkipped = 200;

// Of the expansion: how many first hits are read, how many of them must have a stem, how many stems
// are taken, and which part of the whole weight they get.
constexpr std::size_t kReadHits = 5;
constexpr std::size_t kSharedBy = 2;
constexpr std::size_t kMostFurther = 40;
constexpr double kFurtherShare = 0.25;

// Short stems and numbers are seldom what a text is about.
bool tells_something(std::string_view stem) {
  return stem.size() > 2 && !std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Scorer::Scorer(const std::vector<const Node*>& leaves, const Xapian::Database& database,
               const Snapshot& snapshot, Stems& stems, const Matcher& matcher, Deadline deadline)
    : database_(database), snapshot_(snapshot), stemmers_(stems), deadline_(std::move(deadline)) {
  std::vector<std::string> words;
  for (const Node* leaf : leaves) {
    if (leaf->kind == NodeKind::word) words.push_back(leaf->word);
    words.insert(words.end(), leaf->words.begin(), leaf->words.end());
    if (leaf->kind == NodeKind::named)
      for (const text::Word& word : text::words(leaf->word)) words.push_back(word.folded);
    if (leaf->kind == NodeKind::prefix || leaf->kind == NodeKind::named)
      add_list(leaf->kind == NodeKind::prefix ? leaf->word + "*" : leaf->value,
               docids_of(*matcher(*leaf, Match::all)));
  }
  const bool only_function_words =
      lists_.empty() && std::ranges::all_of(words, text::is_function_word);
  for (const std::string& word : words) {
    if (!text::is_function_word(word))
      add_word(word, matcher);
    else if (only_function_words)
      add_function_word(word, matcher);
  }
  second_stage_.emplace(std::move(words_), matcher, snapshot.generation());
}

void Scorer::add_list(std::string name, Docids passages) {
  lists_.push_back({std::move(name), std::move(passages), 1});
}

void Scorer::add_function_word(const std::string& word, const Matcher& matcher) {
  // They are in most passages: each takes milliseconds to look up.
  if (deadline_.passed()) return;
  auto list = std::ranges::find(lists_, word, &List::name);
  if (list != lists_.end()) {
    ++list->times;
  } else {
    add_list(word, docids_of(*matcher.function_word(word)));
    list = lists_.end() - 1;
  }
  if (list->size() > 0) words_.push_back({word, weight(list->size(), 1)});
}

void Scorer::add_word(const std::string& word, const Matcher& matcher) {
  double most = 0;
  for (WordStem& stem : stemmers_(word)) {
    std::string term = index::make_term(index::kStemPrefix, stem.stem);
    const std::uint32_t passages = this->passages(term);
    if (passages > 0) most = std::max(most, weight(passages, 1));
    const auto known = std::ranges::find_if(stems_, [&](const Stem& one) {
      return one.term == term && one.languages == stem.languages;
    });
    if (known != stems_.end()) {
      ++known->times;
    } else {
      Docids where;
      if (const auto its = matcher.in_languages_of(stem)) where = docids_of(*its);
      stems_.push_back({std::move(term), passages, 1, std::move(stem.languages), std::move(where)});
    }
  }
  if (most > 0) words_.push_back({word, most});
}

void Scorer::expand(const Docids& matches) {
  struct Candidate {
    std::string term;
    std::uint32_t passages = 0;
    double share = 0;  // of the hits' words, the better hits counting more
    std::size_t hits = 0;
    double rank = 0;
  };
  std::map<std::string, Candidate> known;
  const std::vector<Scored> read = best(matches, 0, kReadHits);
  snapshot_.generation().read_ahead(docids_of(read));
  for (const Scored& hit : read) {
    if (deadline_.passed()) break;
    const std::vector<index::StemTerm> stems = passage_stems(hit.docid, snapshot_, stemmers_);
    double all = 0;
    for (const index::StemTerm& stem : stems) all += stem.wdf;
    for (const index::StemTerm& stem : stems) {
      if (!tells_something(stem.stem)) continue;
      Candidate& candidate = known[index::make_term(index::kStemPrefix, stem.stem)];
      candidate.share += hit.sum() * stem.wdf / all;
      ++candidate.hits;
    }
  }
  std::vector<Candidate> candidates;
  for (auto& [term, candidate] : known) {
    if (candidate.hits < kSharedBy) continue;
    candidate.term = term;
    candidate.passages = passages(term);
    const double all = snapshot_.passages();
    candidate.rank = candidate.share * std::log(all / candidate.passages);
    candidates.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(candidates, std::greater(), &Candidate::rank);
  if (candidates.size() > kMostFurther) candidates.resize(kMostFurther);

  double shares = 0, asked = 0;
  for (const Candidate& candidate : candidates) shares += candidate.share;
  for (const Stem& stem : stems_) asked += stem.times;
  const double part = asked * kFurtherShare / (1 - kFurtherShare);
  for (Candidate& candidate : candidates)
    further_.push_back(
        {std::move(candidate.term), candidate.passages, part * candidate.share / shares});
}

std::vector<Scored> Scorer::best(const Docids& matches, std::size_t offset,
                                 std::size_t count) const {
  if (offset >= kSecondStage) return by_stems(matches, offset, count);
  std::vector<Scored> all = by_stems(matches, 0, std::max(kSecondStage, offset + count));
  const std::size_t looked_at = std::min(kSecondStage, all.size());
  const auto end_of_first = all.begin() + static_cast<std::ptrdiff_t>(looked_at);
  std::vector<Scored> first(all.begin(), end_of_first);
  (*second_stage_)(first, deadline_);
  std::ranges::copy(first, all.begin());
  const std::size_t begin = std::min(offset, all.size());
  const std::size_t end = std::min(offset + count, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<Scored> Scorer::by_stems(const Docids& matches, std::size_t offset,
                                     std::size_t count) const {
  std::vector<Scored> out;
  for (const RankedPassage& passage : rank(terms(*matches), *matches, offset, count, deadline_))
    out.push_back({.docid = passage.docid, .stems = passage.score});
  return out;
}

std::vector<RankedTerm> Scorer::terms(const std::vector<index::DocId>& matches) const {
  std::vector<RankedTerm> out;
  for (const Stem& stem : stems_)
    out.push_back({postings(stem, matches), weight(stem.passages, stem.times)});
  for (const Further& further : further_)
    out.push_back({postings(further.term, further.passages, matches),
                   further.factor * weight(further.passages, 1)});
  for (const List& list : lists_) {
    if (deadline_.passed()) break;
    out.push_back({std::make_shared<const TermPostings>(*list.passages, kOnce),
                   weight(list.size(), list.times)});
  }
  return out;
}

std::shared_ptr<const TermPostings> Scorer::postings(
    const std::string& term, std::uint32_t passages,
    const std::vector<index::DocId>& matches) const {
  if (auto kept = snapshot_.kept_postings().find(term)) return kept;
  // A long list takes a millisecond or more to read.
  if (deadline_.passed()) return std::make_shared<const TermPostings>();
  if (passages > kSkipped * matches.size())
    return std::make_shared<const TermPostings>(database_, term, matches);
  return snapshot_.postings(database_, term, deadline_);
}

std::shared_ptr<const TermPostings> Scorer::postings(
    const Stem& stem, const std::vector<index::DocId>& matches) const {
  auto all = postings(stem.term, stem.passages, matches);
  if (!stem.where) return all;
  return std::make_shared<const TermPostings>(all->among(*stem.where));
}

std::uint32_t Scorer::passages(const std::string& term) const {
  const auto kept = snapshot_.kept_postings().find(term);
  return kept ? static_cast<std::uint32_t>(kept->size()) : database_.get_termfreq(term);
}

double Scorer::weight(std::uint32_t passages, std::uint32_t times) const {
  return term_weight(snapshot_.passages(), passages, times);
}

std::vector<ScorePart> Scorer::explain(const Scored& scored) const {
  const index::DocId docid = scored.docid;
  std::vector<ScorePart> out;
  const auto add_stem = [&](const std::string& term, std::uint32_t passages, std::uint32_t times,
                            double factor) {
    auto at = database_.postlist_begin(term);
    if (at != database_.postlist_end(term)) at.skip_to(docid);
    if (at == database_.postlist_end(term) || *at != docid) return;
    const Xapian::termcount wdf = at.get_wdf();
    const RankedTerm ranked{{}, factor * weight(passages, times)};
    out.push_back({term, wdf, passages, ranked.score(wdf)});
  };
  for (const Stem& stem : stems_)
    if (!stem.where || std::ranges::binary_search(*stem.where, docid))
      add_stem(stem.term, stem.passages, stem.times, 1);
  for (const Further& further : further_)
    add_stem(further.term, further.passages, 1, further.factor);
  for (const List& list : lists_) {
    if (!std::ranges::binary_search(*list.passages, docid)) continue;
    const RankedTerm ranked{{}, weight(list.size(), list.times)};
    out.push_back({list.name, kOnce, list.size(), ranked.score(kOnce)});
  }
  const auto add = [&](const char* name, double weight) {
    if (weight > 0) out.push_back({.term = name, .weight = weight});
  };
  add("exact form", scored.exact);
  add("nearness", scored.nearness);
  add("document", scored.document);
  return out;
}

}  // namespace fasti::search
