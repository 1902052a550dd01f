#include "server/search/stems.h"

#include <algorithm>

namespace fasti::search {

Stems::Stems(const std::vector<std::string>& languages) {
  for (const std::string& language : languages) stemmers_.emplace_back(language);
  if (stemmers_.empty()) stemmers_.emplace_back();
}

std::vector<std::string> Stems::operator()(std::string_view folded_word) {
  std::vector<std::string> out;
  for (text::Stemmer& stemmer : stemmers_) {
    std::string stem = stemmer(folded_word);
    if (std::ranges::find(out, stem) == out.end()) out.push_back(std::move(stem));
  }
  return out;
}

std::string Stems::in(std::size_t language, std::string_view folded_word) {
  return stemmers_[language](folded_word);
}

}  // namespace fasti::search
