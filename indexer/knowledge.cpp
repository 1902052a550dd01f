#include "indexer/knowledge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
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
  if (!ref.empty()) return "#" + std::string(ref);
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

// Finds the record that a name belongs to, among those added to it.
class NameTable {
 public:
  void add(const Actor& actor) {
    add(actor.name, actor);
    for (const std::string& alias : actor.aliases) add(alias, actor);
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
  void add(const std::string& name, const Actor& actor) {
    const std::string key = text::fold(name);
    if (!key.empty()) records_[key][actor.id] = actor.type;
  }

  std::unordered_map<std::string, std::map<std::string, Type>> records_;  // by folded name, then id
};

// Our own table's ids that give way, each with the id that the user has for the same actor: the
// primary name of either is a name of the other, and the types agree.
std::unordered_map<std::string, std::string> user_ids(std::span<const Actor> built_in,
                                                      std::span<const Actor> user) {
  NameTable table;
  std::unordered_map<std::string, const Actor*> by_id;
  for (const Actor& actor : built_in) {
    table.add(actor);
    by_id.emplace(actor.id, &actor);
  }
  std::unordered_map<std::string, std::string> out;
  for (const Actor& actor : user) {
    if (by_id.contains(actor.id)) continue;
    const auto id = table.find(actor.name, actor.type);
    if (!id) continue;
    const std::string its_name = text::fold(by_id.at(*id)->name);
    const auto is_its_name = [&](const std::string& name) { return text::fold(name) == its_name; };
    if (is_its_name(actor.name) || std::ranges::any_of(actor.aliases, is_its_name)) {
      out.try_emplace(*id, actor.id);
    }
  }
  return out;
}

// Our own table, under the ids that the user knows it by.
std::vector<Actor> built_in_actors(std::span<const Actor> user) {
  std::vector<Actor> actors = actors::built_in_states();
  const auto ids = user_ids(actors, user);
  const auto rename = [&](std::string& id) {
    if (const auto found = ids.find(id); found != ids.end()) id = found->second;
  };
  for (Actor& actor : actors) {
    rename(actor.id);
    rename(actor.parent);
    for (std::string& id : actor.successor_of) rename(id);
  }
  return actors;
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

Knowledge KnowledgeCollector::finish(std::span<const Actor> user,
                                     std::span<const dates::Era> eras) {
  std::ranges::stable_sort(subjects_, {}, &Subject::number);
  std::ranges::stable_sort(given_, {}, &Given::number);

  auto authority = std::make_unique<Authority>();
  NameTable known;
  for (Actor& actor : built_in_actors(user)) {
    known.add(actor);
    authority->add(std::move(actor));
  }
  // The user's names tell which record a document defines, though the records come later.
  for (const Actor& actor : user) known.add(actor);
  for (const auto& subject : subjects_) {
    // An id of its own slug is the one that others are laid over.
    if (subject.actor.id == actors::slug(subject.actor.name)) known.add(subject.actor);
  }

  Knowledge knowledge;
  for (auto& [number, document, actor] : subjects_) {
    if (!authority->find(actor.id)) {
      if (auto id = known.find(actor.name, actor.type)) actor.id = std::move(*id);
      known.add(actor);
    }
    // The first document that defines an actor is the one that its record names.
    const auto there = authority->find(actor.id);
    if (there && !(*authority)[*there].document.empty()) {
      actor.document = (*authority)[*there].document;
    }
    knowledge.subjects_[document] = authority->add(std::move(actor));
  }
  for (const Actor& actor : user) authority->add(actor);

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
