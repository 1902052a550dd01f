#pragma once
#include <xapian.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/search/bitmap.h"
#include "server/search/matcher.h"
#include "server/search/query.h"
#include "server/search/result.h"
#include "server/search/stems.h"

namespace fasti::search {

// The relevance of passages to a query: the sum over its words' stems of BM25, as prepared by the
// indexer (core/index/schema.h); a prefix, or an actor that is named, counts like a word that
// stands once in the text, and the words of the actor's name as if they were asked for. What must
// be there and what must not is the match set's to say: the score only orders it.
class Scorer {
 public:
  // `leaves` as positive_leaves gives them. Keeps a reference to `database`.
  Scorer(const std::vector<const Node*>& leaves, const Xapian::Database& database, Stems& stems,
         const Matcher& matcher);

  // Without words every passage scores 0.
  bool has_words() const { return !stems_.empty() || !prefixes_.empty(); }

  // The `count` best of `matches` after the first `offset`, best first, ties by docid.
  struct Scored {
    index::DocId docid;
    double score;
  };
  std::vector<Scored> best(std::shared_ptr<const Bitmap> matches, std::size_t offset,
                           std::size_t count) const;

  // The parts of a passage's score; they add up to it.
  std::vector<ScorePart> explain(index::DocId docid) const;

 private:
  struct Stem {
    std::string term;
    Xapian::termcount times;  // in the query
  };
  struct Prefix {
    std::string name;
    std::shared_ptr<const Bitmap> passages;
  };
  double term_weight(std::uint32_t passages, Xapian::termcount times) const;

  const Xapian::Database& database_;
  std::vector<Stem> stems_;
  std::vector<Prefix> prefixes_;
};

}  // namespace fasti::search
