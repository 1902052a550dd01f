#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/actors/authority.h"

namespace fasti::actors {

// A name that no record has, but that follows from one.
struct DerivedName {
  std::string name;
  std::uint32_t actor;

  bool operator==(const DerivedName&) const = default;
};

// What else the actors of an authority are called by the rules of the language:
//   "Nagorno-Karabakh conflict"  "Nagorno-Karabakh question", "Karabakh problem", ...
//   "Syrian Civil War"           "Syria civil war" (a possessive ending is no part of a name),
//                                "civil war in Syria"
//   "Turkish revolutionaries"    "Turkish revolutionary"
//   "Treaty of Moscow"           "Moscow treaty"
//   "F-16"                       "F-16s"
// Names that another actor bears are among them.
std::vector<DerivedName> derived_names(const Authority& authority);

}  // namespace fasti::actors
