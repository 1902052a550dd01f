#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/day.h"
#include "core/text/mapped_text.h"

namespace fasti::actors {

enum class Type : std::uint8_t {
  person,
  state,
  organisation,
  treaty,
  war,
  event,
  place,
  people,
  other,
  unknown,
};
std::string_view name(Type);
std::optional<Type> parse_type(std::string_view);

// How a mention names its actor. Stored: do not renumber.
enum class Evidence : std::uint8_t { name = 0, metonym = 1, adjective = 2 };
std::string_view name(Evidence);
std::optional<Evidence> parse_evidence(std::string_view);

// An authority record. Strings are NFC.
struct Actor {
  std::string id;
  std::string name;
  Type type = Type::unknown;
  std::vector<std::string> aliases;            // other names, native ones included
  std::vector<std::string> ambiguous_aliases;  // count only where another name of it stands too
  std::vector<std::string> adjectives;         // "Ottoman", "Turks"
  std::vector<std::string> metonyms;           // "Sublime Porte", "Kremlin"
  std::vector<std::string> capitals;           // cities that may stand for it: "Ankara"
  std::string parent;                          // id
  std::vector<std::string> successor_of;       // ids
  std::string from, to;                        // EDTF of existence or life; "" unknown
  std::string wikidata, viaf, cerl, note;
  std::string document;  // id of the document that defines it, or ""
  // Known from capital letters alone (see NameCollector): any better reading of its name wins.
  bool collected = false;
};

// A mention of an actor in a text.
struct Mention {
  text::Span span;
  std::uint32_t actor = 0;  // index into the Authority it was resolved against
  Evidence evidence = Evidence::name;
  bool ambiguous = false;  // another actor was as likely
  std::string_view rule;   // why: "alias", "surname", "capital", ... static storage
};

}  // namespace fasti::actors
