#pragma once
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"

namespace fasti::text {

// The sentences of clean text (see normalize.h), in order, without the blanks between them.
// A paragraph mark always ends one. Abbreviations ("Gen.", "St.", "No."), initials and decimal
// points do not; a full stop glued to the next sentence ("in 1921.The treaty") does.
// Linear time; safe in all threads.
std::vector<Span> split_sentences(std::string_view text);

}  // namespace fasti::text
