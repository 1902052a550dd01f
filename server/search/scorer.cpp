#include "server/search/scorer.h"

#include <algorithm>
#include <cmath>

#include "core/index/schema.h"
#include "core/text/words.h"

namespace fasti::search {
namespace {

constexpr double kK1 = index::kWdfScale * 1.2;
constexpr double kK3 = 1;
// A word that stands once in a text of average length has this wdf.
constexpr double kOnce = index::kWdfScale;

}  // namespace

Scorer::Scorer(const std::vector<const Node*>& leaves, const Xapian::Database& database,
               Stems& stems, const Matcher& matcher)
    : database_(database) {
  const auto add = [&](const std::string& word) {
    for (const std::string& stem : stems(word)) {
      std::string term = index::make_term(index::kStemPrefix, stem);
      const auto known = std::ranges::find(stems_, term, &Stem::term);
      if (known != stems_.end())
        ++known->times;
      else
        stems_.push_back({std::move(term), 1});
    }
  };
  for (const Node* leaf : leaves) {
    if (leaf->kind == NodeKind::word) add(leaf->word);
    for (const std::string& word : leaf->words) add(word);
    if (leaf->kind == NodeKind::named)
      for (const text::Word& word : text::words(leaf->word)) add(word.folded);
    if (leaf->kind == NodeKind::prefix || leaf->kind == NodeKind::named)
      prefixes_.push_back({leaf->kind == NodeKind::prefix ? leaf->word + "*" : leaf->value,
                           std::make_shared<const Bitmap>(matcher(*leaf, Match::all))});
  }
}

std::vector<Scorer::Scored> Scorer::best(std::shared_ptr<const Bitmap> matches, std::size_t offset,
                                         std::size_t count) const {
  std::vector<Xapian::Query> parts;
  for (const Stem& stem : stems_) parts.emplace_back(stem.term, stem.times);
  for (const Prefix& prefix : prefixes_) {
    const auto passages = static_cast<std::uint32_t>(prefix.passages->cardinality());
    if (passages == 0) continue;
    const double weight = term_weight(passages, 1) * kOnce / (kK1 + kOnce);
    parts.push_back(BitmapSource::query(prefix.passages, weight));
  }
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BM25Weight(kK1, 0, kK3, 0, 0));
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND_MAYBE,
                                  BitmapSource::query(std::move(matches)),
                                  Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end())));
  const Xapian::MSet found =
      enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(count));
  std::vector<Scored> out;
  for (auto at = found.begin(); at != found.end(); ++at) out.push_back({*at, at.get_weight()});
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

std::vector<ScorePart> Scorer::explain(index::DocId docid) const {
  std::vector<ScorePart> out;
  for (const Stem& stem : stems_) {
    auto at = database_.postlist_begin(stem.term);
    if (at != database_.postlist_end(stem.term)) at.skip_to(docid);
    if (at == database_.postlist_end(stem.term) || *at != docid) continue;
    const Xapian::termcount wdf = at.get_wdf();
    const Xapian::doccount passages = database_.get_termfreq(stem.term);
    out.push_back(
        {stem.term, wdf, passages, term_weight(passages, stem.times) * wdf / (kK1 + wdf)});
  }
  for (const Prefix& prefix : prefixes_) {
    if (!prefix.passages->contains(docid)) continue;
    const auto passages = static_cast<std::uint32_t>(prefix.passages->cardinality());
    out.push_back({prefix.name, static_cast<std::uint32_t>(kOnce), passages,
                   term_weight(passages, 1) * kOnce / (kK1 + kOnce)});
  }
  return out;
}

}  // namespace fasti::search
