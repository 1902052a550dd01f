#pragma once
#include <string>
#include <string_view>

#include "core/text/mapped_text.h"

namespace fasti::text {

// Text as it is indexed and shown: NFC; every kind of blank (no-break, thin, tab, line feed) a
// space and runs of them one space, none at either end; no control characters, soft hyphens, byte
// order marks or zero-width spaces. A blank line (two line feeds with only blanks between) stays as
// "\n\n", the mark of a paragraph. Places lead to what `raw` was mapped to.
MappedText clean(const MappedText& raw);

// The same for text whose places do not matter.
std::string clean(std::string_view raw);

// Unicode Normalization Form C.
std::string nfc(std::string_view text);

}  // namespace fasti::text
