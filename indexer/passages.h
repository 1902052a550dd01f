#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/document.h"
#include "indexer/section_cuts.h"

namespace fasti::indexer {

// A passage: whole sentences of one section.
struct Passage {
  std::string id;           // "document-id:3fa9c01b", "-2" and so on for a repeated text
  std::size_t section = 0;  // index into the document's sections
  text::Span span;          // bytes of that section's text
};

// About this many words make a passage; more than kMaxWords only when one sentence has them,
// and then it is cut at a blank.
inline constexpr std::size_t kTargetWords = 80;
inline constexpr std::size_t kMaxWords = 160;

// What was counted while a document was cut.
struct TextCounts {
  std::uint64_t sentences = 0;
  std::uint64_t words = 0;  // tokens that are no symbols
};

// The passages of a document in reading order. A section without text has none. `cuts` are its.
std::vector<Passage> split_passages(const Document& document, const SectionCuts& cuts = {},
                                    TextCounts* counts = nullptr);

}  // namespace fasti::indexer
