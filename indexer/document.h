#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/timex.h"
#include "core/text/mapped_text.h"

namespace fasti::indexer {

// A link from a text to another document.
struct Link {
  text::Span span;     // bytes of the section's text: the anchor
  std::string target;  // document id, or a path relative to the source that is resolved later
};

// A name or place that an editor has marked in the text (TEI persName and the like).
struct EditorMark {
  text::Span span;
  actors::Type type = actors::Type::unknown;
  // The editor's key, or "". One that leads to a record of a file (Document::records) names the
  // file before "#": "persons#amt".
  std::string ref;
};

// The same in a title or a heading.
struct NamedAbove {
  std::string name;  // as it stands there
  actors::Type type = actors::Type::unknown;
  std::string ref;
};

// A stretch of text under one heading. `text` and `heading` are clean (core/text/normalize.h) and
// mapped to the bytes of the source file; paragraphs in `text` are parted by "\n\n".
struct Section {
  std::vector<std::string> path;  // headings from the outermost to this one; empty for the lead
  int level = 0;                  // depth of its own heading; 0 for the lead
  text::MappedText heading;       // its own heading; empty for the lead or a continued section
  text::MappedText text;
  std::vector<Link> links;
  std::vector<EditorMark> marks;
  std::vector<dates::StatedDate> dates;  // by span, free of overlaps
  bool quotation = false;                // a block quotation
  bool reference = false;                // bibliography, notes, external links
};

// One source unit: an article, a treaty, a telegram, a web page.
struct Document {
  std::string id;
  std::string title;
  std::string kind = "source";  // "article", "source", or what the source says
  std::string date;             // EDTF of the document itself, "" when unknown
  // EDTF of what the document is about, where its source gives exactly one date for it, else "".
  std::string subject_date;
  std::string url;
  std::string lang = "en";        // ISO 639-1
  std::string file;               // the source as the user named it, for messages
  std::vector<Section> sections;  // in reading order
  // A record that the source states of its subject (front matter, a definition passage): an
  // authority record with this document's id; its name empty when there is none.
  actors::Actor subject;
  std::vector<std::string> actors;  // names or ids of actors that the source says it is about
  // Whom its editor has marked in its title and headings: they occur in it, though in no passage.
  std::vector<NamedAbove> named_above;
  // Records that the source has of others (a list of persons). The id is the key by which marks
  // name them; the actor's own is found when all sources are known.
  std::vector<actors::Actor> records;
  std::vector<std::string> related;  // document ids
  // Further fields of the source, in source order, values as text.
  std::vector<std::pair<std::string, std::string>> metadata;
};

// Bytes of the sections' texts.
inline std::size_t text_bytes(const Document& document) {
  std::size_t bytes = 0;
  for (const Section& section : document.sections) bytes += section.text.size();
  return bytes;
}

}  // namespace fasti::indexer
