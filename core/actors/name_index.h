#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/actors/authority.h"
#include "core/actors/name_tokens.h"
#include "core/text/cut_text.h"
#include "core/text/vocabulary.h"

namespace fasti::actors {

// In what way a name belongs to its actor.
enum class NameKind : std::uint8_t { name, ambiguous, adjective, metonym, capital };

// One way to read a name.
struct Reading {
  std::uint32_t actor;
  NameKind kind;

  bool operator==(const Reading&) const = default;
};

// A text's tokens as the index compares them.
struct IndexedToken {
  NameToken token;
  std::uint32_t word;  // in the vocabulary; Vocabulary::kNone for a word that no name has
};

// All names of an authority in one automaton over folded tokens. Immutable after construction.
class NameIndex {
 public:
  // A name of more tokens is left out: it would be a paragraph, and this bounds every match.
  static constexpr std::size_t kLongestName = 32;

  explicit NameIndex(const Authority& authority);

  std::vector<IndexedToken> index_tokens(std::string_view text) const;
  // The same of a text that is cut and has the spellings of its tokens numbered.
  std::vector<IndexedToken> index_tokens(std::string_view text, const text::CutText& cut,
                                         std::span<const std::uint32_t> spellings,
                                         KnownNameTokens& known) const;

  // The longest name that begins at tokens[at], in letters and case; its readings are appended to
  // `readings`. Returns its number of tokens, 0 for none.
  std::size_t longest(std::span<const IndexedToken> tokens, std::size_t at,
                      std::vector<Reading>& readings) const;

  const text::Vocabulary& vocabulary() const { return words_; }

 private:
  struct Entry {
    std::uint32_t node;
    Reading reading;
    std::uint32_t capitals;  // bit i: token i must begin with a capital
    std::uint32_t acronyms;  // bit i: token i must be all capitals
  };
  struct Edge {
    std::uint64_t key;  // node and word
    std::uint32_t child;
  };

  void add(std::string_view name, Reading reading, Type type);
  void add_derived(const Authority& authority);
  void resize_roots();
  void sort_entries();  // after names have been added, before any is looked for
  std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
  std::uint32_t add_child(std::uint32_t node, std::uint32_t word);
  bool fits(const Entry& entry, std::span<const IndexedToken> tokens, std::size_t at,
            std::size_t length) const;
  std::size_t edge_slot(std::uint64_t key) const;

  text::Vocabulary words_;
  std::vector<Edge> edges_;  // open addressing; a power of two, at most half full
  std::size_t edge_count_ = 0;
  std::uint32_t node_count_ = 1;  // node 0 is the root
  // By word: the node where the names begin whose first word it is, 0 for none; and whether one of
  // them does without a capital there.
  std::vector<std::uint32_t> roots_;
  std::vector<bool> small_roots_;
  std::vector<Entry> entries_;              // by node
  std::vector<std::uint32_t> first_entry_;  // by node, and one more
};

}  // namespace fasti::actors
