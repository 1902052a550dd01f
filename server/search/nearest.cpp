#include "server/search/nearest.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace fasti::search {
namespace {

template <typename Letter>
std::size_t distance_of(std::basic_string_view<Letter> a, std::basic_string_view<Letter> b,
                        std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  EditTable<Letter> table(a);
  for (const Letter letter : b) {
    table.add(letter);
    if (table.least() > limit) return limit + 1;
  }
  return std::min(table.distance(), limit + 1);
}

bool has_digit(std::u32string_view word) { return std::ranges::any_of(word, is_digit); }

}  // namespace

std::size_t slip_limit(std::u32string_view typed, char32_t first) {
  if (typed.size() < kShortestSlip || has_digit(typed)) return 0;
  return typed.size() < 7 || typed.front() != first ? 1 : 2;
}

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += text::decode(text, at);
  return out;
}

std::optional<std::size_t> slip(std::u32string_view typed, std::u32string_view meant) {
  if (typed == meant) return 0;
  if (meant.empty() || has_digit(meant)) return std::nullopt;
  const std::size_t limit = slip_limit(typed, meant.front());
  if (limit == 0) return std::nullopt;
  const std::size_t edits = edit_distance(typed, meant, limit);
  return edits > limit ? std::nullopt : std::optional(edits);
}

std::optional<std::size_t> slip(std::u32string_view typed, std::string_view meant) {
  // No slip is longer, and a letter takes one to four bytes.
  constexpr std::size_t kLongest = 2, kBytes = 4;
  if (meant.size() + kLongest < typed.size() || meant.size() > kBytes * (typed.size() + kLongest))
    return std::nullopt;
  return slip(typed, std::u32string_view(letters_of(meant)));
}

std::optional<std::size_t> slip(std::string_view typed, std::string_view meant) {
  return slip(std::u32string_view(letters_of(typed)), meant);
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  return distance_of(a, b, limit);
}

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  return distance_of(a, b, limit);
}

std::optional<std::size_t> nearest(std::string_view text,
                                   const std::vector<std::string_view>& candidates) {
  // Nobody mistypes a name this long; the bound keeps hostile values cheap.
  constexpr std::size_t kLongestText = 100;
  if (text.empty() || text.size() > kLongestText) return std::nullopt;
  std::size_t limit = std::max<std::size_t>(1, text.size() / 3);
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t distance = edit_distance(text, candidates[i], limit);
    if (distance > limit) continue;
    best = i;
    if (distance == 0) break;
    limit = distance - 1;
  }
  return best;
}

}  // namespace fasti::search
