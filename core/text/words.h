#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"
#include "core/text/tokens.h"

namespace fasti::text {

// A word as it is indexed and searched.
struct Word {
  Span span;            // bytes in the text
  std::string folded;   // fold()ed, possessive ending and apostrophes off: "Turkey's" -> "turkey"
  bool elided = false;  // a little word that lost its vowel to the next: the "l" of "l'hôtel"
};

// The words of a text in order; a word's place in the list is its position for phrases. Symbols
// are no words. French, Italian and Catalan write "l'hôtel", "dell'isola" for two words, which is
// told from "O'Brien" by its letters, not by its language, which a query has none of. The indexer
// and the server must agree on this: it is the only way to cut words.
std::vector<Word> words(std::string_view text);
// The same of one of the text's tokens.
void append_words(std::string_view text, const Token& token, std::vector<Word>& out);

// The folded words of `text`, a blank between: what names and titles are compared by.
std::string folded_words(std::string_view text);

// A word of `text` as it is written there, the possessive ending off: "Turkey's" -> "Turkey".
std::string_view written(std::string_view text, const Word& word);

// A word of more bytes than this is cut, folded or written, so that any term fits into the index.
inline constexpr std::size_t kLongestWord = 100;

}  // namespace fasti::text
