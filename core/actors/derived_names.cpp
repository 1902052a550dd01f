#include "core/actors/derived_names.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

// `name` without `ending`, if it has more than that.
std::optional<std::string_view> before(std::string_view name, std::string_view ending) {
  if (name.size() <= ending.size() || !name.ends_with(ending)) return std::nullopt;
  return name.substr(0, name.size() - ending.size());
}

std::string join(std::string_view a, std::string_view b) { return std::string(a).append(b); }

class Deriver {
 public:
  explicit Deriver(const Authority& authority) : authority_(authority) {
    for (std::uint32_t actor = 0; actor < authority.size(); ++actor) {
      for_each_name(actor, [&](std::string_view name) { derive(name, actor); });
    }
    // What happened to whom: all their names serve.
    if (civil_wars_.empty() && conflicts_.empty()) return;
    for (std::uint32_t actor = 0; actor < authority.size(); ++actor) derive_from_victim(actor);
  }

  std::vector<DerivedName> take() { return std::move(derived_); }

 private:
  template <typename Use>
  void for_each_name(std::uint32_t actor, Use use) const {
    use(authority_[actor].name);
    for (const std::string& alias : authority_[actor].aliases) use(alias);
  }

  void add(std::string name, std::uint32_t actor) { derived_.push_back({std::move(name), actor}); }

  void derive(std::string_view name, std::uint32_t actor) {
    if (name.empty()) return;
    const Type type = authority_[actor].type;
    if (type == Type::war || type == Type::event) {
      if (const auto whose = before(name, " Civil War")) {
        civil_wars_.try_emplace(std::string(*whose), actor);
      }
      if (const auto what = before(name, " conflict")) {
        conflicts_.try_emplace(std::string(*what), actor);
        add_conflict(*what, actor);
      }
    }
    if (type == Type::treaty) add_inverted(name, actor);
    if (type == Type::other) add_plural(name, actor);
    add_singular(name, actor);
  }

  // "Treaty of Moscow", but not "Treaty of Friendship and Brotherhood".
  void add_inverted(std::string_view name, std::uint32_t actor) {
    for (const std::string_view noun : {"Treaty", "Convention", "Armistice", "Truce", "Protocol"}) {
      if (!name.starts_with(noun) || !name.substr(noun.size()).starts_with(" of ")) continue;
      const std::string_view where = name.substr(noun.size() + std::string_view(" of ").size());
      if (where.empty() || where.find_first_of(" (") != std::string_view::npos) return;
      std::string small(noun);
      small.front() = static_cast<char>(small.front() - 'A' + 'a');
      add(join(where, " ") + small, actor);
    }
  }

  // Of a thing of some make, "Su-24".
  void add_plural(std::string_view name, std::uint32_t actor) {
    const bool numbered = name.back() >= '0' && name.back() <= '9';
    if (numbered && name.find('-') != std::string_view::npos) add(join(name, "s"), actor);
  }

  void add_conflict(std::string_view about, std::uint32_t actor) {
    for (const std::string_view head :
         {" conflict", " crisis", " dispute", " issue", " problem", " question"}) {
      add(join(about, head), actor);
    }
  }

  // "Turkish revolutionaries", a name whose noun is written small.
  void add_singular(std::string_view name, std::uint32_t actor) {
    const std::size_t blank = name.rfind(' ');
    if (blank == std::string_view::npos || !name.ends_with('s')) return;
    const std::string_view noun = name.substr(blank + 1);
    if (noun.empty() || noun.front() < 'a' || noun.front() > 'z') return;
    std::string buffer;
    const std::string_view one = singular(noun, buffer);
    if (one == noun || noun_type(one, /*in_names=*/false) != Type::person) return;
    add(join(name.substr(0, blank + 1), one), actor);
  }

  // `actor` as the state that had a civil war, or the place that a conflict is about.
  void derive_from_victim(std::uint32_t actor) {
    const Actor& record = authority_[actor];
    if (record.type == Type::state) {
      for (const std::string& adjective : record.adjectives) {
        const auto war = civil_wars_.find(adjective);
        if (war == civil_wars_.end()) continue;
        for_each_name(actor, [&](std::string_view name) {
          add(join(name, " civil war"), war->second);
          add(join("civil war in ", name), war->second);
        });
      }
    }
    if (record.type == Type::place) {
      for_each_name(actor, [&](const std::string& name) {
        const auto conflict = conflicts_.find(name);
        if (conflict == conflicts_.end()) return;
        for_each_name(actor,
                      [&](std::string_view other) { add_conflict(other, conflict->second); });
      });
    }
  }

  const Authority& authority_;
  // By the first words of their names.
  std::unordered_map<std::string, std::uint32_t> civil_wars_;  // an adjective: "Syrian"
  std::unordered_map<std::string, std::uint32_t> conflicts_;   // a place
  std::vector<DerivedName> derived_;
};

}  // namespace

std::vector<DerivedName> derived_names(const Authority& authority) {
  return Deriver(authority).take();
}

}  // namespace fasti::actors
