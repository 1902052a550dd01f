#include "indexer/sources/tei_header.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"

namespace fasti::sources {
namespace {

using actors::Type;

// Longer texts of a header (a description of the whole edition) are cut.
constexpr std::size_t kLongestText = 4096;

// An element's text as a field of the metadata, by the element that it stands in, however deep.
struct Field {
  std::string_view within;
  std::string_view element;
  std::string_view name;
};
constexpr Field kFields[] = {
    {"titleStmt", "author", "author"},
    {"publicationStmt", "publisher", "publisher"},
    {"msDesc", "repository", "repository"},
    {"msIdentifier", "repository", "repository"},
    {"msIdentifier", "collection", "collection"},
    {"msIdentifier", "idno", "idno"},
    {"keywords", "term", "keywords"},
};

struct RecordElement {
  std::string_view name;
  Type type;
};
constexpr RecordElement kRecords[] = {
    {"person", Type::person},    {"personGrp", Type::people}, {"place", Type::place},
    {"org", Type::organisation}, {"event", Type::event},
};

const RecordElement* record_element(std::string_view name) {
  for (const RecordElement& known : kRecords) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

std::string date_of(const XmlElement& element, const std::string& text) {
  if (auto date = stated_date(element)) return *date;
  return read_date_field(text).value_or("");
}

void set_first(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

// The value's end: "https://www.wikidata.org/entity/Q937" gives "Q937".
std::string last_part(std::string_view value) {
  while (value.ends_with('/')) value.remove_suffix(1);
  return std::string(value.substr(value.rfind('/') + 1));
}

void set_identifier(actors::Actor& record, std::string_view kind, std::string_view value) {
  const auto says = [&](std::string_view word) {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const auto has = [&](std::string_view in) {
      return std::search(in.begin(), in.end(), word.begin(), word.end(), same) != in.end();
    };
    return has(kind) || has(value);
  };
  if (says("wikidata")) set_first(record.wikidata, last_part(value));
  if (says("viaf")) set_first(record.viaf, last_part(value));
  if (says("cerl")) set_first(record.cerl, last_part(value));
}

}  // namespace

void TeiHeader::add(std::string_view field, std::string value) {
  if (value.empty()) return;
  for (auto& [name, known] : metadata) {
    if (name != field) continue;
    if (known != value) known += "; " + value;
    return;
  }
  metadata.emplace_back(field, std::move(value));
}

void TeiHeader::inherit(const TeiHeader& corpus) {
  set_first(lang, corpus.lang);
  set_first(source, corpus.source);
  set_first(published, corpus.published);
  for (const auto& [name, value] : corpus.metadata) {
    const bool stated = std::any_of(metadata.begin(), metadata.end(),
                                    [&](const auto& own) { return own.first == name; });
    if (!stated) metadata.emplace_back(name, value);
  }
}

void TeiHeaderReader::start(const XmlElement& element) {
  open_.push_back({element, ""});
  const RecordElement* record = record_element(element.name);
  if (record == nullptr || record_depth_ > 0) return;
  record_depth_ = open_.size();
  record_ = {};
  record_.type = record->type;
  if (const std::string_view id = element["xml:id"]; !id.empty()) {
    record_.id = pointers_.own_key(id);
  }
  forename_ = surname_ = link_ = "";
}

void TeiHeaderReader::text(std::string_view text) {
  std::string& all = open_.back().text;
  const std::size_t room = kLongestText - std::min(all.size(), kLongestText);
  all += text.substr(0, text::floor_boundary(text, room));
}

void TeiHeaderReader::end() {
  const Open open = std::move(open_.back());
  open_.pop_back();
  const std::string text = text::clean(open.text);
  if (record_depth_ > 0) {
    close_in_record(open, text);
    if (open_.size() < record_depth_) finish_record();
  } else {
    close(open, text);
  }
  // An element's text is its parent's, too, as part of a few words.
  if (!open_.empty()) this->text(open.text);
}

bool TeiHeaderReader::within(std::string_view name) const {
  return std::any_of(open_.begin(), open_.end(),
                     [&](const Open& open) { return open.element.name == name; });
}

const TeiHeaderReader::Open* TeiHeaderReader::parent() const {
  return open_.empty() ? nullptr : &open_.back();
}

void TeiHeaderReader::close(const Open& open, const std::string& text) {
  const std::string& name = open.element.name;
  const std::string_view type = open.element["type"];
  const std::string_view above =
      parent() != nullptr ? std::string_view(parent()->element.name) : "";
  if (within("correspAction")) close_correspondence(open, text);
  for (const Field& field : kFields) {
    if (name == field.element && within(field.within)) header_.add(field.name, text);
  }
  if (name == "title" && above == "titleStmt") {
    // Of several the whole one, else the first one; a subtitle behind it.
    if (type == "complete" && !text.empty()) header_.title = text;
    if (type == "sub" && !header_.title.empty() && !text.empty()) header_.title += ". " + text;
    if (type != "sub") set_first(header_.title, text);
  } else if (name == "language" && above == "langUsage") {
    set_first(header_.lang, language_code(open.element["ident"]));
  } else if (name == "correspDesc") {
    ++header_.letters;
  } else if (name == "creation" || (name == "date" && above == "creation")) {
    set_first(header_.written, date_of(open.element, name == "date" ? text : ""));
  } else if (name == "origDate") {
    set_first(header_.written, date_of(open.element, text));
  } else if (name == "date" && above == "publicationStmt") {
    set_first(header_.published, date_of(open.element, text));
    header_.add("published", text);
  } else if (name == "date" && within("sourceDesc")) {
    set_first(header_.source, date_of(open.element, text));
  } else if ((name == "bibl" || name == "p") && above == "sourceDesc") {
    header_.add("source", text);
  } else if (name == "licence" || name == "license") {
    const std::string_view target = open.element["target"];
    header_.add("licence", target.empty() ? text : std::string(target));
  } else if (name == "availability" && !within("sourceDesc")) {
    const bool stated = std::any_of(header_.metadata.begin(), header_.metadata.end(),
                                    [](const auto& field) { return field.first == "licence"; });
    if (!stated) header_.add("licence", text);
  } else if (name == "prefixDef") {
    pointers_.add_prefix(std::string(open.element["ident"]),
                         std::string(open.element["replacementPattern"]));
  }
}

// "Sent" by one, at a place and on a day; "received" by another.
void TeiHeaderReader::close_correspondence(const Open& open, const std::string& text) {
  const auto action = std::find_if(open_.rbegin(), open_.rend(), [](const Open& above) {
    return above.element.name == "correspAction";
  });
  const std::string_view kind = action->element["type"];
  const bool sent = kind.empty() || kind == "sent";
  if (!sent && kind != "received") return;
  const std::string& name = open.element.name;
  if (parent() != &*action) return;
  if (name == "date" && sent) {
    set_first(header_.written, date_of(open.element, text));
  } else if (name == "placeName" || name == "settlement") {
    header_.add(sent ? "place" : "to place", text);
  } else if (named_type(open.element)) {
    header_.add(sent ? "from" : "to", text);
  }
}

void TeiHeaderReader::close_in_record(const Open& open, const std::string& text) {
  const std::string& name = open.element.name;
  if (name == "forename") {
    forename_ += (forename_.empty() ? "" : " ") + text;
  } else if (name == "surname") {
    surname_ += (surname_.empty() ? "" : " ") + text;
  } else if (name == "nameLink") {
    link_ = text;
  } else if (name == "birth") {
    record_.from = date_of(open.element, text);
  } else if (name == "death") {
    record_.to = date_of(open.element, text);
  } else if (name == "idno") {
    set_identifier(record_, open.element["type"], text);
  } else if (name == "note" || name == "occupation" || name == "desc") {
    if (!text.empty()) record_.note += (record_.note.empty() ? "" : "; ") + text;
  } else if (named_type(open.element) || name == "name" || name == "label") {
    // Only names of it, not those of the places where it was.
    if (open_.size() != record_depth_ || text.empty()) return;
    set_identifier(record_, "", open.element["ref"]);
    if (!record_.name.empty()) {
      record_.aliases.push_back(text);
    } else if (!surname_.empty() && !forename_.empty()) {
      record_.name = forename_ + " " + (link_.empty() ? "" : link_ + " ") + surname_;
    } else if (record_.type == Type::person) {
      set_person_name(record_, text);
    } else {
      record_.name = text;
    }
  }
}

void TeiHeaderReader::finish_record() {
  record_depth_ = 0;
  if (!record_.name.empty() && !record_.id.empty()) records_.push_back(std::move(record_));
}

}  // namespace fasti::sources
