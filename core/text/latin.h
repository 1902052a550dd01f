#pragma once
#include <string>
#include <string_view>

namespace fasti::text {

// `text` in Latin letters, as gazetteers and libraries write other scripts: "Эрдоган" gives
// "Erdogan", "Θεσσαλονίκη" "Thessaloníkē". (Russian after BGN/PCGN, the rest as CLDR has it.)
std::string to_latin(std::string_view text);

// Are the first letters of both of one script? Not where one has no letter.
bool same_script(std::string_view a, std::string_view b);

}  // namespace fasti::text
