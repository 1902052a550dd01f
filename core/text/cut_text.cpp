#include "core/text/cut_text.h"

#include "core/text/sentences.h"

namespace fasti::text {

CutText cut_text(std::string_view text) { return {tokenize(text), split_sentences(text)}; }

}  // namespace fasti::text
