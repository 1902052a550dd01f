#include "core/actors/collected_names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/actors/derived_names.h"
#include "core/actors/lexicon.h"
#include "core/actors/name_runs.h"
#include "core/actors/name_shape.h"

namespace fasti::actors {
namespace {

// The run_key() of a name that is one run.
std::string key_of(std::string_view name) {
  std::string key, buffer;
  for (const NameToken& token : name_tokens(name)) {
    if (!key.empty()) key += ' ';
    key += name_key(token.in(name), buffer);
  }
  return key;
}

bool is_one_word(std::string_view key) { return key.find(' ') == std::string_view::npos; }

std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> parts;
  while (!key.empty()) {
    const std::size_t end = key.find(' ');
    parts.push_back(key.substr(0, end));
    if (end == std::string_view::npos) break;
    key.remove_prefix(end + 1);
  }
  return parts;
}

// "Southern", "Upper": before a place it makes another place.
bool is_part_of_the_compass(std::string_view key) {
  static constexpr std::string_view kParts[] = {"central", "east",     "eastern", "lower",
                                                "north",   "northern", "south",   "southern",
                                                "upper",   "west",     "western"};
  static_assert(std::ranges::is_sorted(kParts));
  return std::ranges::binary_search(kParts, key);
}

// A run that may become an actor.
struct Candidate {
  std::string key;
  Sightings sightings;
  Type type = Type::unknown;
  bool guessed = false;  // from nothing but its look
};

class Finisher {
 public:
  Finisher(Seen&& seen, Authority& authority)
      : lower_case_(std::move(seen.lower_case)),
        acronyms_(std::move(seen.acronyms)),
        authority_(authority) {
    note_known();
    candidates_.reserve(seen.runs.size());
    for (auto& [key, sightings] : seen.runs) {
      if (!known_.contains(key) || is_also_surname(key, sightings)) {
        candidates_.try_emplace(key, Candidate{key, std::move(sightings)});
      }
    }
  }

  void run() {
    split_compounds();
    for (auto& [key, candidate] : candidates_) {
      candidate.type = type_of(candidate);
      candidate.guessed = candidate.type == Type::unknown;
      if (candidate.guessed) candidate.type = type_by_look(candidate);
    }
    type_by_company();
    std::erase_if(candidates_, [this](const auto& item) { return !is_enough(item.second); });
    // In order: the result is the same every time.
    std::vector<const Candidate*> names;
    names.reserve(candidates_.size());
    for (const auto& [key, candidate] : candidates_) names.push_back(&candidate);
    std::ranges::sort(names, {}, &Candidate::key);
    add_persons(names);
    for (const Candidate* name : names) {
      if (name->type != Type::person) add(*name, {});
    }
    add_acronyms();
  }

 private:
  void note_known() {
    for (const DerivedName& derived : derived_names(authority_)) {
      known_.insert(key_of(derived.name));
    }
    for (std::uint32_t index = 0; index < authority_.size(); ++index) {
      const Actor& actor = authority_[index];
      const auto names = [&](const std::vector<std::string>& list, auto& into) {
        for (const std::string& name : list) into.insert(key_of(name));
      };
      known_.insert(key_of(actor.name));
      types_.emplace(key_of(actor.name), actor.type);
      for (const std::string& alias : actor.aliases) types_.emplace(key_of(alias), actor.type);
      for (const auto* list : {&actor.aliases, &actor.ambiguous_aliases, &actor.metonyms,
                               &actor.capitals, &actor.adjectives}) {
        names(*list, known_);
      }
      if (actor.type == Type::person) {
        if (const auto name = parse_person(actor.name)) surnames_.insert(name->surname);
      }
      names(actor.adjectives, adjectives_);
      if (actor.type == Type::state) {
        names(actor.aliases, adjectives_);
        names({actor.name}, adjectives_);
      }
    }
  }

