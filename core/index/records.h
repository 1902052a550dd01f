#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/eras.h"
#include "core/dates/timex.h"
#include "core/text/mapped_text.h"

// What a generation stores beside the Xapian database, as plain values, and their binary form.
namespace fasti::index {

// A Xapian docid: a passage's number from 1, in reading order over the whole index.
using DocId = std::uint32_t;

struct StoredDate {
  text::Span span;  // bytes of the passage's text
  std::string edtf;
  dates::Interval interval;
  dates::Kind kind = dates::Kind::point;
  dates::Grain grain = dates::Grain::day;
  dates::Role role = dates::Role::narrative;
  dates::Calendar calendar = dates::Calendar::gregorian;
  bool approximate = false;
  std::string rule;
  std::string resolved_from;
};

struct StoredMention {
  text::Span span;          // bytes of the passage's text
  std::uint32_t actor = 0;  // index into the generation's actors
  actors::Evidence evidence = actors::Evidence::name;
  std::string rule;
};

struct StoredLink {
  text::Span span;
  std::string document;  // id
};

struct StoredPassage {
  std::string id;
  std::uint32_t document = 0;  // index into the generation's documents
  std::uint32_t ordinal = 0;   // within its document, from 0
  std::vector<std::string> headings;
  std::string text;                         // NFC
  std::vector<text::MappedText::Run> runs;  // where each byte of the text stands in the source
  std::vector<StoredDate> dates;            // by span
  // The context date: what an undated passage is counted under; edtf "" for none.
  StoredDate context;
  std::vector<StoredMention> mentions;  // by span
  std::vector<StoredLink> links;        // by span
};

// A heading of a document and the first passage below it.
struct OutlineEntry {
  int level = 0;
  std::string heading;
  DocId first = 0;  // 0 when the section has no text
};

struct StoredDocument {
  static constexpr std::uint32_t kNoActor = 0xFFFFFFFF;

  std::string id;
  std::string title;
  std::string kind;
  std::string date;  // EDTF or ""
  std::string url;
  std::string lang;
  std::string file;                  // base name only: answers show no paths
  std::uint32_t subject = kNoActor;  // index of the actor it defines
  DocId first = 0;                   // its passages are first .. first + passages - 1
  std::uint32_t passages = 0;
  std::vector<OutlineEntry> outline;
  std::vector<std::string> related;
  std::vector<std::pair<std::string, std::string>> metadata;
};

// The members of a stored document that searches want, in views of its bytes or of its members.
struct DocumentHead {
  std::string_view id, title, kind, date, url, lang, file;
  std::uint32_t subject = StoredDocument::kNoActor;
  DocId first = 0;
  std::uint32_t passages = 0;
};
DocumentHead head_of(const StoredDocument& document);

// A form in which texts name an actor, letter by letter.
struct NameForm {
  std::string text;
  actors::Evidence evidence = actors::Evidence::name;
  std::uint32_t mentions = 0, passages = 0;  // that have it

  bool operator==(const NameForm&) const = default;
};

// An authority record with the forms in which this index's texts name the actor, the most frequent
// first.
struct StoredActor {
  actors::Actor record;
  std::vector<NameForm> forms;
};

// The members of a stored actor that searches want, in views of its bytes.
struct ActorHead {
  std::string_view id, name;
  actors::Type type = actors::Type::unknown;
  std::string_view parent;                     // id
  std::vector<std::string_view> successor_of;  // ids
};

// Plain binary frames: little-endian varints and length-prefixed bytes, no self-description.
// decode_* throw IndexError when the bytes are not a whole record.
// REQUIRES of a passage: spans inside its text; runs as MappedText::runs() gives them for it.
std::string encode(const StoredPassage&);
std::string encode(const StoredDocument&);
std::string encode(const actors::Actor&);
std::string encode(const StoredActor&);
std::string encode(const dates::Era&);
StoredPassage decode_passage(std::string_view bytes);
StoredDocument decode_document(std::string_view bytes);
actors::Actor decode_actor(std::string_view bytes);
StoredActor decode_stored_actor(std::string_view bytes);
DocumentHead decode_document_head(std::string_view bytes);  // of an encoded StoredDocument
ActorHead decode_actor_head(std::string_view bytes);        // of an encoded StoredActor
dates::Era decode_era(std::string_view bytes);

}  // namespace fasti::index
