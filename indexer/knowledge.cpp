#include "indexer/knowledge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/actors/definition.h"
#include "core/actors/lexicon.h"
#include "core/actors/name_tokens.h"
#include "core/text/fold.h"
#include "core/text/sentences.h"

namespace fasti::indexer {
namespace {

using actors::Actor;
using actors::Authority;
using actors::Type;

// Names under which a mark or a given name is found again: by its key, or by what it says.
std::string mark_key(std::string_view ref, std::string_view name, Type type) {
  if (ref.starts_with('#')) ref.remove_prefix(1);
  if (!ref.empty()) return std::string("#").append(ref);
  std::string key(actors::name(type));
  key += ' ';
  key += text::fold(name);
  return key;
}

// "1853/1856" is from 1853 to 1856; a date that is no interval is both.
void set_dates(Actor& actor, std::string_view edtf) {
  if (edtf.empty() || !actor.from.empty() || !actor.to.empty()) return;
  const std::size_t slash = edtf.find('/');
  const auto side = [](std::string_view s) { return std::string(s == ".." ? "" : s); };
  actor.from = side(edtf.substr(0, slash));
  actor.to = slash == std::string_view::npos ? actor.from : side(edtf.substr(slash + 1));
}

// What a source document's first sentence says of its subject, when that is what it is for.
std::optional<Actor> define(const Document& document) {
  if (document.kind != "source") return std::nullopt;
  const auto section =
      std::ranges::find_if(document.sections, [](const Section& s) { return !s.text.empty(); });
  if (section == document.sections.end()) return std::nullopt;
  const std::string_view text = section->text.str();
  const auto sentences = text::split_sentences(text.substr(0, text.find("\n\n")));
  if (sentences.empty()) return std::nullopt;
  const auto definition =
      actors::read_definition(text::slice(text, sentences.front()), document.title);
  if (!definition || definition->wrong_sense) return std::nullopt;
  Actor actor = definition->actor;
  if (actor.name.empty()) actor.name = document.title;
  set_dates(actor, definition->dates);
  return actor;
}

// The part of a key "file#id" that the file itself knows it by, or all of it.
std::string_view local_key(std::string_view key) { return key.substr(key.rfind('#') + 1); }

// The last part of an address: "https://viaf.org/viaf/12345/" gives "12345"; "" for what is none.
std::string_view address_end(std::string_view ref) {
  if (ref.find("://") == std::string_view::npos) return "";
  while (ref.ends_with('/')) ref.remove_suffix(1);
  return ref.substr(ref.rfind('/') + 1);
}

// Two lives or existences that are not the same.
bool contradict(const Actor& a, const Actor& b) {
  const auto differ = [](const std::string& one, const std::string& other) {
    constexpr std::size_t kYear = 4;
    return !one.empty() && !other.empty() && one.substr(0, kYear) != other.substr(0, kYear);
  };
  return differ(a.from, b.from) || differ(a.to, b.to);
}

// A name as plays and datelines print it, without its full stop, colon or comma; that of "Jr."
// stays.
std::string_view without_final_mark(std::string_view name) {
  constexpr std::size_t kLongestShort = 3;
  if (name.ends_with(':') || name.ends_with(',')) return name.substr(0, name.size() - 1);
  const std::size_t last =
      name.find_last_of(" .", name.size() - std::min<std::size_t>(2, name.size()));
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  const bool stop = name.ends_with('.') && name.size() - 1 - begin > kLongestShort;
  return stop ? name.substr(0, name.size() - 1) : name;
}

// Does a text that an editor has marked name its actor elsewhere, too? "The old man" does not; nor
// does "March" or "Mr. Birk", of whom there may be several, unless a key says which is meant.
bool is_name(std::string_view text, Type type, bool keyed) {
  if (type == Type::unknown && !keyed) return true;  // of a list of names
  const std::vector<actors::NameToken> tokens = actors::name_tokens(text);
  if (tokens.empty() || !tokens.front().capital) return false;
  const auto is_a = [&](const actors::NameToken& token, std::uint32_t classes) {
    return !token.word || actors::is_a(text::fold(token.in(text)), classes);
  };
  // Behind titles and articles.
  const auto begin = std::ranges::find_if_not(tokens, [&](const actors::NameToken& token) {
    return is_a(token, actors::kTitle | actors::kStarter);
  });
  const auto words =
      std::count_if(begin, tokens.end(), [](const actors::NameToken& token) { return token.word; });
  if (words == 1 && is_a(*begin, actors::kCalendar | actors::kOrdinary)) return false;
  return words >= (type == Type::person && !keyed ? 2 : 1);
}

// What those who mark it call an actor most often by name; "" when they never do.
std::string best_name(const std::map<std::string, std::size_t>& names, Type type, bool keyed) {
  std::string best;
  std::size_t most = 0;
  for (const auto& [name, count] : names) {
    if (count <= most || !is_name(name, type, keyed)) continue;
    best = name;
    most = count;
  }
  return best;
}

// "Arthur James Balfour" as "Arthur Balfour", the name under which most know him; "" for a name of
// one or two words.
std::string short_name(std::string_view name) {
  const std::size_t first = name.find(' ');
  const std::size_t last = name.rfind(' ');
  if (first == last || first < 3 || name[first - 1] == '.') return "";
  return std::string(name.substr(0, first)).append(name.substr(last));
}

bool agree(Type a, Type b) { return a == b || a == Type::unknown || b == Type::unknown; }

std::set<std::string> folded_names(const Actor& actor) {
  std::set<std::string> out = {text::fold(actor.name)};
  for (const std::string& alias : actor.aliases) out.insert(text::fold(alias));
  return out;
}

// Finds the record that a name belongs to, among those added to it.
class NameTable {
 public:
  NameTable() = default;
  // Knows only names that are in `asked`, folded: the others will not be looked up.
  explicit NameTable(const std::unordered_set<std::string>& asked) : asked_(&asked) {}

