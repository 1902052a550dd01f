#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::search {

// Edits (insert, delete, replace, exchange of neighbours) between two byte strings, or `limit` + 1
// when they are more. Time and memory are the product of the lengths unless they differ by more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);
// The same between two strings of letters.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

// The letters of a text.
std::u32string letters_of(std::string_view text);

// A shorter word is as good as another.
inline constexpr std::size_t kShortestSlip = 4;

// How many edits `meant` is away from `typed`, if few enough for a slip of the hand: one for a word
// of kShortestSlip letters or more, two for one of seven or more that begins alike, none where
// either has digits. 0 for the same.
std::optional<std::size_t> slip(std::u32string_view typed, std::u32string_view meant);
std::optional<std::size_t> slip(std::string_view typed, std::string_view meant);

// The candidate with the fewest edits to `text`, the first of several; nullopt when none is near:
// at most a third of the letters may differ. Compare folded strings.
std::optional<std::size_t> nearest(std::string_view text,
                                   const std::vector<std::string_view>& candidates);

}  // namespace fasti::search
