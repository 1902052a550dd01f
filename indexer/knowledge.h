#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/actors/authority.h"
#include "core/actors/names.h"
#include "core/dates/eras.h"
#include "core/dates/events.h"
#include "core/dates/read_dates.h"
#include "indexer/document.h"
#include "indexer/section_cuts.h"

namespace fasti::indexer {

// The texts of a document in reading order, as dates and actors are read from them: for each
// section its heading, then its body; what is empty is left out. Views into the document and into
// what its sections are cut into.
struct DocumentUnits {
  struct Place {
    std::size_t section;
    bool heading;
  };
  std::vector<dates::TextUnit> texts;
  std::vector<Place> places;  // of each text
};
DocumentUnits units_of(const Document& document, const SectionCuts& cuts);

// What is known once every document has been read: all actors, the automaton of their names, and
// the events that date a text. Immutable; safe in all threads.
class Knowledge {
 public:
  const actors::Authority& authority() const { return *authority_; }
  const actors::Spotter& spotter() const { return *spotter_; }

  std::span<const dates::NamedEvent> events() const { return events_; }
  // The same by their names.
  const dates::EventTable& event_table() const { return *event_table_; }
  // The actor that a document defines.
  std::optional<std::uint32_t> subject(std::string_view document_id) const;
  // The actor that an editor's mark names. `marked` is the text under the mark.
  std::optional<std::uint32_t> marked(const EditorMark& mark, std::string_view marked) const;

 private:
  friend class KnowledgeCollector;

  std::unique_ptr<actors::Authority> authority_;
  std::unique_ptr<actors::Spotter> spotter_;
  std::vector<dates::NamedEvent> events_;
  std::unique_ptr<dates::EventTable> event_table_;
  std::unordered_map<std::string, std::uint32_t> subjects_, marks_;
};

// Gathers from one document after another what Knowledge is made of. One thread at a time; merge()
// joins collectors that worked apart. What comes out depends on the documents and their numbers,
// not on who read them when.
class KnowledgeCollector {
 public:
  // `number`: the document's place in the corpus, each once. `cuts` are its.
  void add(const Document& document, std::size_t number, const SectionCuts& cuts = {});
  void merge(KnowledgeCollector&& other);

  // Later over earlier: our own table of states, what documents say of their subjects, the records
  // of their lists, the user's records (in the order given); then the names that none of them has.
  Knowledge finish(std::span<const actors::Actor> user, std::span<const dates::Era> eras);

 private:
  // A record that a document states of its subject.
  struct Subject {
    std::size_t number;
    std::string document;
    actors::Actor actor;
  };
  // A record of a source's list.
  struct Listed {
    std::size_t number;
    std::string key;  // by which marks name it: "file#id"
    actors::Actor actor;
  };
  // What an editor or a document's own list of actors names, under one key of Knowledge::marks_.
  struct Given {
    std::pair<std::size_t, std::size_t> first;  // document and place in it where it stands first
    std::string ref;
    actors::Type type;
    std::map<std::string, std::size_t> names;  // how often it is called so
  };

  void give(std::size_t number, std::string_view name, std::string_view ref, actors::Type type);
  void name_subjects(std::span<const actors::Actor> built_in, std::span<const actors::Actor> user);
  void name_listed(std::span<const actors::Actor> built_in, std::span<const actors::Actor> user);
  void resolve_given(actors::Authority& authority, Knowledge& knowledge) const;

  std::vector<Subject> subjects_;
  std::vector<Listed> listed_;
  std::unordered_map<std::string, Given> given_;
  std::size_t places_ = 0;  // of names given in the document that is added
  actors::NameCollector names_;
};

}  // namespace fasti::indexer