  // "Lord Salisbury" beside the town
  bool is_also_surname(const std::string& key, const Sightings& sightings) const {
    return sightings.surname > 0 && is_one_word(key) && is_place(key);
  }
  bool is_known(const std::string& key) const { return known_.contains(key); }
  bool is_place(const std::string& key) const {
    const auto type = types_.find(key);
    return type != types_.end() && (type->second == Type::place || type->second == Type::state);
  }
  bool is_state(const std::string& key) const {
    const auto type = types_.find(key);
    return type != types_.end() && type->second == Type::state;
  }
  const Candidate* find(const std::string& key) const {
    const auto found = candidates_.find(key);
    return found == candidates_.end() ? nullptr : &found->second;
  }
  std::uint32_t lower_case(std::string_view word) const {
    const auto found = lower_case_.find(std::string(word));
    return found == lower_case_.end() ? 0 : found->second;
  }

  // Takes apart what stood side by side by chance: "Federal Reserve Ben Bernanke", "US Federal
  // Reserve", "Recently Germany". Longest first, so that what is left counts for its own part.
  void split_compounds() {
    std::vector<std::string> keys;
    for (const auto& [key, candidate] : candidates_) {
      if (!is_one_word(key)) keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    for (const std::string& key : keys) split(key);
  }

  void split(const std::string& key) {
    const auto place = candidates_.find(key);
    if (place == candidates_.end()) return;
    const Candidate& whole = place->second;
    const KeyedText text(whole.sightings.name());
    for (std::size_t k = 1; k < text.tokens.size(); ++k) {
      // Only between two capitalised words, or at the hyphen of "Soviet-Turkish".
      if (!text.tokens[k - 1].capital || (!text.tokens[k].capital && text.key(k) != "-")) continue;
      const std::string front = run_key(text, {0, k, false, false, std::nullopt});
      const std::string back = run_key(text, {k, text.tokens.size(), false, false, std::nullopt});
      if (!comes_apart(whole, front, back)) continue;
      credit(whole, front, /*is_front=*/true);
      credit(whole, back, /*is_front=*/false);
      candidates_.erase(key);  // by key: `place` does not outlast what is credited
      return;
    }
  }

  bool comes_apart(const Candidate& whole, const std::string& front, const std::string& back) {
    if (back.starts_with("- ")) {
      // "Soviet-Turkish", "Russo-Turkish", but not "Brest-Litovsk".
      const bool adjective = adjectives_.contains(front) || adjectives_.contains(front + " -");
      return adjective && adjectives_.contains(back.substr(2));
    }
    const Candidate* const first = find(front);
    const Candidate* const second = find(back);
    const auto often = [&](const Candidate* part) {
      return part != nullptr && part->sightings.inside > 0 &&
             part->sightings.mentions > whole.sightings.mentions;
    };
    const bool one_noun = is_one_word(back) && noun_type(back, /*in_names=*/true).has_value();
    if (adjectives_.contains(front)) {
      // "Arab States" are no state.
      const bool common = is_one_word(back) && is_a(back, kTransparent);
      const bool person = !is_one_word(back) && looks_like_person(whole_back(whole, back));
      return common || is_known(back) || person || (often(second) && !one_noun);
    }
    // "In Asia Russia gained": two places side by side, or an article and who did what it says.
    const bool numbered = !is_one_word(front) && is_numeral(parts_of(front).back());
    if (is_place(back) && (is_place(front) || (numbered && is_all_common(front)))) return true;
    // "By the Treaty of Nystad Sweden lost": the happening, then who took part.
    const std::string_view before = parts_of(front).back();
    const bool ended =
        front.find(" of ") != std::string::npos && !adjectives_.contains(std::string(before)) &&
        !is_a(before, kOrdinary | kStarter | kTransparent | kModifier | kDirection | kParticle);
    const auto happening = ended ? type_by_shape(whole_front(whole, front)) : std::nullopt;
    if (happening == Type::treaty || happening == Type::war) {
      if (is_state(back)) return true;
      if (!is_one_word(back) && type_by_shape(whole_back(whole, back)) == Type::person) return true;
    }
    const bool person_after = !is_one_word(back) && !is_a(before, kGivenName) &&
                              looks_like_person(whole_back(whole, back));
    if (is_known(front) || often(first)) {
      if (person_after && !is_one_word(front)) return true;
      if (is_known(back) && !one_noun && !is_one_word(front)) return true;
    }
    // A sentence's first word that is mostly written small.
    // Or a participle: "Equalling Metternich".
    if (whole.sightings.inside == 0 && is_one_word(front) &&
        (lower_case(front) > 0 || front.ends_with("ing"))) {
      return is_known(back) || (second != nullptr && second->sightings.inside > 0) || person_after;
    }
    return false;
  }

  // The spelling of the part of `whole` with the key `back`, which ends it.
  static std::string whole_back(const Candidate& whole, const std::string& back) {
    const std::string& name = whole.sightings.name();
    const KeyedText text(name);
    const std::size_t words = parts_of(back).size();
    if (words > text.tokens.size()) return {};
    return name.substr(text.tokens[text.tokens.size() - words].begin);
  }
  static std::string whole_front(const Candidate& whole, const std::string& front) {
    const std::string& name = whole.sightings.name();
    const KeyedText text(name);
    const std::size_t words = parts_of(front).size();
    if (words > text.tokens.size() || words == 0) return {};
    return name.substr(0, text.tokens[words - 1].end);
  }

  void credit(const Candidate& whole, const std::string& part, bool is_front) {
    if (is_known(part) || part.starts_with("- ") || (is_front && is_one_word(part))) return;
    const std::string spelling = is_front ? whole_front(whole, part) : whole_back(whole, part);
    if (spelling.empty()) return;
    Candidate& candidate = candidates_.try_emplace(part, Candidate{part, {}}).first->second;
    candidate.sightings.mentions += whole.sightings.mentions;
    candidate.sightings.inside += whole.sightings.mentions;
    candidate.sightings.documents =
        std::max(candidate.sightings.documents, whole.sightings.documents);
    candidate.sightings.spelled(spelling, whole.sightings.mentions);
  }

  Type type_of(const Candidate& candidate) const {
    const Sightings& seen = candidate.sightings;
    const std::string& name = seen.name();
    const bool one = is_one_word(name);  // "Zimri-Lim" as well
    const std::size_t front = candidate.key.find(' ');
    if (!one && is_part_of_the_compass(std::string_view(candidate.key).substr(0, front)) &&
        is_place(candidate.key.substr(front + 1))) {
      return Type::place;
    }
    const auto shape = type_by_shape(name);
    // "Lord Granville": one word's ending says less than the title before it.
    const bool noun = noun_type(candidate.key, /*in_names=*/true).has_value();
    if (one && seen.titled > 0 && !noun) return Type::person;
    // "General San Martín" is no town.
    const std::string_view last =
        std::string_view(candidate.key).substr(candidate.key.rfind(' ') + 1);
    const bool titled_place = shape == Type::place && seen.titled > 0 && !noun_type(last, true);
    if (shape && *shape != Type::person && !titled_place) return *shape;
    if (is_designation(candidate.key) && seen.inside > 0) return Type::other;
    if (seen.titled > 0) return Type::person;
    if (const auto most = std::max_element(seen.called.begin(), seen.called.end()); *most > 0) {
      const auto type = static_cast<Type>(most - seen.called.begin());
      // A ship may be called after a town that is named more often.
      if (type != Type::other || *most >= seen.after_place_preposition) return type;
    }
    if (shape) return *shape;
    const std::uint32_t persons = one && has_article(seen) ? 0 : seen.before_person_verb;
    const std::uint32_t places = seen.after_article > 0 ? 0 : seen.after_place_preposition;
    if (persons > places) return Type::person;
    if (places > 0 && 2 * places >= seen.inside) return Type::place;
    if (has_particle(name) && may_be_person(name)) return Type::person;
    if (const auto type = type_by_part(candidate)) return *type;
    if (const auto type = type_of_neighbours(candidate)) return *type;
    return Type::unknown;
  }

  // What it does and suffers, if it does so often enough among all that is said of it.
  std::optional<Type> type_by_part(const Candidate& candidate) const {
    const Sightings& seen = candidate.sightings;
    const std::string& name = seen.name();
    const bool one = is_one_word(name);
    if (one ? is_acronym(name) : !may_be_person(name) || has_common_word(candidate.key)) {
      return std::nullopt;
    }
    const auto often = [&seen](std::uint32_t times) {
      return times > 0 && 4 * times >= seen.mentions;
    };
    if (seen.as_place > seen.as_person && often(seen.as_place)) return Type::place;
    if (!often(seen.as_person)) return std::nullopt;
    if (!one || !has_article(seen)) return Type::person;
    if (!is_of_people(seen)) return std::nullopt;  // "the Chaco"
    const bool people = candidate.key.ends_with('s') ? is_plural(candidate.key)
                                                     : 2 * seen.as_person >= seen.mentions;
    return people ? std::optional(Type::people) : std::nullopt;
  }

  static bool is_acronym(const std::string& name) {
    return KeyedText(name).tokens.front().all_capitals;
  }

  // Of a name that no context tells of.
  Type type_by_look(const Candidate& candidate) const {
    const Sightings& seen = candidate.sightings;
    const std::string& name = seen.name();
    const bool one = is_one_word(name);
    const std::uint32_t places = seen.after_article > 0 ? 0 : seen.after_place_preposition;
    if (!one && seen.after_article == 0 && may_be_person(name) && !has_common_word(candidate.key)) {
      return Type::person;
    }
    if (one && is_a(candidate.key, kGivenName)) return Type::person;
    if (one && seen.after_article == 0 && places + seen.after_direction > 0) return Type::place;
    if (one && surnames_.contains(candidate.key)) return Type::person;
    if (one && seen.after_article == 0 && has_surname_ending(candidate.key)) return Type::person;
    if (is_of_people(seen) && is_plural(candidate.key)) return Type::people;
    return Type::unknown;
  }

  // Mostly with an article and never before a noun, as "the Chimakum" are.
  static bool is_of_people(const Sightings& seen) {
    return has_article(seen) && seen.before_noun == 0;
  }
  static bool has_article(const Sightings& seen) { return 2 * seen.after_article > seen.mentions; }

  // A plural in form, and not of one of the nouns that titles and papers are full of.
  bool is_plural(const std::string& key) const {
    static constexpr std::string_view kNoun[] = {"ances", "ences", "ers",  "ies", "ings",
                                                 "ions",  "ments", "ness", "ors", "ses",
                                                 "ss",    "ures",  "us"};
    const auto ends = [&key](std::string_view end) { return key.ends_with(end); };
    std::string buffer;
    const std::string one(singular(key, buffer));
    // "the Canadas", "the Einsteins"
    if (types_.contains(one) || surnames_.contains(one)) return false;
    return key.size() > 4 && is_one_word(key) && key.ends_with('s') &&
           std::ranges::none_of(kNoun, ends) && lower_case(one) == 0;
  }

  // A name of which nothing else tells is of the kind of those beside it in a list.
  void type_by_company() {
    std::vector<std::pair<Candidate*, Type>> told;
    for (auto& [key, candidate] : candidates_) {
      if (!candidate.guessed || candidate.sightings.after_article > 0) continue;
      std::set<Type> kinds;
      const bool word = is_one_word(candidate.sightings.name());
      for (const std::string& neighbour : candidate.sightings.neighbours) {
        const Candidate* const other = find(neighbour);
        const bool alike = other != nullptr && is_one_word(other->sightings.name()) == word;
        if (alike && !other->guessed) kinds.insert(other->type);
      }
      if (kinds.size() != 1) continue;
      const Type kind = *kinds.begin();
      const std::string& name = candidate.sightings.name();
      const bool common = !word && (!may_be_person(name) || has_common_word(key));
      if (common || (word && is_acronym(name))) continue;
      if (kind == Type::person || kind == Type::place || kind == Type::people) {
        told.emplace_back(&candidate, kind);
      }
    }
    for (const auto& [candidate, type] : told) candidate->type = type;
  }

  // Things named in one list are mostly of one kind; a state's neighbours may be cities.
  std::optional<Type> type_of_neighbours(const Candidate& candidate) const {
    std::array<std::uint32_t, kTypes> votes{};
    for (const std::string& key : candidate.sightings.neighbours) {
      const auto known = types_.find(key);
      if (known == types_.end()) continue;
      const Type type = known->second == Type::state ? Type::place : known->second;
      ++votes[static_cast<std::size_t>(type)];
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    if (*most == 0 || std::count(votes.begin(), votes.end(), *most) > 1) return std::nullopt;
    const Type type = static_cast<Type>(most - votes.begin());
    // The names of one kind look alike: a person among full names has one, a city mostly has not.
    const bool word = is_one_word(candidate.sightings.name());
    if ((type == Type::place || type == Type::people) && (word || *most > 1)) return type;
    if (type == Type::person && (!is_one_word(candidate.key) || *most > 1)) {
      return has_common_word(candidate.key) ? std::nullopt : std::optional(type);
    }
    return std::nullopt;
  }

  bool has_common_word(const std::string& key) const {
    const std::vector<std::string_view> parts = parts_of(key);
    return std::any_of(parts.begin(), parts.end(), [this](std::string_view part) {
      const auto known = types_.find(std::string(part));
      const bool place = known != types_.end() && known->second != Type::person;
      const bool office = is_a(part, kTitle | kOffice) && !is_a(part, kGivenName | kSuffix);
      return place || office || adjectives_.contains(std::string(part)) ||
             (lower_case(part) > 0 && !is_a(part, kParticle));
    });
  }

  // Is there evidence enough that this is a name at all?
  bool is_enough(const Candidate& candidate) const {
    const Sightings& seen = candidate.sightings;
    const std::string& name = seen.name();
    const bool repeated = seen.mentions >= 2 || seen.documents >= 2;
    if (!is_one_word(candidate.key)) {
      if (seen.inside == 0 && candidate.type == Type::unknown) return false;
      if (is_all_common(candidate.key) || is_government(candidate.key)) return false;
      return candidate.type != Type::unknown || repeated;
    }
    const bool told = seen.called[static_cast<std::size_t>(Type::person)] > 0 &&
                      !candidate.key.ends_with("ly");  // "Nabopolassar, a soldier, …"
    const bool may_open = told || is_a(candidate.key, kGivenName);
    if ((seen.inside == 0 && !may_open) || candidate.key.size() < 2) return false;
    const KeyedText text(name);
    if (text.tokens.front().all_capitals) {
      const bool numeral = is_numeral(candidate.key);
      return repeated && candidate.key.size() <= 6 && !numeral &&
             !is_a(candidate.key, kSuffix | kOrdinary);
    }
    if (is_a(candidate.key, kStarter | kOrdinary | kCalendar | kTitle | kModifier | kOffice |
                                kTransparent | kParticle | kSuffix)) {
      return false;
    }
    if (is_kind_of_body(candidate.key)) return false;
    if (is_a(candidate.key, kEpithet) && has_article(seen)) return false;  // "the Conqueror"
    // "Senators"
    std::string buffer;
    if (is_a(singular(candidate.key, buffer), kTitle | kOffice)) return false;
    // Mostly written small: a common noun that somebody capitalised.
    if (lower_case(candidate.key) > seen.inside) return false;
    const bool dynasty = seen.called[static_cast<std::size_t>(Type::state)] > 0;
    if (is_adjective(candidate) && !dynasty) return false;
    if (noun_type(candidate.key, /*in_names=*/false)) return seen.inside >= 2;
    return candidate.type != Type::unknown || repeated;
  }

  // Endings that towns seldom have: what nothing else tells of is a person.
  static bool has_surname_ending(std::string_view key) {
    static constexpr std::string_view kEndings[] = {"dze",  "enko",  "escu",   "evich",  "kin",
                                                    "oglu", "ovich", "poulos", "shvili", "sky",
                                                    "ski",  "zade",  "zadeh"};
    return key.size() >= 6 && std::any_of(std::begin(kEndings), std::end(kEndings),
                                          [&](std::string_view end) { return key.ends_with(end); });
  }

  // "Tu-95": a thing of some make or series.
  static bool is_designation(std::string_view key) {
    const std::size_t hyphen = key.find(" - ");
    if (hyphen == std::string_view::npos || hyphen + 3 >= key.size()) return false;
    return key[hyphen + 3] >= '0' && key[hyphen + 3] <= '9';
  }

  static bool is_numeral(std::string_view key) {
    return key.find_first_not_of("ivx") == std::string_view::npos;
  }

  // "the Department", "the League": one of many, whose full names say which. Of parliaments and the
  // like a state has one, which is so called.
  static bool is_kind_of_body(std::string_view key) {
    static constexpr std::string_view kKinds[] = {
        "agency",    "association", "bank",         "board",     "bureau",       "chamber",
        "club",      "commission",  "committee",    "company",   "conference",   "congregation",
        "consulate", "corporation", "council",      "court",     "delegation",   "department",
        "division",  "embassy",     "empire",       "institute", "kingdom",      "league",
        "legation",  "ministry",    "mission",      "office",    "organisation", "organization",
        "party",     "powers",      "republic",     "republics", "school",       "secretariat",
        "section",   "society",     "subcommittee", "university"};
    static_assert(std::ranges::is_sorted(kKinds));
    return std::ranges::binary_search(kKinds, key);
  }

  // "Imperial Government", "Government of New Granada": the state is meant, not an actor beside it.
  static bool is_government(const std::string& key) {
    return key.starts_with("government of ") || key.ends_with(" government");
  }

  // "Keynesian", "Imperial": never but before a noun.
  static bool is_adjective(const Candidate& candidate) {
    const Sightings& seen = candidate.sightings;
    const std::string& key = candidate.key;
    if (2 * seen.before_noun < seen.inside || seen.before_noun == 0) return false;
    for (const std::string_view ending : {"an", "ish", "ese", "ic", "al", "ist", "ite", "ant"}) {
      if (key.ends_with(ending)) return true;
    }
    return false;
  }

  static bool is_all_common(const std::string& key) {
    const std::vector<std::string_view> parts = parts_of(key);
    return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
      return is_a(part, kStarter | kOrdinary | kCalendar | kTitle | kModifier | kParticle |
                            kArticle | kSuffix) ||
             is_numeral(part);
    });
  }

