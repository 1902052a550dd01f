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

NameWord::NameWord(std::string_view token, std::uint32_t its_number)
    : key(name_key(token)),
      classes(word_classes(key)),
      noun(noun_type(key, /*in_names=*/false)),
      in_name(noun_type(key, /*in_names=*/true)),
      state_name(state_word(key).name),
      state_adjective(state_word(key).adjective),
      number(its_number) {}

std::uint32_t NameWords::number(std::string_view token) {
  const std::uint32_t number = tokens_.add(token);
  if (number == words_.size()) words_.emplace_back(token, number);
  return number;
}

void NameWords::forget() {
  tokens_ = {};
  words_.clear();
}

}  // namespace fasti::actors
