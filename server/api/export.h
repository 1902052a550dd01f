#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/index/records.h"
#include "server/api/http.h"
#include "server/search/bitmap.h"
#include "server/search/request.h"
#include "server/search/snapshot.h"

namespace fasti::api {

// A form in which passages are taken away: a head, one record a passage, a foot.
struct ExportFormat {
  std::string_view name;
  std::string_view content_type;
  std::string_view file_ending;
  std::string_view head, between, foot;
  std::string (*record)(const index::StoredPassage& passage, const search::SearchRequest& request,
                        const search::Snapshot& snapshot);
};
std::span<const ExportFormat> export_formats();

// The passages in that form, part by part: each call gives the next, "" when all is told. Holds one
// part at a time, and the snapshot's generation as long as it lives. A call throws
// index::IndexError when the index is damaged.
std::function<std::string()> export_parts(const ExportFormat& format,
                                          std::shared_ptr<const search::Snapshot> snapshot,
                                          search::Bitmap passages, search::SearchRequest request);

// The same as an answer, for a browser to save.
Response export_response(const ExportFormat& format,
                         std::shared_ptr<const search::Snapshot> snapshot, search::Bitmap passages,
                         search::SearchRequest request);

// How texts are written in each form; any text gives one well-formed value.
// A cell of CSV (RFC 4180), in quotes. One that a spreadsheet would take for a formula gets an
// apostrophe before it.
std::string csv_cell(std::string_view text);
// The inside of a braced BibTeX value: signs that TeX would act on escaped, braces balanced.
std::string bibtex_text(std::string_view text);
// A line of RIS: "TI  - Treaty of Kars"; the text's own line breaks become blanks.
std::string ris_line(std::string_view tag, std::string_view text);

}  // namespace fasti::api
