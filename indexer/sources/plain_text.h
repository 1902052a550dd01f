#pragma once
#include <string_view>

#include "indexer/sources/reader.h"

namespace fasti::sources {

// Text without markup: paragraphs parted by blank lines. The title is the first line if it looks
// like one, else it is made from the file's name; all lines stay in the text. Headings are only
// those that cannot be prose: a short line of its own after two blank lines, or "Chapter IV",
// "Article 5" and the like.
bool is_plain_text(std::string_view name, std::string_view content);
void read_plain_text(const Source& source, Sink& sink);

// Is this line short, and without the mark that ends a sentence or clause?
bool ends_like_heading(std::string_view line);

}  // namespace fasti::sources
