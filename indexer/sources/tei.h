#pragma once
#include <string>
#include <string_view>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/reader.h"

namespace fasti::sources {

// TEI P5, read as a stream: memory holds one document at a time, and of a volume what belongs to
// none of its documents.
//
// What is a document
//   - a division (div, div1 ...) of type "document", as editions of records have them; one of the
//     type "letter", "telegram", "memorandum", "despatch", "treaty" or "charter" that has an xml:id
//     or a number, unless the header's one correspDesc says that the whole is a letter; a text
//     within a group. Documents do not nest: what would be one within another is a division of it,
//     as is an attachment.
//   - every TEI element with what stands in none of these: the whole of a book or of a letter, the
//     front matter of a volume. It is left out when nothing stands there.
//   Tables of contents and indexes (div or list of type "toc", "index") only repeat the rest and
//   are left out.
//
// Of a document
//   id        the xml:id of the TEI element, else made from the file's name; in a volume that id,
//             "/" and the document's own xml:id or number: "frus1861/d20"
//   title     its first head in a volume, else the header's title
//   kind      as @subtype or @type call it, "letter" where there is a correspDesc, else "text"
//   date      the division's attributes; what correspDesc or creation say of a text of its own; the
//             docDate or the first dateline. For the front matter of a volume the day it was
//             published, and where nothing else is known that of the source.
//   headings  those above it in its volume stand above its sections
//   metadata  author, from, to, place, repository, idno, source, publisher, licence, volume
//
// What becomes of the text: of a choice the regularised, expanded and corrected form, of readings
// the lemma; deletions, running heads and indexes are left out, gaps are "[…]"; a line's end is a
// blank unless it has break="no"; notes are a section of their own behind the text they stand in;
// block quotations are marked as such.
//
// Names (persName, placeName, orgName, rs ...) and dates with a value are taken as the editor says.
// Lists of persons, places and organisations in the header, in standOff or in the text, and names
// with an xml:id in the items of a list, become records.
//
// What is broken ends the reading: documents that are whole by then are kept.
bool is_tei(std::string_view name, std::string_view content);
void read_tei(const Source& source, Sink& sink);
void stream_tei(const std::string& name, ByteStream& bytes, Sink& sink);

}  // namespace fasti::sources
