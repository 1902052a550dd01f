#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::search {

// The edits (insert, delete, replace, exchange of neighbours) that lead from one word to another,
// of which the letters are added and taken back one by one. (Damerau 1964.)
template <typename Letter>
class EditTable {
 public:
  // Keeps a reference to the letters of `from`.
  explicit EditTable(std::basic_string_view<Letter> from) : from_(from) {
    for (std::size_t i = 0; i <= from.size(); ++i) cells_.push_back(i);
  }

  // How many letters were added.
  std::size_t size() const { return to_.size(); }

  void add(Letter letter) {
    to_.push_back(letter);
    const std::size_t j = to_.size();
    cells_.push_back(j);
    for (std::size_t i = 1; i <= from_.size(); ++i) {
      const std::size_t replaced = cell(j - 1, i - 1) + (from_[i - 1] == letter ? 0 : 1);
      std::size_t edits = std::min({replaced, cell(j - 1, i) + 1, cell(j, i - 1) + 1});
      if (i > 1 && j > 1 && from_[i - 1] == to_[j - 2] && from_[i - 2] == letter)
        edits = std::min(edits, cell(j - 2, i - 2) + 1);
      cells_.push_back(edits);
    }
  }

  // Takes back all but the first `letters`.
  void cut(std::size_t letters) {
    to_.resize(letters);
    cells_.resize((letters + 1) * (from_.size() + 1));
  }

  // To the letters added.
  std::size_t distance() const { return cells_.back(); }
  // Whatever is added further, the distance will not be less.
  std::size_t least() const {
    return *std::min_element(cells_.end() - static_cast<std::ptrdiff_t>(from_.size() + 1),
                             cells_.end());
  }

 private:
  std::size_t cell(std::size_t row, std::size_t i) const {
    return cells_[row * (from_.size() + 1) + i];
  }

  std::basic_string_view<Letter> from_;
  std::basic_string<Letter> to_;
  std::vector<std::size_t> cells_;  // row by row; row j: from all beginnings to the first j letters
};

// Edits (insert, delete, replace, exchange of neighbours) between two byte strings, or `limit` + 1
// when they are more. Time and memory are the product of the lengths unless they differ by more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);
// The same between two strings of letters.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

// The letters of a text.
std::u32string letters_of(std::string_view text);

// A shorter word is as good as another.
inline constexpr std::size_t kShortestSlip = 4;

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// How many edits a word that begins with `first` may be away to be what `typed` is a slip for.
std::size_t slip_limit(std::u32string_view typed, char32_t first);

// How many edits `meant` is away from `typed`, if few enough for a slip of the hand: one for a word
// of kShortestSlip letters or more, two for one of seven or more that begins alike, none where
// either has digits. 0 for the same.
std::optional<std::size_t> slip(std::u32string_view typed, std::u32string_view meant);
std::optional<std::size_t> slip(std::u32string_view typed, std::string_view meant);
std::optional<std::size_t> slip(std::string_view typed, std::string_view meant);

// The candidate with the fewest edits to `text`, the first of several; nullopt when none is near:
// at most a third of the letters may differ. Compare folded strings.
std::optional<std::size_t> nearest(std::string_view text,
                                   const std::vector<std::string_view>& candidates);

}  // namespace fasti::search
