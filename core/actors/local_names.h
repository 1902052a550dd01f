#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/actors/actor.h"
#include "core/actors/name_index.h"

namespace fasti::actors {

// Why a short name may stand for its actor in a document that also has the full one.
enum class ShortKind : std::uint8_t {
  surname,     // "Lavrov", "al-Assad"; a monarch's given name
  partial,     // "Recep Erdoğan" for one with middle names
  first,       // "Hamilcar", "Nobunaga": one word of two that is no common given name
  head,        // "the Convention"
  alias_head,  // the same of another name than the first
};

struct ShortName {
  // Of the index's vocabulary, or kNone, as the first never is; one or more.
  std::vector<std::uint32_t> words;
  ShortKind kind;
};

// The short names that an actor's names have in them.
std::vector<ShortName> short_names(const Actor& actor, const text::Vocabulary& vocabulary);

// The short names of the actors that occur in one document.
class LocalNames {
 public:
  // `vocabulary` is the index's.
  explicit LocalNames(const text::Vocabulary& vocabulary) : first_words_(vocabulary.size()) {}

  // Adds the short names of the actor that has the number `number`. Once for each actor.
  void add(std::span<const ShortName> names, std::uint32_t number);

  // Is `word`, of the index's vocabulary or kNone, the first of a short name?
  bool may_begin_with(std::uint32_t word) const {
    return word != text::Vocabulary::kNone && first_words_[word];
  }

  // The longest short names that begin at tokens[at]; all of one length and kind. Names with very
  // many bearers are none: who is meant cannot be told.
  struct Match {
    std::size_t length = 0;
    ShortKind kind = ShortKind::surname;
    std::span<const std::uint32_t> actors;
  };
  Match find(std::span<const IndexedToken> tokens, std::size_t at) const;

 private:
  using Words = std::vector<std::uint32_t>;
  struct WordsHash {
    std::size_t operator()(const Words& words) const;
  };
  // Who bears a name, kind by kind.
  struct Bearers {
    ShortKind kind;
    std::vector<std::uint32_t> actors;
  };

  std::unordered_map<Words, std::vector<Bearers>, WordsHash> names_;
  std::vector<bool> first_words_;                           // by word
  std::unordered_map<std::uint32_t, std::size_t> longest_;  // in words, by the first word
};

}  // namespace fasti::actors
