#include "indexer/knowledge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/actors/definition.h"
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

DocumentUnits units_of(const Document& document) {
  DocumentUnits units;
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    const auto add = [&](const text::MappedText& text, bool heading) {
      if (text.empty()) return;
      units.texts.push_back(
          {text.str(), heading, section.level, section.quotation, section.reference});
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

void KnowledgeCollector::add(const Document& document, std::size_t number) {
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
  const auto give = [&](std::string_view name, std::string_view ref, Type type) {
    given_.push_back(
        {number, mark_key(ref, name, type), std::string(name), std::string(ref), type});
  };
  for (const std::string& name : document.actors) give(name, "", Type::unknown);
  for (const Section& section : document.sections) {
    for (const EditorMark& mark : section.marks) {
      give(text::slice(section.text.str(), mark.span), mark.ref, mark.type);
    }
  }
  names_.add_document(units_of(document).texts);
}

void KnowledgeCollector::merge(KnowledgeCollector&& other) {
  std::ranges::move(other.subjects_, std::back_inserter(subjects_));
  std::ranges::move(other.given_, std::back_inserter(given_));
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

Knowledge KnowledgeCollector::finish(std::span<const Actor> user,
                                     std::span<const dates::Era> eras) {
  std::ranges::stable_sort(subjects_, {}, &Subject::number);
  std::ranges::stable_sort(given_, {}, &Given::number);

  std::vector<Actor> built_in = actors::built_in_states();
  yield_ids(built_in, user);
  name_subjects(built_in, user);
  std::vector<Actor> stated;
  for (const Subject& subject : subjects_) stated.push_back(subject.actor);
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
  for (const Actor& actor : user) authority->add(actor);

  NameTable known;
  if (!given_.empty()) {
    for (const Actor& actor : authority->actors()) known.add(actor);
  }
  for (Given& given : given_) {
    if (knowledge.marks_.contains(given.key)) continue;
    std::string_view ref = given.ref;
    if (ref.starts_with('#')) ref.remove_prefix(1);
    std::optional<std::uint32_t> actor = authority->find(ref.empty() ? given.name : ref);
    if (!actor) {
      if (const auto id = known.find(given.name, given.type)) actor = authority->find(*id);
    }
    if (!actor) {
      Actor record;
      record.id = actors::slug(ref.empty() ? given.name : ref);
      if (record.id.empty()) continue;
      record.name = given.name;
      record.type = given.type;
      actor = authority->add(record);
      known.add(record);
    }
    knowledge.marks_[given.key] = *actor;
  }
  names_.finish(*authority);

  add_events(*authority, knowledge.events_);
  for (const dates::Era& era : eras) {
    knowledge.events_.push_back({era.label, era.from + "/" + era.to, "eras.json"});
  }
  knowledge.spotter_ = std::make_unique<actors::Spotter>(*authority);
  knowledge.authority_ = std::move(authority);
  return knowledge;
}

}  // namespace fasti::indexer
