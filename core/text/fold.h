#pragma once
#include <string>
#include <string_view>

namespace fasti::text {

// The form under which words are looked up: lower case, without diacritics, compatibility forms
// and typographic variants resolved (ı to i, ß to ss, ø to o, ’ to ', – to -). "Küçük" gives
// "kucuk". Idempotent. Letters keep their script. Unicode's NFKD and full case folding.
std::string fold(std::string_view text);

// `text` in small letters, all else as it is: "Küçük" gives "küçük". Of no language: I gives i.
std::string lower(std::string_view text);

}  // namespace fasti::text
