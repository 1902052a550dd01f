#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/lexicon.h"

namespace fasti::search {

// A stem of a query word and the languages in whose passages it is one: in French "policies" has
// the stem that in English "police" has. No languages: in any.
struct WordStem {
  std::string stem;
  std::vector<std::string> languages;
};

// A query word's stems in the languages of an index: a passage has its words stemmed by the
// language of its document, a query has none. One per thread.
class Stems {
 public:
  explicit Stems(std::vector<std::string> languages);

  // Distinct, in the order of the languages; at least one.
  std::vector<WordStem> operator()(std::string_view folded_word);
  std::size_t languages() const { return lexicons_.size(); }
  // Of one language, by its place among those given.
  text::Lexicon& lexicon(std::size_t language) { return lexicons_[language]; }
  // See Lexicon: to be called between two searches.
  void make_room();

 private:
  std::vector<std::string> languages_;
  std::vector<text::Lexicon> lexicons_;  // at least one
};

}  // namespace fasti::search
