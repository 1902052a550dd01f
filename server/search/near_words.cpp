#include "server/search/near_words.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// No slip is longer (see slip), and a letter takes at most four bytes.
constexpr std::size_t kMostBytesApart = std::size_t{2} * 4;

}  // namespace

std::vector<NearWord> near_words(const index::WordList& words, std::string_view folded,
                                 std::size_t most) {
  const std::u32string wanted = letters_of(folded);
  std::vector<NearWord> out;
  if (wanted.size() < kShortestSlip) return out;
  for (std::size_t place = 0; place < words.size(); ++place) {
    const std::string_view word = words.word(place);
    const std::size_t longer = std::max(word.size(), folded.size());
    if (longer - std::min(word.size(), folded.size()) > kMostBytesApart) continue;
    if (const auto edits = slip(wanted, letters_of(word)); edits.value_or(0) > 0)
      out.push_back({word, words.form(place), words.passages(place), *edits});
  }
  std::ranges::sort(out, [](const NearWord& a, const NearWord& b) {
    return std::tuple(a.edits, b.passages, a.word) < std::tuple(b.edits, a.passages, b.word);
  });
  out.resize(std::min(most, out.size()));
  return out;
}

}  // namespace fasti::search