  struct Person {
    const Candidate* candidate;  // null for one of the authority
    std::uint32_t actor;         // of one of the authority
    PersonName name;
    std::size_t fullness;

    // Without whose agreement no two names agree.
    std::pair<std::string_view, char> shelf() const {
      return {name.surname, name.given.front().front()};
    }
  };
  // Those who may be one person.
  using Group = std::vector<const Person*>;

  // Persons with their variants: each shorter form joins the only fuller one it may stand for.
  void add_persons(std::span<const Candidate* const> names) {
    const std::vector<Person> persons = persons_of(names);
    for (std::size_t begin = 0; begin < persons.size();) {
      std::size_t end = begin;
      while (end < persons.size() && persons[end].shelf() == persons[begin].shelf()) ++end;
      for (const Group& group : groups_of(std::span(persons).subspan(begin, end - begin))) {
        add_group(group);
      }
      begin = end;
    }
  }

  // The persons of the authority and of `names`, shelf by shelf: those of the authority first, then
  // fuller names. Candidates of one word are added on the way.
  std::vector<Person> persons_of(std::span<const Candidate* const> names) {
    std::vector<Person> persons;
    const auto keep = [&persons](const Candidate* candidate, std::uint32_t actor, PersonName name) {
      const std::size_t letters = fullness(name);
      persons.push_back({candidate, actor, std::move(name), letters});
    };
    for (std::uint32_t index = 0; index < authority_.size(); ++index) {
      if (authority_[index].type != Type::person) continue;
      if (auto name = parse_person(authority_[index].name)) {
        keep(nullptr, index, *std::move(name));
      }
    }
    for (const Candidate* candidate : names) {
      if (candidate->type != Type::person) continue;
      if (auto name = parse_person(candidate->sightings.name())) {
        keep(candidate, 0, *std::move(name));
      } else {
        add(*candidate, {});
      }
    }
    std::ranges::stable_sort(persons, [](const Person& a, const Person& b) {
      if (a.shelf() != b.shelf()) return a.shelf() < b.shelf();
      const bool known_a = a.candidate == nullptr;
      const bool known_b = b.candidate == nullptr;
      if (known_a != known_b) return known_a;
      return a.fullness > b.fullness;
    });
    return persons;
  }

