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

// The words of a NEAR, by their numbers. Keeps what it counts with from text to text.
class NearWords {
 public:
  // `numbers`: as often as each is wanted. `stretch`: the most words that they may stand among.
  NearWords(const std::vector<std::uint32_t>& numbers, std::size_t stretch);

  // Do all of them stand within a stretch of a text, each at a place of its own?
  bool stand_in(std::span<const std::uint32_t> text);

 private:
  struct Place {
    std::size_t position;  // in the text
    std::size_t word;      // of numbers_
  };
  std::vector<std::uint32_t> numbers_;  // distinct
  std::vector<std::size_t> times_;      // that each is wanted; >= 1
  std::size_t stretch_;
  std::vector<Place> places_;     // where they stand
  std::vector<std::size_t> met_;  // how often in the stretch looked at
};

// The most words that a NEAR's words may stand among.
std::size_t stretch_of(const Node& near);

// A phrase or a NEAR, to be looked for in passages as the index keeps their words.
class PositionalLeaf {
 public:
  // `leaf`: a phrase or a NEAR, all of whose words stand in the list.
  PositionalLeaf(const Node& leaf, const index::WordList& words);

  bool stands_in(std::string_view sequence);

 private:
  std::string run_;  // of a phrase
  NearWords near_;   // of no word for a phrase
  std::vector<std::uint32_t> text_;
};

}  // namespace fasti::search
