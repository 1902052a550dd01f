#include "indexer/workbench.h"

namespace fasti::indexer {

void Workbench::make_room() {
  if (!spellings_.is_large()) return;
  spellings_.forget();
  known_words_.forget();
  known_names_.forget();
  for (auto& [language, lexicon] : lexicons_) lexicon.forget();
}

text::Lexicon& Workbench::lexicon(const std::string& language) {
  return lexicons_.try_emplace(language, language, spellings_).first->second;
}

}  // namespace fasti::indexer
