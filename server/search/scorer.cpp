#include "server/search/scorer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/index/schema.h"
#include "core/text/words.h"
#include "server/search/passage_stems.h"

namespace fasti::search {
namespace {

using index::kK1;
constexpr double kK3 = 1;
// A word that stands once in a text of average length has this wdf.
constexpr double kOnce = index::kWdfScale;

// Xapian looks at no deadline by itself. It goes through so many entries in some milliseconds.
constexpr Xapian::doccount kMostUnwatched = 1'000'000;

// Of the expansion: how many first hits are read, how many of them must have a stem, how many stems
// are taken, and which part of the whole weight they get.
constexpr std::size_t kReadHits = 5;
constexpr std::size_t kSharedBy = 2;
constexpr std::size_t kMostFurther = 40;
constexpr double kFurtherShare = 0.25;

// Short stems and numbers are seldom what a text is about.
bool tells_something(std::string_view stem) {
  return stem.size() > 2 && !is_function_word(stem) &&
         !std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; });
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
      add_prefix(leaf->kind == NodeKind::prefix ? leaf->word + "*" : leaf->value,
                 docids_of(matcher(*leaf, Match::all)));
  }
  const bool only_function_words =
      prefixes_.empty() && std::ranges::all_of(words, is_function_word);
  for (const std::string& word : words)
    if (only_function_words || !is_function_word(word)) add_word(word, matcher);
  second_stage_.emplace(std::move(words_), database, snapshot.generation());
}

void Scorer::add_prefix(std::string name, Docids passages) {
  const auto count = static_cast<std::uint32_t>(passages->size());
  const double weight = count == 0 ? 0 : term_weight(count, 1) * kOnce / (kK1 + kOnce);
  prefixes_.push_back({std::move(name), std::move(passages), weight});
}

void Scorer::add_word(const std::string& word, const Matcher& matcher) {
  double weight = 0;
  for (WordStem& stem : stemmers_(word)) {
    std::string term = index::make_term(index::kStemPrefix, stem.stem);
    if (const Xapian::doccount passages = database_.get_termfreq(term); passages > 0)
      weight = std::max(weight, term_weight(passages, 1));
    const auto known = std::ranges::find_if(stems_, [&](const Stem& one) {
      return one.term == term && one.languages == stem.languages;
    });
    if (known != stems_.end()) {
      ++known->times;
    } else {
      Docids where;
      if (const auto passages = matcher.in_languages_of(stem)) where = docids_of(*passages);
      stems_.push_back({std::move(term), 1, std::move(stem.languages), std::move(where)});
    }
  }
  if (weight > 0) words_.push_back({word, weight});
}

