#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/stem.h"

namespace fasti::search {

// A query word's stems in the languages of an index: a passage has its words stemmed by the
// language of its document, a query has none. One per thread.
class Stems {
 public:
  explicit Stems(const std::vector<std::string>& languages);

  // Distinct, in the order of the languages; at least one.
  std::vector<std::string> operator()(std::string_view folded_word);
  // In one language, by its place among those given.
  std::string in(std::size_t language, std::string_view folded_word);
  text::Stemmer& stemmer(std::size_t language) { return stemmers_[language]; }

 private:
  std::vector<text::Stemmer> stemmers_;
};

}  // namespace fasti::search
