#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::indexer {

// What a reader of the texts knows better than the indexer. It wins over what was recognised at
// every place where the quoted text stands in the document.
struct Correction {
  std::string file;      // where it stands, for messages
  std::size_t line = 0;  // there
  std::string document;  // id
  std::string quoted;    // clean text (core/text/normalize.h)
  std::string date;      // EDTF, or ""
  std::string actor;     // id, or ""; both empty: neither a date nor a name
};

struct CorrectionsFile {
  std::vector<Correction> corrections;
  std::vector<std::string> problems;  // "file:line: what is wrong"; those rows left out
};

// Reads corrections.tsv: a header line "document  text  is", then rows of three columns parted by
// tabs. "is" holds EDTF, the id of an actor, or "none". Lines that begin with "#" are comments.
//   treaty-of-kars  13 October  1921-10-13
//   telegram-17     the Porte   ottoman-empire
//   telegram-17     May         none
CorrectionsFile parse_corrections(std::string_view content, std::string_view name);

}  // namespace fasti::indexer
