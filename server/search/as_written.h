#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index/generation.h"
#include "server/search/positions.h"
#include "server/search/query.h"

namespace fasti::search {

// A word, prefix, phrase or NEAR, to be looked for in passages letter by letter. A word may stand
// in headings too. Of one thread.
class WrittenLeaf {
 public:
  WrittenLeaf(const Node& leaf, const index::Generation& generation);

  // Can it stand in a text, in a heading of this index at all?
  bool in_texts() const { return in_texts_; }
  bool in_headings() const { return in_headings_; }
  bool stands_in_text(index::DocId docid);
  bool stands_in_heading(index::DocId docid) const;

 private:
  // A word is known by its rank where it is written as it is folded, else by the number of its form
  // with this bit.
  static constexpr std::uint32_t kForm = std::uint32_t{1} << 31U;

  std::optional<std::uint32_t> number_of(const std::string& folded,
                                         const std::string& written) const;
  void look_for_prefix(const std::string& letters);
  void read_text(index::DocId docid);

  const index::WordIndex& index_;
  const index::WrittenWords& written_;
  NodeKind kind_;
  bool in_texts_ = true, in_headings_ = false;
  std::vector<std::uint32_t> numbers_;  // of the words, in order
  std::optional<NearWords> near_;
  std::uint32_t form_ = 0;                // of a word, in headings
  std::vector<bool> ranks_, forms_;       // of a prefix: which begin so
  std::vector<std::uint32_t> text_ = {};  // the words of the passage looked at
};

// Is a word of a text written so?
bool has_written_word(std::string_view text, std::string_view word);

}  // namespace fasti::search
