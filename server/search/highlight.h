#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/text/mapped_text.h"
#include "server/search/query.h"
#include "server/search/stems.h"

namespace fasti::search {

// The same bytes as spans that rise and are apart.
std::vector<text::Span> united(std::vector<text::Span> spans);

// Finds in a text what made it match. Keeps a reference to `stems`, whose words stay as they are
// meanwhile; of one thread.
class Highlighter {
 public:
  // `leaves` as positive_leaves gives them; not needed afterwards. Without `fold` only what stands
  // letter by letter as written is found.
  Highlighter(const std::vector<const Node*>& leaves, bool fold, Stems& stems);

  // The words, beginnings and whole phrases of the query in a text, as bytes; rising and apart.
  // `language` is the text's place among the languages of `stems`.
  std::vector<text::Span> spans(std::string_view text, std::size_t language) const;
  // Does one of the query's words, in any form, stand in the text?
  bool has_word(std::string_view text, std::size_t language) const;

 private:
  using Word = text::Lexicon::Occurrence;
  // A word of a text in the form that is compared.
  const std::string& form(const Word& word, std::size_t language) const;
  bool is_query_word(const Word& word, std::size_t language) const;
  bool is_marked(const Word& word, std::size_t language) const;

  bool fold_;
  Stems& stems_;
  std::vector<std::vector<std::uint32_t>> asked_stems_;  // by language, their numbers, rising
  std::unordered_set<std::string> as_they_stand_;  // function words; all words, when not folded
  std::unordered_set<std::string> exact_;          // words of nears
  std::vector<std::string> prefixes_;
  std::vector<std::vector<std::string>> phrases_;
};

}  // namespace fasti::search