  void add(const Actor& actor) {
    for (const std::string& name : folded_names(actor)) {
      if (asked_ == nullptr || asked_->contains(name)) records_[name][actor.id] = actor.type;
    }
  }

  // The id of the one record that bears `name` and may be of `type`; nullopt when there is none or
  // more than one.
  std::optional<std::string> find(std::string_view name, Type type) const {
    const auto found = records_.find(text::fold(name));
    if (found == records_.end()) return std::nullopt;
    std::optional<std::string> id;
    for (const auto& [record, its_type] : found->second) {
      if (!agree(type, its_type)) continue;
      if (id) return std::nullopt;
      id = record;
    }
    return id;
  }

 private:
  const std::unordered_set<std::string>* asked_ = nullptr;
  std::unordered_map<std::string, std::map<std::string, Type>> records_;  // by folded name, then id
};

// Lets records of our own table take the ids under which `claimants` have the same actor. That is
// so when the types agree and the record's name is one of the claimant's names; for states, which
// share names with those before and after them, only when also the claimant's name is one of the
// record's or the claimant has all names of the record. Names that a claimant of another id goes
// by are no longer the record's aliases.
void yield_ids(std::vector<Actor>& built_in, std::span<const Actor> claimants) {
  std::unordered_map<std::string_view, const Actor*> by_id;
  std::unordered_set<std::string> own_names;
  for (const Actor& actor : built_in) own_names.insert(text::fold(actor.name));
  NameTable table(own_names);
  for (const Actor& claimant : claimants) {
    table.add(claimant);
    by_id.try_emplace(claimant.id, &claimant);
  }
  std::unordered_map<std::string, std::string> renamed;
  for (const Actor& actor : built_in) {
    const auto id = table.find(actor.name, actor.type);
    if (!id) continue;
    const std::set<std::string> own = folded_names(actor);
    const std::set<std::string> its = folded_names(*by_id.at(*id));
    const bool all = std::ranges::includes(its, own);
    const bool same = all || own.contains(text::fold(by_id.at(*id)->name));
    if (same || actor.type != Type::state) renamed.emplace(actor.id, *id);
  }
  const auto rename = [&](std::string& id) {
    if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
  };
  std::unordered_map<std::string, std::string> bearer;  // of a folded name
  for (const Actor& claimant : claimants) bearer.emplace(text::fold(claimant.name), claimant.id);
  for (Actor& actor : built_in) {
    rename(actor.id);
    rename(actor.parent);
    for (std::string& id : actor.successor_of) rename(id);
    std::erase_if(actor.aliases, [&](const std::string& alias) {
      const auto found = bearer.find(text::fold(alias));
      return found != bearer.end() && found->second != actor.id;
    });
  }
}

// Wars, events and treaties date the texts that name them.
void add_events(const Authority& authority, std::vector<dates::NamedEvent>& events) {
  for (const Actor& actor : authority.actors()) {
    const bool dated =
        actor.type == Type::war || actor.type == Type::event || actor.type == Type::treaty;
    if (!dated || actor.collected || (actor.from.empty() && actor.to.empty())) continue;
    std::string edtf = actor.from;
    if (actor.from.empty()) {
      edtf = actor.to;
    } else if (!actor.to.empty() && actor.to != actor.from) {
      edtf += "/" + actor.to;
    }
    events.push_back({actor.name, edtf, actor.id});
    for (const std::string& alias : actor.aliases) events.push_back({alias, edtf, actor.id});
  }
}

}  // namespace

DocumentUnits units_of(const Document& document, const SectionCuts& cuts) {
  DocumentUnits units;
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    const auto add = [&](const text::MappedText& text, bool heading) {
      if (text.empty()) return;
      units.texts.push_back(
          {text.str(), heading, section.level, section.quotation, section.reference});
      if (!heading) {
        units.texts.back().stated = section.dates;
        units.texts.back().cut = cuts.of(i);
        units.texts.back().spellings = cuts.spellings(i);
      }
      units.places.push_back({i, heading});
    };
    add(section.heading, true);
    add(section.text, false);
  }
  return units;
}

