#include "server/search/stems.h"

#include <algorithm>

namespace fasti::search {

Stems::Stems(std::vector<std::string> languages) : languages_(std::move(languages)) {
  if (languages_.empty()) languages_.emplace_back("en");
  for (const std::string& language : languages_) stemmers_.emplace_back(language);
}

std::vector<WordStem> Stems::operator()(std::string_view folded_word) {
  std::vector<WordStem> out;
  for (std::size_t i = 0; i < stemmers_.size(); ++i) {
    std::string stem = in(i, folded_word);
    auto known = std::ranges::find(out, stem, &WordStem::stem);
    if (known == out.end()) known = out.insert(out.end(), WordStem{std::move(stem), {}});
    known->languages.push_back(languages_[i]);
  }
  if (out.size() == 1) out.front().languages.clear();
  return out;
}

std::string Stems::in(std::size_t language, std::string_view folded_word) {
  return stemmers_[language](folded_word);
}

}  // namespace fasti::search
