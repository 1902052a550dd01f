#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/index/records.h"

namespace fasti::index {

// Gathers, passage by passage, the forms in which the texts name each actor.
class NameForms {
 public:
  // The passages one by one, each once.
  void add(const StoredPassage& passage);
  // The most frequent first, then by their letters.
  std::vector<NameForm> of(std::uint32_t actor) const;

 private:
  struct Count {
    std::uint32_t mentions = 0, passages = 0;
    std::uint64_t last_passage = 0;
  };
  using Form = std::pair<std::string, actors::Evidence>;

  std::vector<std::map<Form, Count>> actors_;
  std::uint64_t passages_ = 0;
};

}  // namespace fasti::index
