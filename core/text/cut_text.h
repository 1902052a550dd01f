#pragma once
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"
#include "core/text/tokens.h"

namespace fasti::text {

// A text cut once for all who read it.
struct CutText {
  std::vector<Token> tokens;    // tokenize()
  std::vector<Span> sentences;  // split_sentences()
};

CutText cut_text(std::string_view text);

}  // namespace fasti::text
