#include "core/text/words.h"

#include <algorithm>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace fasti::text {

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  for (const Token& token : tokenize(text)) append_words(text, token, out);
  return out;
}

void append_words(std::string_view text, const Token& token, std::vector<Word>& out) {
  if (token.kind == TokenKind::symbol) return;
  std::string folded = fold(without_possessive(token.in(text)));
  std::erase(folded, '\'');
  // A letter that folds to nothing (a lone mark) is no word.
  if (folded.empty()) return;
  if (folded.size() > kLongestWord) folded.resize(floor_boundary(folded, kLongestWord));
  out.push_back({token.span(), std::move(folded)});
}

std::string folded_words(std::string_view text) {
  std::string out;
  for (const Word& word : words(text)) {
    if (!out.empty()) out += ' ';
    out += word.folded;
  }
  return out;
}

std::string_view written(std::string_view text, const Word& word) {
  return without_possessive(slice(text, word.span));
}

}  // namespace fasti::text
