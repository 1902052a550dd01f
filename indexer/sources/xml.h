#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"

namespace fasti::sources {

class ByteStream;

struct XmlElement {
  struct Attribute {
    std::string name;  // as written: "xml:id", "when"
    std::string value;
  };

  std::string name;   // without its prefix
  std::string space;  // the namespace it is in, or ""
  std::vector<Attribute> attributes;
  text::Span place;      // of its start tag in the source
  std::size_t line = 0;  // from 1

  // "" when it is absent.
  std::string_view operator[](std::string_view attribute) const;
};

// Follows a text's elements. What a member throws ends the reading and comes out of read_xml.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const XmlElement& element) = 0;
  // What stands between two tags, entities and character references resolved, with places in the
  // source. Comments and processing instructions are gone, blanks are as written.
  virtual void text(const text::MappedText& text) = 0;
  // `place`: of the end tag in the source; empty for "<lb/>".
  virtual void end(text::Span place) = 0;
};

// Gives a source's content piece by piece as UTF-8 with places in the source; empty at the end.
using XmlInput = std::function<text::MappedText()>;

// The content of a stream in the encoding that its declaration names, UTF-8 by default. Bytes that
// are none become U+FFFD.
class XmlBytes {
 public:
  explicit XmlBytes(ByteStream& bytes);
  ~XmlBytes();
  XmlBytes(const XmlBytes&) = delete;
  XmlBytes& operator=(const XmlBytes&) = delete;

  text::MappedText next();
  // The encoding that is declared and not known, as clean text. Then nothing must be read.
  const std::optional<std::string>& unknown_encoding() const { return unknown_; }
  // The place of the first byte that was no character.
  std::optional<std::size_t> damage() const { return damage_; }

 private:
  struct Converter;
  text::MappedText utf8(std::string bytes, std::size_t place, bool last);

  ByteStream& bytes_;
  std::unique_ptr<Converter> converter_;  // null for UTF-8
  std::string rest_;                      // the beginning of a character whose end is to come
  std::optional<std::string> unknown_;
  std::optional<std::size_t> damage_;
};

// Why a text was not read to its end.
struct XmlFault {
  std::size_t line = 0;
  std::string message;
};

// Reads XML from front to back with libxml2, in memory that does not grow with the text: what is
// kept is what stands between two tags. Nothing but `input` is read, neither files nor addresses.
//
// libxml2 says whether the text is well formed and what its tags are, but not exactly where; hence
// its parser is followed tag by tag through the same bytes. It is used by its callbacks (SAX): the
// xmlTextReader keeps every xml:id of the text until the end.
//
// Refused: elements more than 256 deep; entities that hold tags or other entities, or are long;
// external entities. Entities that nothing declares are those of HTML where a DTD that is not read
// may declare them.
std::optional<XmlFault> read_xml(const XmlInput& input, XmlHandler& handler);

// The start tag of the root element in the first bytes of a text, as much of it as is there, or ""
// when the text does not begin as XML does.
std::string_view xml_root_tag(std::string_view head);

}  // namespace fasti::sources
