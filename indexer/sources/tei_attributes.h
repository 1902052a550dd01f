#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/actors/actor.h"
#include "indexer/sources/xml.h"

namespace fasti::sources {

// Is it an element of TEI (also without namespace, or in the one of an extension that we know)?
bool is_tei_element(const XmlElement& element);

// The date that the attributes of an element state, as EDTF: when, from and to, notBefore and
// notAfter, or FRUS' doc-dateTime-min and -max; times of day fall away. nullopt where there is none
// or it cannot be read.
std::optional<std::string> stated_date(const XmlElement& element);

// What a name element names: persName, placeName, rs type="person" and the like; nullopt for other
// elements and for names of which that is not said.
std::optional<actors::Type> named_type(const XmlElement& element);

// The ISO 639-1 code of xml:lang ("en-US", "deu"), or "".
std::string language_code(std::string_view tag);

// Tells what pointers lead to.
class TeiPointers {
 public:
  // `file`: the source's name; "#amt" points into it.
  explicit TeiPointers(std::string_view file);

  // A prefix of the edition's own: "psn" with "persons.xml#$1".
  void add_prefix(std::string ident, std::string replacement);

  // The key of an element's record: "file#id".
  std::string own_key(std::string_view id) const;
  // The key that the name element refers to by @ref, @key or @corresp, or a speech by @who; or "".
  std::string key(const XmlElement& element) const;
  // The document that a pointer of a ref leads to, or "" for one that leads elsewhere.
  std::string document(std::string_view pointer, std::string_view volume) const;

 private:
  std::string resolved(std::string_view pointer) const;

  std::string file_;
  std::map<std::string, std::string, std::less<>> prefixes_;
};

// "Baker, Newton D." as it is said: "Newton D. Baker", with what else the person is called
// ("Sir Charles Eliot" for "Eliot, Sir Charles") as aliases.
void set_person_name(actors::Actor& actor, std::string_view listed);

}  // namespace fasti::sources
