#include "core/actors/name_words.h"

#include "core/actors/authority.h"
#include "core/actors/lexicon.h"
#include "core/actors/name_tokens.h"
#include "core/text/word_table.h"

namespace fasti::actors {
namespace {

// What a word is to the states in our own table.
struct StateWord {
  bool adjective = false, name = false;
};

StateWord state_word(std::string_view key) {
  static const auto words = [] {
    text::WordTable<StateWord> made;
    for (const Actor& actor : built_in_states()) {
      if (actor.type != Type::state) continue;
      for (const std::string& adjective : actor.adjectives) {
        made[name_key(adjective)].adjective = true;
      }
      made[name_key(actor.name)].name = true;
      for (const std::string& alias : actor.aliases) made[name_key(alias)].name = true;
    }
    return made;
  }();
  const StateWord* const found = words.find(key);
  return found == nullptr ? StateWord{} : *found;
}

}  // namespace

NameWord::NameWord(std::string_view token) : key(name_key(token)) {
  const LexiconWord word = lexicon_word(key);
  classes = word.classes;
  noun = word.noun;
  in_name = word.in_name;
  const StateWord state = state_word(key);
  state_name = state.name;
  state_adjective = state.adjective;
}

std::vector<NameToken> NameWords::tokens(std::string_view text, const text::CutText& cut) {
  return name_tokens(text, cut, spellings_.numbers(text, cut.tokens), looks_);
}

const NameWord& NameWords::operator()(std::string_view text, const NameToken& token) {
  const auto find = [&] {
    const std::string_view word = token.in(text);
    const NameWord*& known = of_word_[word];
    if (known == nullptr) known = &words_.emplace_back(word);
    return known;
  };
  if (token.spelling == text::Spellings::kNone) return *find();
  return *of_spelling_.of(token.spelling, find);
}

std::string NameWords::key(std::uint32_t spelling) const {
  return name_key(text::without_possessive(spellings_[spelling]));
}

void NameWords::forget() {
  spellings_.forget();
  looks_.forget();
  of_spelling_.forget();
  of_word_ = {};
  words_.clear();
}

}  // namespace fasti::actors
