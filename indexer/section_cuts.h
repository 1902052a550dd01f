#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/text/cut_text.h"
#include "core/text/spellings.h"
#include "indexer/document.h"

namespace fasti::indexer {

// The texts of a document's sections, cut once for all who read them. Those of a document of more
// than kMost bytes are left out: each reader then cuts them for itself, one after the other, and
// the memory stays small.
class SectionCuts {
 public:
  static constexpr std::size_t kMost = std::size_t{4} << 20;

  // None.
  SectionCuts() = default;
  explicit SectionCuts(const Document& document);
  // With the numbers of the tokens' spellings.
  SectionCuts(const Document& document, text::Spellings& spellings);

  // nullptr for one that is left out.
  const text::CutText* of(std::size_t section) const {
    return section < cuts_.size() ? &cuts_[section] : nullptr;
  }
  // By token; none for one that is left out or has no numbers.
  std::span<const std::uint32_t> spellings(std::size_t section) const {
    if (section >= spellings_.size()) return {};
    return spellings_[section];
  }

 private:
  std::vector<text::CutText> cuts_;                    // by section
  std::vector<std::vector<std::uint32_t>> spellings_;  // by section
};

}  // namespace fasti::indexer
