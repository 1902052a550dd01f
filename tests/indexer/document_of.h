#pragma once
#include <initializer_list>
#include <string>

#include "core/text/mapped_text.h"
#include "indexer/document.h"

namespace fasti::indexer {

// A document "doc" of untitled sections with these texts.
inline Document document_of(std::initializer_list<std::string> sections) {
  Document document;
  document.id = "doc";
  for (const std::string& text : sections)
    document.sections.emplace_back().text = text::MappedText(text, 0);
  return document;
}

}  // namespace fasti::indexer
