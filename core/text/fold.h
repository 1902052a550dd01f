#pragma once
#include <string>
#include <string_view>

namespace fasti::text {

// The form under which words are looked up: lower case, without diacritics, compatibility forms
// and typographic variants resolved (ı to i, ß to ss, ø to o, ’ to ', – to -). "Küçük" gives
// "kucuk". Marks that make another letter stay: й, が, the vowels of Thai. Idempotent. Letters keep
// their script. Unicode's compatibility forms and full case folding; NFC.
std::string fold(std::string_view text);

// `text` in small letters, all else as it is: "Küçük" gives "küçük". Of no language: I gives i.
std::string lower(std::string_view text);
// The same of A to Z alone.
std::string lower_ascii(std::string_view text);

}  // namespace fasti::text
