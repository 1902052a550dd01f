#include "core/actors/name_words.h"

#include <unordered_set>

#include "core/actors/authority.h"
#include "core/actors/lexicon.h"
#include "core/actors/name_tokens.h"

namespace fasti::actors {
namespace {

// Adjectives and names of the states in our own table.
struct StateWords {
  std::unordered_set<std::string> adjectives, names;
};

const StateWords& state_words() {
  static const StateWords words = [] {
    StateWords made;
    for (const Actor& actor : built_in_states()) {
      if (actor.type != Type::state) continue;
      for (const std::string& adjective : actor.adjectives) {
        made.adjectives.insert(name_key(adjective));
      }
      made.names.insert(name_key(actor.name));
      for (const std::string& alias : actor.aliases) made.names.insert(name_key(alias));
    }
    return made;
  }();
  return words;
}

}  // namespace

NameWord::NameWord(std::string_view token, std::uint32_t its_number)
    : key(name_key(token)),
      classes(word_classes(key)),
      noun(noun_type(key, /*in_names=*/false)),
      in_name(noun_type(key, /*in_names=*/true)),
      state_name(state_words().names.contains(key)),
      state_adjective(state_words().adjectives.contains(key)),
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
