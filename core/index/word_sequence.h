#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The words of a passage in their order, as the index keeps them: each word's rank by frequency as
// LEB128, so that the commonest take one byte.
namespace fasti::index {

inline void append_rank(std::string& out, std::uint32_t rank) {
  for (; rank >= 0x80; rank >>= 7U)
    out += static_cast<char>(static_cast<unsigned char>(rank | 0x80U));
  out += static_cast<char>(rank);
}

// Calls `word` with the rank of each word. Reads nothing beyond `sequence`, whatever its bytes.
template <typename Word>
void for_each_rank(std::string_view sequence, const Word& word) {
  std::uint32_t rank = 0;
  unsigned shift = 0;
  for (const char c : sequence) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift < 32) rank |= (byte & 0x7FU) << shift;
    if ((byte & 0x80U) != 0) {
      shift += 7;
      continue;
    }
    word(rank);
    rank = 0;
    shift = 0;
  }
}

// Does a run of words stand somewhere in a sequence? Both encoded.
inline bool contains_run(std::string_view sequence, std::string_view run) {
  for (std::size_t at = sequence.find(run); at != std::string_view::npos;
       at = sequence.find(run, at + 1)) {
    // Only a word's last byte has its highest bit clear: the run begins where a word does.
    if (at == 0 || (static_cast<unsigned char>(sequence[at - 1]) & 0x80U) == 0) return true;
  }
  return false;
}

}  // namespace fasti::index
