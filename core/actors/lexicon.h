#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/actors/actor.h"

namespace fasti::actors {

// What a word may be to a name; lexicon.tsv says what each class means.
enum WordClass : std::uint32_t {
  kTitle = 1U << 0,
  kModifier = 1U << 1,
  kOffice = 1U << 2,
  kNobility = 1U << 3,
  kTransparent = 1U << 4,
  kParticle = 1U << 5,
  kArticle = 1U << 6,
  kSuffix = 1U << 7,
  kCalendar = 1U << 8,
  kPlacePreposition = 1U << 9,
  kSays = 1U << 10,
  kPersonVerb = 1U << 11,
  kRelation = 1U << 12,
  kRelationPreposition = 1U << 13,
  kAttitude = 1U << 14,
  kPossession = 1U << 15,
  kAuxiliary = 1U << 16,
  kStarter = 1U << 17,
  kOrdinary = 1U << 18,
  kFamilyFirst = 1U << 19,
  kEpithet = 1U << 20,
  kGivenName = 1U << 21,
  kDirection = 1U << 22,
  kSurnameTitle = 1U << 23,
  kTakesPerson = 1U << 24,
  kTakesPlace = 1U << 25,
  kDeed = 1U << 26,
};

// The classes of a folded word, or'ed; 0 for one that has none.
std::uint32_t word_classes(std::string_view folded);
inline bool is_a(std::string_view folded, std::uint32_t classes) {
  return (word_classes(folded) & classes) != 0;
}

// The type of what a noun denotes ("treaty"), singular or plural; nullopt for other words.
// `in_names`: only nouns that type a name they stand in ("Treaty of Kars").
std::optional<Type> noun_type(std::string_view folded, bool in_names);

// All that is said of a folded word, in fewer steps than one after the other.
struct LexiconWord {
  std::uint32_t classes = 0;    // word_classes()
  std::optional<Type> noun;     // noun_type(), in definitions
  std::optional<Type> in_name;  // noun_type(), in names
};
LexiconWord lexicon_word(std::string_view folded);

// The singular of a folded English plural by its ending, or the word itself.
std::string_view singular(std::string_view folded, std::string& buffer);

}  // namespace fasti::actors
