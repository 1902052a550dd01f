#pragma once
#include <map>
#include <string>

#include "core/actors/known_names.h"
#include "core/dates/lexicon.h"
#include "core/text/lexicon.h"
#include "core/text/spellings.h"

namespace fasti::indexer {

// What one thread keeps of the words that it has met, from document to document, for one Knowledge.
class Workbench {
 public:
  Workbench() = default;
  // The lexicons refer to it.
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  // Forgets everything when it has grown large. All numbers are void then.
  void make_room();

  text::Spellings& spellings() { return spellings_; }
  // All three by the numbers of the spellings.
  dates::KnownWords& known_words() { return known_words_; }
  actors::KnownNames& known_names() { return known_names_; }
  text::Lexicon& lexicon(const std::string& language);

 private:
  text::Spellings spellings_;
  dates::KnownWords known_words_;
  actors::KnownNames known_names_;
  std::map<std::string, text::Lexicon> lexicons_;  // by language
};

}  // namespace fasti::indexer