  // One shelf's persons: each joins the only group that it agrees with.
  static std::vector<Group> groups_of(std::span<const Person> persons) {
    // Among so many bearers of one name nobody can tell which variant is whose.
    constexpr std::size_t kManyBearers = 200;
    const bool few = persons.size() <= kManyBearers;
    std::vector<Group> groups;
    for (const Person& person : persons) {
      const auto fits = [&person](const Group& group) {
        return std::ranges::all_of(
            group, [&](const Person* other) { return compatible(other->name, person.name); });
      };
      auto only = groups.end();
      if (person.candidate != nullptr && few) {
        only = std::ranges::find_if(groups, fits);
        const bool another = only != groups.end() && std::any_of(only + 1, groups.end(), fits);
        if (another) only = groups.end();
      }
      if (only == groups.end()) {
        groups.push_back({&person});
      } else {
        only->push_back(&person);
      }
    }
    return groups;
  }

  // Adds the group's names to its actor, called as it is most often if the authority lacks it.
  void add_group(const Group& group) {
    std::vector<std::string> names;
    const Candidate* best = nullptr;
    for (const Person* person : group) {
      if (person->candidate == nullptr) continue;
      names.push_back(person->candidate->sightings.name());
      if (best == nullptr || person->candidate->sightings.mentions > best->sightings.mentions) {
        best = person->candidate;
      }
    }
    if (best == nullptr) return;
    if (group.front()->candidate != nullptr) {
      add(*best, std::move(names));
      return;
    }
    Actor more;
    more.id = authority_[group.front()->actor].id;
    more.aliases = std::move(names);
    more.collected = authority_[group.front()->actor].collected;
    authority_.add(std::move(more));
  }

