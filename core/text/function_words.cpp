#include "core/text/function_words.h"

#include <algorithm>
#include <array>

namespace fasti::text {

bool is_function_word(std::string_view folded) {
  // Sorted. Only words that seldom matter for what a passage is about; no numbers, no negations
  // that turn a sense round ("without" stays). Of Russian, Ukrainian, Greek, Turkish, German and
  // French those that English has not too.
  static constexpr std::array<std::string_view, 135> kWords{
      "a",      "about", "after", "all",    "also",    "an",   "and",   "any",   "are",   "as",
      "at",     "be",    "been",  "before", "between", "but",  "by",    "can",   "could", "der",
      "des",    "did",   "do",    "does",   "du",      "et",   "for",   "from",  "had",   "has",
      "have",   "he",    "her",   "his",    "how",     "i",    "if",    "ile",   "in",    "into",
      "is",     "it",    "its",   "les",    "of",      "on",   "or",    "our",   "s",     "she",
      "should", "so",    "such",  "than",   "that",    "the",  "their", "them",  "then",  "there",
      "these",  "they",  "this",  "those",  "to",      "und",  "ve",    "was",   "we",    "were",
      "what",   "when",  "where", "which",  "while",   "who",  "whom",  "whose", "why",   "will",
      "with",   "would", "you",   "your",   "απο",     "για",  "η",     "και",   "με",    "ο",
      "οι",     "σε",    "στη",   "στην",   "στο",     "στον", "τα",    "την",   "τησ",   "το",
      "τον",    "του",   "των",   "а",      "в",       "во",   "від",   "для",   "до",    "з",
      "за",     "зі",    "и",     "из",     "или",     "к",    "как",   "ко",    "на",    "над",
      "но",     "о",     "об",    "от",     "по",      "под",  "при",   "с",     "со",    "та",
      "у",      "что",   "що",    "это",    "і"};
  static_assert(std::is_sorted(kWords.begin(), kWords.end()));
  return std::binary_search(kWords.begin(), kWords.end(), folded);
}

}  // namespace fasti::text
