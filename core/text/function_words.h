#pragma once
#include <string_view>

namespace fasti::text {

// "the", "of", "und", "ve": a word, folded, that seldom tells what a text is about. It has no stem,
// and is searched as it stands.
bool is_function_word(std::string_view folded);

}  // namespace fasti::text
