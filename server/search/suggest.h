#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/actors_by_name.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// What somebody who has typed `text` may be about to ask for.
struct Suggestions {
  std::vector<NamedActor> actors;     // as actors_by_name gives them
  std::vector<std::uint32_t> titles;  // documents; those whose title begins so first
  struct Word {
    std::string word;            // as texts have it
    std::uint32_t passages = 0;  // that have it in their text
  };
  std::vector<Word> words;  // that begin as the last word of `text`; the most frequent first
};

// At most `limit` of each; none for a blank text.
Suggestions suggest(const Snapshot& snapshot, std::string_view text, std::size_t limit);

}  // namespace fasti::search
