#include "core/actors/authority.h"
#include "embedded/actors.h"

namespace fasti::actors {

const std::vector<Actor>& built_in_states() {
  static const std::vector<Actor> actors = [] {
    Authority all;
    for (const auto& [content, name] : {std::pair{embedded::states_tsv, "states.tsv"},
                                        std::pair{embedded::world_tsv, "world.tsv"}}) {
      for (Actor& actor : parse_authority(content, name).actors) all.add(std::move(actor));
    }
    // A capital is a city of its own beside standing for its state.
    Authority cities;
    for (const Actor& state : all.actors()) {
      for (const std::string& city : state.capitals) {
        Actor place;
        place.id = slug(city);
        place.name = city;
        place.type = Type::place;
        if (!all.find(place.id)) cities.add(std::move(place));
      }
    }
    std::vector<Actor> out = all.actors();
    out.insert(out.end(), cities.actors().begin(), cities.actors().end());
    return out;
  }();
  return actors;
}

}  // namespace fasti::actors
