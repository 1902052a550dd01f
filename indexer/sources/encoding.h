#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/text/mapped_text.h"

namespace fasti::sources {

enum class Encoding { utf8, utf16_le, utf16_be, windows_1252 };

// Bytes as text, or why they are none.
struct Decoded {
  text::MappedText text;  // UTF-8 with places in the bytes; no byte order mark
  Encoding encoding = Encoding::utf8;
  // The place of the first byte that broke the encoding of a text that is otherwise whole; what is
  // broken stands as U+FFFD.
  std::optional<std::size_t> damage;
  std::string refusal;  // "" for a text
};

// Recognises UTF-8 and UTF-16 with or without a byte order mark, and Windows-1252. Every character
// has its own place, save that in more than 4 MB of UTF-16 only every word has. The first of the
// bytes is at `place` of its source.
Decoded decode(std::string bytes, std::size_t place = 0);

// What the first bytes of a file say it is when it is no text ("a PDF document"); "" for a text or
// for what cannot be told.
std::string_view binary_kind(std::string_view head);

// Are these the first bytes of UTF-16, with or without a byte order mark?
bool looks_like_utf16(std::string_view head);

}  // namespace fasti::sources
