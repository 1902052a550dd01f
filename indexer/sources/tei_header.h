#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actors/actor.h"
#include "indexer/sources/tei_attributes.h"
#include "indexer/sources/xml.h"

namespace fasti::sources {

// What a teiHeader tells of a text.
struct TeiHeader {
  std::string title;
  std::string lang;
  std::string written;  // EDTF: creation/date, the sending of a letter, the origin of a manuscript
  std::string source;   // EDTF: of what was transcribed (sourceDesc)
  std::string published;  // EDTF: of the edition
  int letters = 0;        // how many it describes (correspDesc)
  // author, from, to, place, repository, idno, publisher, licence, ... as they are shown.
  std::vector<std::pair<std::string, std::string>> metadata;
  // What no later header need say again.
  void inherit(const TeiHeader& corpus);
  void add(std::string_view field, std::string value);
};

// Reads a teiHeader, or lists of persons, places and organisations wherever they stand, element by
// element.
class TeiHeaderReader {
 public:
  // Records go to `records`, prefixes of pointers to `pointers`.
  TeiHeaderReader(TeiHeader& header, TeiPointers& pointers, std::vector<actors::Actor>& records)
      : header_(header), pointers_(pointers), records_(records) {}

  void start(const XmlElement& element);
  void text(std::string_view text);
  void end();
  // Are all elements closed that were started?
  bool done() const { return open_.empty(); }

 private:
  struct Open {
    XmlElement element;
    std::string text;  // in it and the elements within
  };

  bool within(std::string_view name) const;
  const Open* parent() const;
  void close(const Open& open, const std::string& text);
  void close_in_record(const Open& open, const std::string& text);
  void close_correspondence(const Open& open, const std::string& text);
  void finish_record();

  TeiHeader& header_;
  TeiPointers& pointers_;
  std::vector<actors::Actor>& records_;
  std::vector<Open> open_;
  // The person, place or organisation whose element is open.
  actors::Actor record_;
  std::size_t record_depth_ = 0;  // elements open with it; 0 for none
  std::string forename_, surname_, link_;
};

}  // namespace fasti::sources
