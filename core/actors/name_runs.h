#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"
#include "core/actors/name_tokens.h"

namespace fasti::actors {

// A text's tokens with their keys.
struct KeyedText {
  explicit KeyedText(std::string_view text);

  std::string_view text;
  std::vector<NameToken> tokens;
  std::vector<std::string> keys;  // by token

  bool is_name(std::size_t i) const {
    return i < tokens.size() && tokens[i].word && tokens[i].capital && keys[i] != "i" &&
           !keys[i].starts_with("i'");  // "I'm"
  }
};

// Capitalised words that may be one name, as they stand.
struct NameRun {
  std::size_t first;  // tokens first..last, the last excluded
  std::size_t last;
  bool initial = false;        // its only capital may be that of a sentence
  bool titled = false;         // a person's title stands before it
  std::optional<Type> called;  // what a noun beside it says it is ("the historian X", "X, a town")
};

// The runs of a text in order. What leads up to a name is left off: articles, sentence adverbs,
// titles ("Turkish Foreign Minister"). Words in a text of capitals only are no names.
std::vector<NameRun> name_runs(const KeyedText& text);

// The words of a run as one string, by which runs are compared.
std::string run_key(const KeyedText& text, const NameRun& run);

}  // namespace fasti::actors
