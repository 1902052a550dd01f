#include "core/text/words.h"

#include <algorithm>
#include <array>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace fasti::text {

namespace {

// Articles, prepositions and the like that lose their vowel before another. Sorted. Left out: m',
// t' and o', which begin names ("M'Arthur", "T'ang", "O'Brien").
constexpr std::array<std::string_view, 23> kElided{
    "all",   "bell",  "c",      "coll",   "d",    "dall", "dell",   "gl",
    "j",     "jusqu", "l",      "lorsqu", "n",    "nell", "puisqu", "qu",
    "quell", "quest", "quoiqu", "s",      "sant", "sull", "un"};
static_assert(std::ranges::is_sorted(kElided));

// Of "l’hôtel" the span of "l"; nothing where no little word stands before an apostrophe and one
// that begins with a vowel or h.
Span elided(std::string_view word) {
  constexpr std::string_view kVowels = "aeiouh";
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t apostrophe = at;
    if (!is_apostrophe(decode(word, at))) continue;
    if (at == word.size()) return {};
    std::size_t end = at;
    decode(word, end);
    const std::string next = fold(word.substr(at, end - at));
    const bool vowel = !next.empty() && kVowels.find(next.front()) != std::string_view::npos;
    const bool little = std::ranges::binary_search(kElided, fold(word.substr(0, apostrophe)));
    return vowel && little ? Span{0, apostrophe} : Span{};
  }
  return {};
}

void append(Span span, std::string_view letters, bool elided, std::vector<Word>& out) {
  std::string folded = fold(letters);
  std::erase(folded, '\'');
  // A letter that folds to nothing (a lone mark) is no word.
  if (folded.empty()) return;
  if (folded.size() > kLongestWord) folded.resize(floor_boundary(folded, kLongestWord));
  out.push_back({span, std::move(folded), elided});
}

}  // namespace

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  for (const Token& token : tokenize(text)) append_words(text, token, out);
  return out;
}

void append_words(std::string_view text, const Token& token, std::vector<Word>& out) {
  if (token.kind == TokenKind::symbol) return;
  std::string_view letters = without_possessive(token.in(text));
  std::size_t begin = token.begin;
  if (const Span little = elided(letters); !little.empty()) {
    append({begin, begin + little.end}, slice(letters, little), true, out);
    std::size_t behind = little.end;
    decode(letters, behind);
    letters.remove_prefix(behind);
    begin += behind;
  }
  append({begin, token.end}, letters, false, out);
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
  const std::string_view out = without_possessive(slice(text, word.span));
  return out.substr(0, floor_boundary(out, std::min(out.size(), kLongestWord)));
}

}  // namespace fasti::text
