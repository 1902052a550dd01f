#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/index/records.h"

// How a page tells programs that keep references what it shows.
namespace fasti::api {

// "1921", "1921-10" or "1921-10-13" of our era as a year and what follows; nullopt for all else.
struct PlainDate {
  std::int64_t year = 0;
  std::optional<int> month, day;
};
std::optional<PlainDate> plain_date(std::string_view edtf);

// Each "" where it is not known.
struct Citation {
  std::string address;  // the page's, relative to the site
  std::string title;    // of a passage: its document's, and the headings that it stands under
  std::string creator;
  std::string date;        // EDTF
  std::string identifier;  // id within the index
  std::string source;      // where the text comes from: an address, else the document's title
  std::string language;
  std::string rights;  // a licence, by its name or address
};
Citation citation_of(const index::StoredDocument& document);
Citation citation_of(const index::StoredPassage& passage, const index::StoredDocument& document);

// What the document's metadata say of its licence: "licence", "license", "rights" or
// "availability", however it is written; "" for nothing.
std::string licence_of(const index::StoredDocument& document);

// Lines of a page's head: its canonical address, Dublin Core, and the citation_* fields that Google
// Scholar and Zotero read.
std::string citation_head(const Citation& citation);
// It as an OpenURL context object (Z39.88-2004), Dublin Core format.
std::string context_object(const Citation& citation);
// An empty element that carries the context object: COinS.
std::string citation_span(const Citation& citation);

}  // namespace fasti::api
