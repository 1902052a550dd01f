#pragma once
#include <string>
#include <string_view>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/reader.h"

namespace fasti::sources {

// One JSON object a line, one document each:
//
//   {"id": "t1", "title": "…", "text": "…", "date": "1921-03-16", "actors": ["…"],
//    "kind": "…", "url": "…", "lang": "en", "related": ["…"]}
//
// Only "text" is required; blank lines in it part paragraphs. Other fields become metadata. A line
// that is no such object is reported and passed over. Read line by line.
bool is_json_lines(std::string_view name, std::string_view content);
void read_json_lines(const Source& source, Sink& sink);
void stream_json_lines(const std::string& name, ByteStream& bytes, Sink& sink);

}  // namespace fasti::sources
