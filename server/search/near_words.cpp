#include "server/search/near_words.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "core/text/utf8.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

std::u32string letters_of(std::string_view word) {
  std::u32string out;
  for (std::size_t at = 0; at < word.size();) out += text::decode(word, at);
  return out;
}

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t edits_allowed(std::size_t letters) {
  if (letters < 4) return 0;
  return letters < 7 ? 1 : 2;
}

}  // namespace

std::vector<NearWord> near_words(const index::WordList& words, std::string_view folded,
                                 std::size_t most) {
  const std::u32string wanted = letters_of(folded);
  const std::size_t limit = edits_allowed(wanted.size());
  std::vector<NearWord> out;
  if (limit == 0 || has_digit(folded)) return out;
  for (std::size_t place = 0; place < words.size(); ++place) {
    const std::string_view word = words.word(place);
    // A letter takes at most four bytes.
    const std::size_t longer = std::max(word.size(), folded.size());
    if (longer - std::min(word.size(), folded.size()) > 4 * limit) continue;
    const std::u32string letters = letters_of(word);
    const std::size_t edits = edit_distance(wanted, letters, limit);
    if (edits == 0 || edits > limit || has_digit(word)) continue;
    if (edits > 1 && letters.front() != wanted.front()) continue;
    out.push_back({word, words.form(place), words.passages(place), edits});
  }
  std::ranges::sort(out, [](const NearWord& a, const NearWord& b) {
    return std::tuple(a.edits, b.passages, a.word) < std::tuple(b.edits, a.passages, b.word);
  });
  out.resize(std::min(most, out.size()));
  return out;
}

}  // namespace fasti::search
