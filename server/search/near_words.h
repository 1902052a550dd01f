#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/index/word_list.h"

namespace fasti::search {

// A word of the index that a reader may have meant.
struct NearWord {
  std::string_view word;  // of the list
  std::string_view form;  // as texts have it
  std::uint32_t passages;
  std::size_t edits;  // letters inserted, deleted, replaced or exchanged
};

// The words within one edit of a word of four letters or more, within two of one of seven or more
// that begins alike; never the word itself, never where either has digits. The nearest first, of
// those as near the ones with the most passages; at most `most`. Most of the list is passed over.
std::vector<NearWord> near_words(const index::WordList& words, std::string_view folded,
                                 std::size_t most);

}  // namespace fasti::search
