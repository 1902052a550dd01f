#pragma once
#include <string_view>

#include "indexer/sources/reader.h"

namespace fasti::sources {

// Markdown (CommonMark with tables), with front matter or without (front_matter.h). Marks of
// emphasis and HTML tags are dropped, list items and table rows become paragraphs, a block
// quotation a section of its own. A link to a file beside it is a link to that file's document.
bool is_markdown(std::string_view name, std::string_view content);
void read_markdown(const Source& source, Sink& sink);

}  // namespace fasti::sources
