#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

// The words of a passage in their order, as the index keeps them: each word's rank by frequency as
// LEB128 (append_number of binary.h), so that the commonest take one byte. Docids and the numbers
// that words have during a build are kept likewise.
namespace fasti::index {

// Calls `number` with each of the numbers. Reads nothing beyond `sequence`, whatever its bytes.
template <typename Number>
void for_each_number(std::string_view sequence, const Number& number) {
  std::uint32_t value = 0;
  unsigned shift = 0;
  for (const char c : sequence) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift < 32) value |= (byte & 0x7FU) << shift;
    if ((byte & 0x80U) != 0) {
      shift += 7;
      continue;
    }
    number(value);
    value = 0;
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
