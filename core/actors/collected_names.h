#pragma once
#include "core/actors/authority.h"
#include "core/actors/sightings.h"

namespace fasti::actors {

// Decides, from all that was seen, which runs are names of actors, of what type, and which of them
// name the same; adds those that `authority` does not know yet.
void add_collected_names(Seen&& seen, Authority& authority);

}  // namespace fasti::actors
