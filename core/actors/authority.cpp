#include "core/actors/authority.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text/fold.h"
#include "core/text/hash.h"
#include "core/text/tokens.h"

namespace fasti::actors {
namespace {

void replace(std::string& old, std::string&& stated) {
  if (!stated.empty()) old = std::move(stated);
}

void join(std::vector<std::string>& list, std::vector<std::string>&& more) {
  for (std::string& item : more) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  }
}

bool related(const Actor& a, const Actor& b) {
  const auto follows = [](const Actor& late, const Actor& early) {
    return late.parent == early.id || std::find(late.successor_of.begin(), late.successor_of.end(),
                                                early.id) != late.successor_of.end();
  };
  return follows(a, b) || follows(b, a);
}

}  // namespace

std::uint32_t Authority::add(Actor actor) {
  const auto [place, is_new] =
      by_id_.try_emplace(actor.id, static_cast<std::uint32_t>(actors_.size()));
  if (is_new) {
    actors_.push_back(std::move(actor));
    return place->second;
  }
  Actor& old = actors_[place->second];
  if (!actor.name.empty() && actor.name != old.name) {
    // The name that gives way is still a name.
    join(old.aliases, {std::exchange(old.name, std::move(actor.name))});
    std::erase(old.aliases, old.name);
  }
  if (actor.type != Type::unknown) old.type = actor.type;
  std::erase(actor.aliases, old.name);
  join(old.aliases, std::move(actor.aliases));
  join(old.ambiguous_aliases, std::move(actor.ambiguous_aliases));
  join(old.adjectives, std::move(actor.adjectives));
  join(old.metonyms, std::move(actor.metonyms));
  join(old.capitals, std::move(actor.capitals));
  join(old.successor_of, std::move(actor.successor_of));
  replace(old.parent, std::move(actor.parent));
  replace(old.from, std::move(actor.from));
  replace(old.to, std::move(actor.to));
  replace(old.wikidata, std::move(actor.wikidata));
  replace(old.viaf, std::move(actor.viaf));
  replace(old.cerl, std::move(actor.cerl));
  replace(old.note, std::move(actor.note));
  replace(old.document, std::move(actor.document));
  old.collected = old.collected && actor.collected;
  return place->second;
}

std::optional<std::uint32_t> Authority::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::vector<Clash> find_clashes(const Authority& authority) {
  std::map<std::string, Clash> by_name;
  for (std::uint32_t index = 0; index < authority.size(); ++index) {
    const Actor& actor = authority[index];
    if (actor.collected) continue;
    const auto claim = [&](const std::string& name) {
      Clash& clash = by_name[text::fold(name)];
      if (clash.actors.empty()) clash.name = name;
      if (clash.actors.empty() || clash.actors.back() != index) clash.actors.push_back(index);
    };
    claim(actor.name);
    for (const std::string& alias : actor.aliases) claim(alias);
  }
  std::vector<Clash> clashes;
  for (auto& [name, clash] : by_name) {
    const std::vector<std::uint32_t>& all = clash.actors;
    bool strangers = false;
    for (std::size_t i = 1; i < all.size() && !strangers; ++i) {
      strangers = !related(authority[all[0]], authority[all[i]]);
    }
    if (strangers) clashes.push_back(std::move(clash));
  }
  return clashes;
}

std::string slug(std::string_view name) {
  const std::string folded = text::fold(name);
  std::string out;
  for (const text::Token& token : text::tokenize(folded)) {
    if (token.kind == text::TokenKind::symbol) continue;
    if (!out.empty()) out += '-';
    for (const char c : token.in(folded)) {
      if (c != '\'') out += c;
    }
  }
  // A name of symbols alone still needs an id, and always the same.
  return out.empty() ? text::hash_hex8(name) : out;
}

}  // namespace fasti::actors
