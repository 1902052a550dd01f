#include "server/search/stems.h"

#include <algorithm>

namespace fasti::search {

Stems::Stems(std::vector<std::string> languages) : languages_(std::move(languages)) {
  if (languages_.empty()) languages_.emplace_back("en");
  for (const std::string& language : languages_) lexicons_.emplace_back(language);
}

std::vector<WordStem> Stems::operator()(std::string_view folded_word) {
  std::vector<WordStem> out;
  for (std::size_t i = 0; i < lexicons_.size(); ++i) {
    text::Lexicon& lexicon = lexicons_[i];
    std::string stem(lexicon.stem(lexicon.stem_of(folded_word)));
    auto known = std::ranges::find(out, stem, &WordStem::stem);
    if (known == out.end()) known = out.insert(out.end(), WordStem{std::move(stem), {}});
    known->languages.push_back(languages_[i]);
  }
  if (out.size() == 1) out.front().languages.clear();
  return out;
}

void Stems::make_room() {
  for (text::Lexicon& lexicon : lexicons_) lexicon.make_room();
}

}  // namespace fasti::search
