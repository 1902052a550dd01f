#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/vocabulary.h"

namespace fasti::text {

// A value for each of a set of words. Looks a short word up in one access to memory, which
// std::unordered_map does not. Safe in all threads while none adds.
template <typename Value>
class WordTable {
 public:
  // The value of a word, which is added with an empty one when it is new. Valid until the next.
  Value& operator[](std::string_view word) {
    const std::uint32_t id = words_.add(word);
    if (id == values_.size()) values_.emplace_back();
    return values_[id];
  }
  // nullptr for a word that was never added.
  const Value* find(std::string_view word) const {
    const std::uint32_t id = words_.find(word);
    return id == Vocabulary::kNone ? nullptr : &values_[id];
  }
  std::vector<Value>& values() { return values_; }

 private:
  Vocabulary words_;
  std::vector<Value> values_;  // by the word's number
};

}  // namespace fasti::text
