#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/actors/actor.h"
#include "core/dates/read_dates.h"

namespace fasti::actors {

// What a definition passage ("X (…) was a …") says of its subject.
struct Definition {
  Actor actor;                 // id empty: the caller knows it
  std::string dates;           // EDTF of its life, reign or duration; "" when it states none
  bool wrong_sense = false;    // no actor of the name `label` is defined
  bool other_subject = false;  // nor is the passage about what `label` means: it tells several
                               // things apart, lists some, or is about another thing
  std::string reason;          // why wrong_sense
};

// Reads a definition passage. `label` is the title it stands under or the anchor that linked to
// it, "" when unknown. nullopt when the text defines nothing.
std::optional<Definition> read_definition(std::string_view text, std::string_view label);

}  // namespace fasti::actors
