#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fasti::sources {

// The last part of a path or of an archive's entry name.
std::string_view base_name(std::string_view name);

// The ending that tells the format, lower case, with the full stop: ".txt" of "Notes.TXT.gz".
// "" when there is none.
std::string ending(std::string_view name);

// The base name without the endings of format and compression.
std::string_view stem(std::string_view name);

// A title for a document that states none: "1921-03-16_treaty-of-moscow" gives
// "1921-03-16 treaty of moscow".
std::string title_from(std::string_view stem);

// A day (2024-05-31) that a file name begins with, as EDTF.
std::optional<std::string> day_in(std::string_view stem);

// The date a field states, as EDTF: EDTF itself, a year, a timestamp's day, or a date in words.
// nullopt when it is none.
std::optional<std::string> read_date_field(std::string_view field);

// An id made from words; never empty.
std::string make_id(std::string_view words);

// The id that a document at `target`, a link's address, would get from its file name; nullopt for
// an address that leads out of the source.
std::optional<std::string> linked_id(std::string_view target);

}  // namespace fasti::sources
