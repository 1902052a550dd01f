#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actors/authority.h"
#include "core/actors/names.h"
#include "core/dates/read_dates.h"
#include "core/text/mapped_text.h"

namespace fasti::actors {

// An authority of our own tables and `more`.
inline Authority known_actors(std::vector<Actor> more = {}) {
  Authority authority;
  for (const Actor& actor : built_in_states()) authority.add(actor);
  for (Actor& actor : more) authority.add(std::move(actor));
  return authority;
}

// The mentions of a text that is a corpus of its own, each as "words = id", with " (adjective)" or
// " (metonym)" where it is no name and " ?" where it is ambiguous.
inline std::vector<std::string> actors_in(std::string_view text, std::vector<Actor> more = {}) {
  Authority authority = known_actors(std::move(more));
  const dates::TextUnit unit{text};
  const std::span<const dates::TextUnit> units(&unit, 1);
  NameCollector names;
  names.add_document(units);
  names.finish(authority);
  const Spotter spotter(authority);
  std::vector<std::string> out;
  const auto mentions = spotter.mentions(units, dates::read_dates(units));
  for (const Mention& mention : mentions.front()) {
    std::string line(text::slice(text, mention.span));
    line += " = " + authority[mention.actor].id;
    if (mention.evidence != Evidence::name) {
      line += " (" + std::string(name(mention.evidence)) + ")";
    }
    if (mention.ambiguous) line += " ?";
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace fasti::actors
