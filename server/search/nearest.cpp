#include "server/search/nearest.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace fasti::search {
namespace {

template <typename Text>
std::size_t distance_of(Text a, Text b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  // Damerau's distance, three rows of the table.
  std::vector<std::size_t> before(a.size() + 1), last(a.size() + 1), row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) last[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    row[0] = j;
    std::size_t least = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t replace = last[i - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[i] = std::min({replace, last[i] + 1, row[i - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[i] = std::min(row[i], before[i - 2] + 1);
      least = std::min(least, row[i]);
    }
    if (least > limit) return limit + 1;
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[a.size()], limit + 1);
}

bool has_digit(std::u32string_view word) {
  return std::ranges::any_of(word, [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

std::size_t edits_allowed(std::size_t letters) {
  if (letters < kShortestSlip) return 0;
  return letters < 7 ? 1 : 2;
}

}  // namespace

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += text::decode(text, at);
  return out;
}

std::optional<std::size_t> slip(std::u32string_view typed, std::u32string_view meant) {
  if (typed == meant) return 0;
  const std::size_t limit = edits_allowed(typed.size());
  if (limit == 0 || meant.empty() || has_digit(typed) || has_digit(meant)) return std::nullopt;
  const std::size_t edits = edit_distance(typed, meant, limit);
  if (edits > limit || (edits > 1 && typed.front() != meant.front())) return std::nullopt;
  return edits;
}

std::optional<std::size_t> slip(std::string_view typed, std::string_view meant) {
  return slip(std::u32string_view(letters_of(typed)), std::u32string_view(letters_of(meant)));
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
