#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"

namespace fasti::actors {

// The type that the words of a name betray: its head noun ("Treaty of Kars", "Supreme Court"), a
// given name or an initial before a surname, "v." between two names, an ending ("Dorsetshire").
// nullopt when they betray none. `name` as written.
std::optional<Type> type_by_shape(std::string_view name);

// Is it built as a person's name: a given name or initials, then a surname?
bool looks_like_person(std::string_view name);

// May it be a foreign person's name: two to four capitalised words, none of them a common one?
bool may_be_person(std::string_view name);

// Does a particle of persons' names stand inside it: "Agnolo di Tura"?
bool has_particle(std::string_view name);

// Is `acronym` made of initials of `name` in their order ("NATO", "CUP", "EU")?
bool abbreviates(std::string_view acronym, std::string_view name);

// A person's name in parts, to compare its variants.
struct PersonName {
  std::vector<std::string> given;  // folded, initials as single letters; particles left out
  std::string surname;             // folded, with its particles and suffix
};
std::optional<PersonName> parse_person(std::string_view name);

// Could both be one person: the same surname, the first given names the same or one the initial of
// the other, and no conflict among the rest?
bool compatible(const PersonName& a, const PersonName& b);

}  // namespace fasti::actors
