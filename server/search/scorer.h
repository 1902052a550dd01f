#pragma once
#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/search/matcher.h"
#include "server/search/query.h"
#include "server/search/ranking.h"
#include "server/search/result.h"
#include "server/search/second_stage.h"
#include "server/search/stems.h"

namespace fasti::search {

// The relevance of passages to a query: the sum over its words' stems of BM25, as prepared by the
// indexer (core/index/schema.h), and for the first hits what SecondStage adds; a prefix, an actor
// that is named, or a function word counts like a word that stands once in the text, and the words
// of the actor's name as if they were asked for. Function words score only where there is nothing
// else.
// What must be there and what must not is the match set's to say: the score only orders it.
class Scorer {
 public:
  // `leaves` as positive_leaves gives them. Keeps references to `database`, `snapshot`, `stems`.
  // When the deadline passes, only part of the matches is looked at.
  Scorer(const std::vector<const Node*>& leaves, const Xapian::Database& database,
         const Snapshot& snapshot, Stems& stems, const Matcher& matcher, Deadline deadline);

  // Adds the stems that the first hits among `matches` share, each with a small part of the query's
  // weight. (Pseudo-relevance feedback; RM3 of Abdul-Jaleel and others, TREC 2004.) It changes the
  // order of the hits, never which they are. Call it once, before the others.
  void expand(const Docids& matches);

  // Without words every passage scores 0.
  bool has_words() const { return !stems_.empty() || !lists_.empty(); }

  // The `count` best of `matches` after the first `offset`, best first, ties by docid.
  std::vector<Scored> best(const Docids& matches, std::size_t offset, std::size_t count) const;

  // The parts of a passage's score; they add up to it.
  std::vector<ScorePart> explain(const Scored& scored) const;

 private:
  struct Stem {
    std::string term;
    std::uint32_t passages;              // that have it
    Xapian::termcount times;             // in the query
    std::vector<std::string> languages;  // see WordStem
    Docids where;                        // the passages of its languages; nullptr: all
  };
  // What stands for a word that stands once in each of some passages.
  struct List {
    std::string name;
    Docids passages;
    std::uint32_t times;  // in the query

    std::uint32_t size() const { return static_cast<std::uint32_t>(passages->size()); }
  };
  // A stem that the query does not ask for, or not so much.
  struct Further {
    std::string term;
    std::uint32_t passages;
    double factor;  // of what a word of the query would score
  };
  void add_list(std::string name, Docids passages);
  void add_function_word(const std::string& word, const Matcher& matcher);
  void add_word(const std::string& word, const Matcher& matcher);
  // How many passages have a term.
  std::uint32_t passages(const std::string& term) const;
  // See RankedTerm.
  double weight(std::uint32_t passages, std::uint32_t times) const;
  // The first `count` of a ranking by stems alone.
  std::vector<Scored> by_stems(const Docids& matches, std::size_t offset, std::size_t count) const;
  // What scores among `matches`.
  std::vector<RankedTerm> terms(const std::vector<index::DocId>& matches) const;
  // A term's list, or the part of it that tells of `matches`; nothing when time is up and it is not
  // kept.
  std::shared_ptr<const TermPostings> postings(const std::string& term, std::uint32_t passages,
                                               const std::vector<index::DocId>& matches) const;
  // Of its languages alone.
  std::shared_ptr<const TermPostings> postings(const Stem& stem,
                                               const std::vector<index::DocId>& matches) const;

  const Xapian::Database& database_;
  const Snapshot& snapshot_;
  Stems& stemmers_;
  Deadline deadline_;
  std::vector<Stem> stems_;
  std::vector<List> lists_;
  std::vector<Further> further_;
  std::vector<SecondStage::Word> words_;  // in the order of the query
  std::optional<SecondStage> second_stage_;
};

}  // namespace fasti::search
