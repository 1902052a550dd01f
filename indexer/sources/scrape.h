#pragma once
#include <string_view>

#include "indexer/sources/reader.h"

namespace fasti::sources {

// A scraped encyclopaedia page: an article in which each link is followed by a preview of the
// linked page (preview.h), on lines of their own:
//
//   Bread riots in Ardenia          the title
//   HOME                            furniture, up to the line that begins with the title again
//   Bread riots in Ardenia were common in
//   Ardenia Ardenia (), officially the Republic of Ardenia, is a country in the no ...
//   , above all in its ports.
//
//
//   Causes                          a heading: two blank lines before it, one after
//
// The article comes out as one document of kind "article", its prose joined again, with a link
// where each anchor stood; every page that was previewed as one of kind "source", under the names
// that the anchors give it. A preview of another thing than its anchor means makes no source.
bool is_scrape(std::string_view name, std::string_view content);
void read_scrape(const Source& source, Sink& sink);

}  // namespace fasti::sources
