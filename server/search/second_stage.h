#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/generation.h"
#include "server/search/deadline.h"
#include "server/search/matcher.h"

namespace fasti::search {

// A passage and its score: that of its words' stems, and what the second stage adds.
struct Scored {
  index::DocId docid = 0;
  double stems = 0;
  double exact = 0, nearness = 0, document = 0;  // see SecondStage
  double sum() const { return stems + exact + nearness + document; }
};

std::vector<index::DocId> docids_of(const std::vector<Scored>& hits);

// So many of the first hits go through the second stage.
inline constexpr std::size_t kSecondStage = 100;

// Looks closer at the first hits of a ranking by stems, and orders them anew. To a passage's score
// it adds
//   exact      for each word of the query that stands in its text or title just as asked
//   nearness   for neighbours in the query that stand near each other in the text
//   document   a share of the score of the document's next best passage among these hits
// Each is a part of what the words themselves may score, and none is negative, so that what is
// beyond the first hits stays behind them. What each brings is told in docs/ranking.md.
class SecondStage {
 public:
  // A word of the query, folded, and the most that it may score.
  struct Word {
    std::string folded;
    double weight = 0;
  };

  // `words` in the order of the query; the first kMostWords of them count. Keeps a reference to
  // `generation`.
  SecondStage(std::vector<Word> words, const Matcher& matcher, const index::Generation& generation);

  // Fills in the parts, of the hits that there is time for, and sorts: best first, ties by docid.
  void operator()(std::vector<Scored>& hits, const Deadline& deadline) const;

  static constexpr std::size_t kMostWords = 32;

 private:
  struct Pair {
    std::size_t first, second;  // of words_; neighbours in the query
  };
  // Of each word: where it stands in a passage's text, rising.
  using Positions = std::vector<std::vector<std::uint32_t>>;
  // Adds to a hit what it has of exact forms and nearness. `positions`: where there is room for
  // them.
  void look_into(Scored& hit, Positions& positions) const;
  void read_positions(std::string_view sequence, Positions& positions) const;
  double nearness(const Pair& pair, const Positions& positions) const;
  void share_of_document(std::vector<Scored>& hits) const;

  std::vector<Word> words_;           // distinct
  std::vector<std::uint32_t> ranks_;  // of words_ in the index; kNoRank of one that no text has
  std::vector<std::string> runs_;     // ranks_ as they stand in a passage's sequence; "" for none
  std::vector<std::shared_ptr<const Bitmap>> titled_;  // passages with the word in their title
  std::vector<Pair> pairs_;                            // distinct
  const index::Generation& generation_;

  static constexpr std::uint32_t kNoRank = UINT32_MAX;
};

}  // namespace fasti::search
