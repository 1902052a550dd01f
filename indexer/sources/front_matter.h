#pragma once
#include <cstddef>
#include <string_view>

#include "indexer/sources/reader.h"

namespace fasti::sources {

// Does `content` open with front matter, a line "+++"?
bool has_front_matter(std::string_view content);

// Reads the TOML between the two lines "+++" that a text opens with:
//
//   +++
//   id = "treaty-of-kars"
//   title = "Treaty of Kars"
//   kind = "source"                  # or "article", or any other
//   type = "treaty"                  # of the actor that the text is about
//   aliases = ["Kars Treaty"]        # also ambiguous_aliases, adjective, metonyms, successor_of
//   parent = "…"                     # an actor's id; also wikidata, viaf, cerl, note
//   dates = ["1921-10-13"]           # of the subject: its day, or from/to; EDTF
//   date = "1921"                    # of the text itself
//   related = ["treaty-of-moscow"]   # ids of documents
//   actors = ["Turkey"]              # names or ids
//   lang = "en"
//   url = "https://…"
//   +++
//
// All keys may be absent; others are kept as metadata. Fills `document` and returns the byte of
// the text's beginning. What is wrong is said with its line; that key is left out.
std::size_t read_front_matter(const Source& source, Document& document, Sink& sink);

}  // namespace fasti::sources
