#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/actors/actor.h"

namespace fasti::actors {

// A set of actors with distinct ids. Built in layers, later over earlier: our own table of states,
// definitions found in the corpus, the user's file.
class Authority {
 public:
  // Adds a record, or lays it over the one with its id: fields that it states replace, lists join.
  // Returns its index. Indices never change.
  std::uint32_t add(Actor actor);

  const std::vector<Actor>& actors() const { return actors_; }
  const Actor& operator[](std::uint32_t index) const { return actors_[index]; }
  std::size_t size() const { return actors_.size(); }
  std::optional<std::uint32_t> find(std::string_view id) const;

 private:
  std::vector<Actor> actors_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
};

// A name that several actors claim. Never merged: told apart in the text where it can be, and
// flagged there where it cannot.
struct Clash {
  std::string name;                   // as the first of them writes it
  std::vector<std::uint32_t> actors;  // two or more, ascending
};

// Names and aliases claimed by actors that are not one another's parent or successor, by name.
// Names of collected actors do not count: they yield.
std::vector<Clash> find_clashes(const Authority& authority);

struct AuthorityFile {
  std::vector<Actor> actors;
  std::vector<std::string> problems;  // "file:line: what is wrong"; those rows left out
};

// Reads authority.tsv or JSON Lines with the same keys, told apart by the first character. `name`
// is for messages. The table's first line names its columns:
//   id  name  type  aliases  ambiguous_aliases  adjective  capital  metonyms  parent  successor_of
//   from  to  wikidata  viaf  cerl  note
// in any order, separated by tabs; only the first three are required. Lists are separated by "|"
// (in JSON also arrays), `from` and `to` are EDTF, lines that begin with "#" are comments.
AuthorityFile parse_authority(std::string_view content, std::string_view name);

// Our own tables: present and past states with adjectives, capitals and dates (states.tsv, which
// come first), then regions, cities, wars, organisations, peoples and persons known everywhere
// (world.tsv), then the capitals as cities.
const std::vector<Actor>& built_in_states();

// "Treaty of Küçük Kaynarca" gives "treaty-of-kucuk-kaynarca".
std::string slug(std::string_view name);

}  // namespace fasti::actors
