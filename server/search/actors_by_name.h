#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"
#include "server/search/snapshot.h"

namespace fasti::search {

struct ActorsRequest {
  std::string q = {};                                     // what the actor may be called
  std::vector<actors::Type> types = {};                   // any of them; all when empty
  actors::Evidence evidence = actors::Evidence::metonym;  // that the counts go by
};

struct NamedActor {
  std::uint32_t actor = 0;
  std::string name;                           // the one that fits
  std::uint32_t passages = 0, documents = 0;  // that name the actor
};

// The actors that are called `q`; all when it is blank. Words of names compare folded. Those whose
// name is `q` come first, then those with another name that is, then those with a name that begins
// so, then those with a name of which every word of `q` begins one; then all these once more for
// `q` in Latin letters, unless the actor has a name in the script of `q`. Among such as fit alike
// those with more passages, then by name.
std::vector<NamedActor> actors_by_name(const Snapshot& snapshot, const ActorsRequest& request);

// The actors of whose names one is `q`, or has its words, but for slips (see slip): those with the
// fewest first, then whole names before parts, then the actors' first names, then as above; at most
// `most`.
std::vector<NamedActor> actors_near(const Snapshot& snapshot, const ActorsRequest& request,
                                    std::size_t most);

// Does a word of `words` begin `beginning`, of one word or more? Both as text::folded_words gives.
bool stands_at_word(std::string_view words, std::string_view beginning);

// "treaty-of-kars (Treaty of Kars)": the first of the actors near to a mistyped one, or "".
std::string nearest_actor(const Snapshot& snapshot, const std::string& text);

}  // namespace fasti::search
