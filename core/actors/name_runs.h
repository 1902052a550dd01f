#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"
#include "core/actors/name_tokens.h"
#include "core/actors/name_words.h"

namespace fasti::actors {

// A text's tokens with what is known of each as a part of names. One thread at a time.
class KeyedText {
 public:
  explicit KeyedText(std::string_view text);
  // Of one text among many. Keeps references into `known`, which must not forget meanwhile.
  KeyedText(std::string_view text, const text::CutText& cut, NameWords& known);
  KeyedText(const KeyedText&) = delete;
  KeyedText& operator=(const KeyedText&) = delete;

  std::string_view text;
  std::vector<NameToken> tokens;

  const NameWord& word(std::size_t i) const {
    if (words_[i] == nullptr) words_[i] = &look_up(i);
    return *words_[i];
  }
  const std::string& key(std::size_t i) const { return word(i).key; }
  // How many tokens have a key for which is_one(key).
  template <typename IsOne>
  std::size_t count_keys(IsOne is_one) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) count += is_one(key(i)) ? 1 : 0;
    return count;
  }
  bool is_name(std::size_t i) const {
    return i < tokens.size() && tokens[i].word && tokens[i].capital && key(i) != "i" &&
           !key(i).starts_with("i'");  // "I'm"
  }

 private:
  const NameWord& look_up(std::size_t i) const;

  NameWords* known_ = nullptr;
  // By token, each when it is asked for: what stands far from names never is. The second are those
  // that no NameWords keeps.
  mutable std::vector<const NameWord*> words_;
  mutable std::vector<std::optional<NameWord>> own_;
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