std::optional<std::uint32_t> Knowledge::subject(std::string_view document_id) const {
  const auto found = subjects_.find(std::string(document_id));
  if (found == subjects_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> Knowledge::marked(const EditorMark& mark,
                                               std::string_view marked) const {
  const auto found = marks_.find(mark_key(mark.ref, marked, mark.type));
  if (found == marks_.end()) return std::nullopt;
  return found->second;
}

void KnowledgeCollector::give(std::size_t number, std::string_view name, std::string_view ref,
                              Type type) {
  const std::pair place{number, places_++};
  Given& given =
      given_.try_emplace(mark_key(ref, name, type), Given{place, std::string(ref), type, {}})
          .first->second;
  given.first = std::min(given.first, place);
  ++given.names[std::string(without_final_mark(name))];
}

void KnowledgeCollector::add(const Document& document, std::size_t number,
                             const SectionCuts& cuts) {
  std::optional<Actor> subject;
  if (!document.subject.name.empty()) {
    subject = document.subject;
  } else {
    subject = define(document);
  }
  if (subject) {
    if (subject->id.empty()) subject->id = document.id;
    subject->document = document.id;
    subjects_.push_back({number, document.id, std::move(*subject)});
  }
  for (const Actor& record : document.records) listed_.push_back({number, record.id, record});
  places_ = 0;
  for (const std::string& name : document.actors) give(number, name, "", Type::unknown);
  for (const NamedAbove& named : document.named_above) {
    give(number, named.name, named.ref, named.type);
  }
  for (const Section& section : document.sections) {
    for (const EditorMark& mark : section.marks) {
      give(number, text::slice(section.text.str(), mark.span), mark.ref, mark.type);
    }
  }
  names_.add_document(units_of(document, cuts).texts);
}

void KnowledgeCollector::merge(KnowledgeCollector&& other) {
  std::ranges::move(other.subjects_, std::back_inserter(subjects_));
  std::ranges::move(other.listed_, std::back_inserter(listed_));
  for (auto& [key, given] : other.given_) {
    const auto [there, added] = given_.try_emplace(key, std::move(given));
    if (added) continue;
    if (given.first < there->second.first) {
      std::swap(given, there->second);
    }
    for (const auto& [name, count] : given.names) there->second.names[name] += count;
  }
  names_.merge(std::move(other.names_));
}

// Gives every subject the id of the actor that it is: its own where that is known, else that of the
// one record with its name, else its document's.
void KnowledgeCollector::name_subjects(std::span<const Actor> built_in,
                                       std::span<const Actor> user) {
  if (subjects_.empty()) return;
  NameTable known;
  std::unordered_set<std::string> ids;
  const auto add = [&](const Actor& actor) {
    known.add(actor);
    ids.insert(actor.id);
  };
  for (const Actor& actor : built_in) add(actor);
  for (const Actor& actor : user) add(actor);
  for (const Subject& subject : subjects_) {
    // Of several documents about one actor, one that bears its name as id gives the id.
    if (subject.actor.id == actors::slug(subject.actor.name)) known.add(subject.actor);
  }
  for (Subject& subject : subjects_) {
    if (ids.contains(subject.actor.id)) continue;
    if (auto id = known.find(subject.actor.name, subject.actor.type)) {
      subject.actor.id = std::move(*id);
    }
    add(subject.actor);
  }
}

// Gives every record of a list the id of the actor that it is: of the one record that bears its
// name and may be it, else one made from its name. Two records of one list are never the same.
void KnowledgeCollector::name_listed(std::span<const Actor> built_in, std::span<const Actor> user) {
  if (listed_.empty()) return;
  NameTable known;
  std::unordered_map<std::string, Actor> by_id;
  const auto add = [&](const Actor& actor) {
    known.add(actor);
    by_id.try_emplace(actor.id, actor);
  };
  for (const Actor& actor : built_in) add(actor);
  for (const Subject& subject : subjects_) add(subject.actor);
  for (const Actor& actor : user) add(actor);
  std::set<std::pair<std::string, std::string>> taken;  // ids within files
  for (Listed& listed : listed_) {
    Actor& actor = listed.actor;
    const std::string file = listed.key.substr(0, listed.key.rfind('#'));
    const auto may_be = [&](const std::string& id) {
      return !taken.contains({file, id}) && !contradict(actor, by_id.at(id));
    };
    auto id = known.find(actor.name, actor.type);
    if (!id && actor.type == Type::person) id = known.find(short_name(actor.name), actor.type);
    if (!id && actor.type == Type::place) id = known.find(actor.name, Type::state);
    if (!id || !may_be(*id)) {
      std::string own = actors::slug(actor.name);
      if (own.empty()) own = actors::slug(local_key(listed.key));
      if (by_id.contains(own)) own += "-" + actors::slug(local_key(listed.key));
      for (const std::string base = own; by_id.contains(own) && !may_be(own);) own += "-2";
      id = own;
    } else {
      actor.type = by_id.at(*id).type;
    }
    actor.id = *id;
    taken.emplace(file, *id);
    add(actor);
    Actor& record = by_id.at(*id);
    if (record.from.empty()) record.from = actor.from;
    if (record.to.empty()) record.to = actor.to;
  }
}

// Finds or makes the actor of every key that marks have.
void KnowledgeCollector::resolve_given(Authority& authority, Knowledge& knowledge) const {
  NameTable known;
  std::unordered_map<std::string_view, std::uint32_t> by_address;  // last parts of addresses
  for (std::uint32_t i = 0; i < authority.size() && !given_.empty(); ++i) {
    const Actor& actor = authority[i];
    known.add(actor);
    for (const std::string* id : {&actor.wikidata, &actor.viaf, &actor.cerl}) {
      if (!id->empty()) by_address.try_emplace(*id, i);
    }
  }
  // Records that one file alone knows by that id: marks in other files may leave the file out.
  std::unordered_map<std::string_view, std::optional<std::uint32_t>> by_local_key;
  for (const Listed& listed : listed_) {
    const std::uint32_t actor = *authority.find(listed.actor.id);
    const auto [there, added] = by_local_key.try_emplace(local_key(listed.key), actor);
    if (!added && there->second != actor) there->second.reset();
  }
  const auto find = [&](const Given& given, std::string_view ref,
                        const std::string& name) -> std::optional<std::uint32_t> {
    if (const auto local = by_local_key.find(ref); !ref.empty() && local != by_local_key.end()) {
      if (local->second) return local->second;
    }
    if (const auto address = by_address.find(address_end(given.ref)); address != by_address.end()) {
      return address->second;
    }
    if (auto actor = authority.find(ref.empty() ? name : ref)) return actor;
    auto id = known.find(name, given.type);
    if (!id && given.type == Type::place) id = known.find(name, Type::state);
    return id ? authority.find(*id) : std::nullopt;
  };

  std::vector<std::pair<const std::string*, const Given*>> ordered;
  for (const auto& [key, given] : given_) ordered.emplace_back(&key, &given);
  std::ranges::sort(ordered, {}, [](const auto& entry) { return entry.second->first; });
  for (const auto& [key, given] : ordered) {
    if (knowledge.marks_.contains(*key)) continue;
    const std::string& name =
        std::ranges::max_element(given->names, {},
                                 &std::pair<const std::string, std::size_t>::second)
            ->first;
    const bool address = !address_end(given->ref).empty();
    const std::string_view ref = address ? address_end(given->ref) : local_key(given->ref);
    std::optional<std::uint32_t> actor = find(*given, ref, name);
    if (!actor) {
      Actor record;
      record.name = best_name(given->names, given->type, !ref.empty());
      if (record.name.empty()) record.name = ref;
      if (record.name.empty()) continue;  // "the old man", who may be anybody
      record.id = actors::slug(ref.empty() || address ? record.name : ref);
      record.type = given->type;
      // Another actor of that name: no state is a person.
      if (authority.find(record.id)) {
        record.id += "-" + actors::slug(ref.empty() ? actors::name(given->type) : ref);
      }
      actor = authority.add(record);
      known.add(record);
    }
    knowledge.marks_[*key] = *actor;
  }
}

Knowledge KnowledgeCollector::finish(std::span<const Actor> user,
                                     std::span<const dates::Era> eras) {
  std::ranges::stable_sort(subjects_, {}, &Subject::number);
  std::ranges::stable_sort(listed_, {}, &Listed::number);

  std::vector<Actor> built_in = actors::built_in_states();
  yield_ids(built_in, user);
  name_subjects(built_in, user);
  name_listed(built_in, user);
  std::vector<Actor> stated;
  for (const Subject& subject : subjects_) stated.push_back(subject.actor);
  for (const Listed& listed : listed_) stated.push_back(listed.actor);
  yield_ids(built_in, stated);

  auto authority = std::make_unique<Authority>();
  Knowledge knowledge;
  for (Actor& actor : built_in) authority->add(std::move(actor));
  for (Subject& subject : subjects_) {
    // The first document that defines an actor is the one that its record names.
    const auto there = authority->find(subject.actor.id);
    if (there && !(*authority)[*there].document.empty()) {
      subject.actor.document = (*authority)[*there].document;
    }
    knowledge.subjects_[subject.document] = authority->add(std::move(subject.actor));
  }
  for (const Listed& listed : listed_) {
    knowledge.marks_[mark_key(listed.key, "", listed.actor.type)] = authority->add(listed.actor);
  }
  for (const Actor& actor : user) authority->add(actor);

  resolve_given(*authority, knowledge);
  names_.finish(*authority);

  add_events(*authority, knowledge.events_);
  for (const dates::Era& era : eras) {
    knowledge.events_.push_back({era.label, era.from + "/" + era.to, "eras.json"});
  }
  knowledge.event_table_ = std::make_unique<dates::EventTable>(knowledge.events_);
  knowledge.spotter_ = std::make_unique<actors::Spotter>(*authority);
  knowledge.authority_ = std::move(authority);
  return knowledge;
}

}  // namespace fasti::indexer
