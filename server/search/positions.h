#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/word_list.h"
#include "server/search/query.h"

namespace fasti::search {

// A place where one of the wanted words stands.
struct WordPlace {
  std::size_t position;  // the number of the word in its text
  std::size_t word;      // which of those wanted
};

// Do all the wanted words stand within a stretch of so many words, each as often as wanted, at
// places of its own? `places` by position; `times[word]` >= 1.
bool stand_within(std::span<const WordPlace> places, std::span<const std::size_t> times,
                  std::size_t stretch);

// The most words that a NEAR's words may stand among.
std::size_t stretch_of(const Node& near);

// A phrase or a NEAR, to be looked for in passages as the index keeps their words.
class PositionalLeaf {
 public:
  // `leaf`: a phrase or a NEAR, all of whose words stand in the list.
  PositionalLeaf(const Node& leaf, const index::WordList& words);

  bool stands_in(std::string_view sequence) const;

 private:
  std::string run_;                   // of a phrase
  std::vector<std::uint32_t> ranks_;  // of a NEAR, distinct
  std::vector<std::size_t> times_;
  std::size_t stretch_ = 0;  // 0 for a phrase
};

}  // namespace fasti::search