  static std::size_t fullness(const PersonName& name) {
    std::size_t letters = 0;
    for (const std::string& given : name.given) letters += given.size();
    return letters;
  }

  void add(const Candidate& candidate, std::vector<std::string> aliases) {
    Actor actor;
    actor.name = candidate.sightings.name();
    actor.type = candidate.type;
    actor.collected = true;
    actor.id = slug(actor.name);
    // An id that another name has taken: the type tells them apart.
    if (authority_.find(actor.id)) actor.id.append("-").append(name(actor.type));
    for (std::string& alias : aliases) {
      if (alias != actor.name) actor.aliases.push_back(std::move(alias));
    }
    const std::uint32_t index = authority_.add(std::move(actor));
    by_key_[candidate.key] = index;
  }

  void add_acronyms() {
    for (const auto& [pair, times] : acronyms_) {
      const auto& [full, acronym] = pair;
      if (is_known(key_of(acronym))) continue;
      std::optional<std::uint32_t> owner;
      if (const auto found = by_key_.find(full); found != by_key_.end()) owner = found->second;
      if (!owner) continue;
      // The acronym may have been collected on its own; one actor holds both names.
      Actor more;
      more.id = authority_[*owner].id;
      more.aliases = {acronym};
      more.collected = true;
      authority_.add(std::move(more));
    }
  }

  const std::unordered_map<std::string, std::uint32_t> lower_case_;
  const std::map<std::pair<std::string, std::string>, std::uint32_t> acronyms_;
  Authority& authority_;
  std::unordered_set<std::string> known_, adjectives_, surnames_;
  std::unordered_map<std::string, Type> types_;            // of the authority's names
  std::unordered_map<std::string, Candidate> candidates_;  // by key
  std::unordered_map<std::string, std::uint32_t> by_key_;
};

}  // namespace

void add_collected_names(Seen&& seen, Authority& authority) {
  Finisher(std::move(seen), authority).run();
}

}  // namespace fasti::actors