void Scorer::expand(const Docids& matches) {
  struct Candidate {
    std::string term;
    double share = 0;  // of the hits' words, the better hits counting more
    std::size_t hits = 0;
    double rank = 0;
  };
  std::map<std::string, Candidate> known;
  for (const Scored& hit : best(matches, 0, kReadHits)) {
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
    const double passages = database_.get_termfreq(term);
    candidate.term = term;
    candidate.rank = candidate.share * std::log(database_.get_doccount() / passages);
    candidates.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(candidates, std::greater(), &Candidate::rank);
  if (candidates.size() > kMostFurther) candidates.resize(kMostFurther);

  double shares = 0, asked = 0;
  for (const Candidate& candidate : candidates) shares += candidate.share;
  for (const Stem& stem : stems_) asked += stem.times;
  const double weight = asked * kFurtherShare / (1 - kFurtherShare);
  for (Candidate& candidate : candidates)
    further_.push_back({std::move(candidate.term), weight * candidate.share / shares});
}

std::vector<Scored> Scorer::best(const Docids& matches, std::size_t offset,
                                 std::size_t count) const {
  if (offset >= kSecondStage) return by_stems(matches, offset, count);
  std::vector<Scored> all = by_stems(matches, 0, std::max(kSecondStage, offset + count));
  const std::size_t looked_at = std::min(kSecondStage, all.size());
  const auto end_of_first = all.begin() + static_cast<std::ptrdiff_t>(looked_at);
  std::vector<Scored> first(all.begin(), end_of_first);
  (*second_stage_)(first);
  std::ranges::copy(first, all.begin());
  const std::size_t begin = std::min(offset, all.size());
  const std::size_t end = std::min(offset + count, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<Scored> Scorer::by_stems(const Docids& matches, std::size_t offset,
                                     std::size_t count) const {
  if (offset >= matches->size()) return {};
  const std::size_t wanted = std::min(count, matches->size() - offset);
  if (all_score_alike(*matches)) {
    std::vector<Scored> out;
    for (std::size_t i = offset; i < offset + wanted; ++i)
      out.push_back({.docid = (*matches)[i], .stems = prefixes_.front().weight});
    return out;
  }
  const Xapian::Query any = any_word();
  if (may_go_through_words()) {
    std::vector<Scored> out = ranked(any, offset, wanted);
    // A match by an elided word alone has no part in it.
    if (out.size() == wanted) return out;
  }
  return ranked(
      Xapian::Query(Xapian::Query::OP_AND_MAYBE, DocidSource::query(matches, 0, deadline_), any),
      offset, wanted);
}

Xapian::Query Scorer::any_word() const {
  std::vector<Xapian::Query> parts;
  for (const Stem& stem : stems_) {
    Xapian::Query part(stem.term, stem.times);
    if (stem.where)
      part = Xapian::Query(Xapian::Query::OP_FILTER, part, DocidSource::query(stem.where));
    parts.push_back(std::move(part));
  }
  for (const Further& further : further_)
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(further.term), further.factor);
  for (const Prefix& prefix : prefixes_)
    if (!prefix.passages->empty())
      parts.push_back(DocidSource::query(prefix.passages, prefix.weight));
  return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

bool Scorer::all_score_alike(const std::vector<index::DocId>& matches) const {
  return stems_.empty() && further_.empty() && prefixes_.size() == 1 &&
         std::ranges::includes(*prefixes_.front().passages, matches);
}

bool Scorer::may_go_through_words() const {
  if (!any_word_matches_ || !further_.empty() || deadline_.passed()) return false;
  Xapian::doccount passages = 0;
  for (const Stem& stem : stems_) passages += database_.get_termfreq(stem.term);
  return passages <= kMostUnwatched;
}

std::vector<Scored> Scorer::ranked(const Xapian::Query& query, std::size_t offset,
                                   std::size_t count) const {
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BM25Weight(kK1, 0, kK3, 0, 0));
  enquire.set_query(query);
  const Xapian::MSet found =
      enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(count));
  std::vector<Scored> out;
  for (auto at = found.begin(); at != found.end(); ++at)
    out.push_back({.docid = *at, .stems = at.get_weight()});
  return out;
}

// BM25's weight of a term as Xapian 1.4 computes it, its floor for frequent terms included.
double Scorer::term_weight(std::uint32_t passages, Xapian::termcount times) const {
  const double n = passages;
  const double others = database_.get_doccount() - n;
  double odds = (others + 0.5) / (n + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  const double t = times;
  return std::log(odds) * (kK3 + 1) * t / (kK3 + t) * (kK1 + 1);
}

std::vector<ScorePart> Scorer::explain(const Scored& scored) const {
  const index::DocId docid = scored.docid;
  std::vector<ScorePart> out;
  const auto add_stem = [&](const std::string& term, Xapian::termcount times, double factor) {
    auto at = database_.postlist_begin(term);
    if (at != database_.postlist_end(term)) at.skip_to(docid);
    if (at == database_.postlist_end(term) || *at != docid) return;
    const Xapian::termcount wdf = at.get_wdf();
    const Xapian::doccount passages = database_.get_termfreq(term);
    out.push_back({term, wdf, passages, factor * term_weight(passages, times) * wdf / (kK1 + wdf)});
  };
  for (const Stem& stem : stems_)
    if (!stem.where || std::ranges::binary_search(*stem.where, docid))
      add_stem(stem.term, stem.times, 1);
  for (const Further& further : further_) add_stem(further.term, 1, further.factor);
  for (const Prefix& prefix : prefixes_) {
    if (!std::ranges::binary_search(*prefix.passages, docid)) continue;
    const auto passages = static_cast<std::uint32_t>(prefix.passages->size());
    out.push_back({prefix.name, static_cast<std::uint32_t>(kOnce), passages, prefix.weight});
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
