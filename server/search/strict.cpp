#include "server/search/strict.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/text/words.h"
#include "server/search/positions.h"

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

bool has_near(const Words& words, const Node& near) {
  std::map<std::string_view, std::size_t> numbers;  // of the wanted words
  std::vector<std::size_t> times;
  for (const std::string& word : near.written_words) {
    const auto [at, added] = numbers.try_emplace(word, numbers.size());
    if (added) times.push_back(0);
    ++times[at->second];
  }
  std::vector<WordPlace> places;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const auto wanted = numbers.find(words[i]); wanted != numbers.end())
      places.push_back({i, wanted->second});
  return stand_within(places, times, stretch_of(near));
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
