#include "indexer/section_cuts.h"

namespace fasti::indexer {

SectionCuts::SectionCuts(const Document& document) {
  if (text_bytes(document) > kMost) return;
  cuts_.reserve(document.sections.size());
  for (const Section& section : document.sections)
    cuts_.push_back(text::cut_text(section.text.str()));
}

SectionCuts::SectionCuts(const Document& document, text::Spellings& spellings)
    : SectionCuts(document) {
  spellings_.reserve(cuts_.size());
  for (std::size_t i = 0; i < cuts_.size(); ++i)
    spellings_.push_back(spellings.numbers(document.sections[i].text.str(), cuts_[i].tokens));
}

}  // namespace fasti::indexer
