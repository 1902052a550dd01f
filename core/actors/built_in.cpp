#include <string_view>
#include <unordered_set>

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
    std::unordered_set<std::string_view> places;
    for (const Actor& actor : all.actors()) {
      if (actor.type != Type::place) continue;
      places.insert(actor.name);
      places.insert(actor.aliases.begin(), actor.aliases.end());
    }
    // A capital is a city of its own beside standing for its state.
    Authority cities;
    for (const Actor& state : all.actors()) {
      for (const std::string& city : state.capitals) {
        if (places.contains(city) || all.find(slug(city))) continue;
        Actor place;
        place.id = slug(city);
        place.name = city;
        place.type = Type::place;
        cities.add(std::move(place));
      }
    }
    std::vector<Actor> out = all.actors();
    out.insert(out.end(), cities.actors().begin(), cities.actors().end());
    return out;
  }();
  return actors;
}

}  // namespace fasti::actors
