#include "server/search/strict.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/text/words.h"

namespace fasti::search {
namespace {

using Words = std::vector<std::string_view>;

Words written_words(std::string_view text) {
  Words out;
  for (const text::Word& word : text::words(text)) out.push_back(text::written(text, word));
  return out;
}

// Is one of the text's words `accepted`, of which all have these letters in them? A word lies
// between two blanks, so only stretches that hold the letters are cut into words: most texts have
// none.
template <typename Accepted>
bool has_word(std::string_view text, std::string_view letters, const Accepted& accepted) {
  constexpr std::string_view kBlanks = " \n";
  for (std::size_t at = text.find(letters); at != std::string_view::npos;) {
    const std::size_t begin = text.find_last_of(kBlanks, at) + 1;  // 0 when there is none
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    if (std::ranges::any_of(written_words(text.substr(begin, end - begin)), accepted)) return true;
    at = text.find(letters, end);
  }
  return false;
}

bool has_word(std::string_view text, std::string_view word) {
  return has_word(text, word, [&](std::string_view other) { return other == word; });
}

bool has_all_letters(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::all_of(
      words, [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

bool has_phrase(const Words& words, const std::vector<std::string>& phrase) {
  return !std::ranges::search(words, phrase).empty();
}

// All of the near's words within a stretch of text, each at a place of its own.
bool has_near(const Words& words, const Node& near) {
  std::map<std::string_view, std::ptrdiff_t> wanted;
  for (const std::string& word : near.written_words) ++wanted[word];
  const std::size_t stretch = near.distance * (near.written_words.size() - 1) + 1;
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(stretch, words.size() - begin));
    const bool all = std::ranges::all_of(
        wanted, [&](const auto& one) { return std::count(first, last, one.first) >= one.second; });
    if (all) return true;
  }
  return false;
}

}  // namespace

bool stands_as_written(const Node& leaf, const index::StoredPassage& passage,
                       std::string_view title) {
  const std::string_view text = passage.text;
  switch (leaf.kind) {
    case NodeKind::word:
      return has_word(text, leaf.written_word) || has_word(title, leaf.written_word) ||
             std::ranges::any_of(passage.headings, [&](const std::string& heading) {
               return has_word(heading, leaf.written_word);
             });
    case NodeKind::prefix:
      return has_word(text, leaf.written_word,
                      [&](std::string_view word) { return word.starts_with(leaf.written_word); });
    case NodeKind::phrase:
      return has_all_letters(text, leaf.written_words) &&
             has_phrase(written_words(text), leaf.written_words);
    case NodeKind::near:
      return has_all_letters(text, leaf.written_words) && has_near(written_words(text), leaf);
    default:
      return false;
  }
}

}  // namespace fasti::search
