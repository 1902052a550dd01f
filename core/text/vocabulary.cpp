#include "core/text/vocabulary.h"

#include <cstring>

#include "core/text/hash.h"

namespace fasti::text {
namespace {

constexpr std::size_t kShort = 8;  // bytes

// `Number` made of the bytes at `from`.
template <typename Number>
Number load(const char* from) {
  Number out;
  std::memcpy(&out, from, sizeof out);
  return out;
}

// Tells short words of one size apart; long ones all but surely.
std::uint64_t signature_of(std::string_view word) {
  const char* const begin = word.data();
  const std::size_t size = word.size();
  if (size > kShort) return hash64(word);
  // Two halves that may overlap hold all bytes, and need no loop.
  if (size >= 4) {
    return std::uint64_t{load<std::uint32_t>(begin)} << 32 | load<std::uint32_t>(begin + size - 4);
  }
  if (size >= 2) {
    return std::uint64_t{load<std::uint16_t>(begin)} << 16 | load<std::uint16_t>(begin + size - 2);
  }
  return size == 0 ? 0 : load<std::uint8_t>(begin);
}

// Where the search for a word begins, before it is cut down to the table's size.
std::size_t start_of(std::uint64_t signature, std::size_t size) {
  // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): the product's upper half
  // depends on all bits.
  return static_cast<std::size_t>(((signature + size) * 0x9E3779B97F4A7C15U) >> 32);
}

}  // namespace

Vocabulary::Vocabulary() : starts_{0}, table_(1024) {}

std::size_t Vocabulary::place_of(std::string_view word, std::uint64_t signature) const {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t at = start_of(signature, word.size()) & mask;; at = (at + 1) & mask) {
    const Slot& slot = table_[at];
    if (slot.id == kNone) return at;
    if (slot.signature != signature || slot.size != word.size()) continue;
    if (word.size() <= kShort || (*this)[slot.id] == word) return at;
  }
}

std::size_t Vocabulary::free_place(const Slot& slot) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = start_of(slot.signature, slot.size) & mask;
  while (table_[at].id != kNone) at = (at + 1) & mask;
  return at;
}

std::uint32_t Vocabulary::find(std::string_view word) const {
  return table_[place_of(word, signature_of(word))].id;
}

std::uint32_t Vocabulary::add(std::string_view word) {
  const std::uint64_t signature = signature_of(word);
  Slot& slot = table_[place_of(word, signature)];
  if (slot.id != kNone) return slot.id;
  const auto id = static_cast<std::uint32_t>(size());
  bytes_.insert(bytes_.end(), word.begin(), word.end());
  starts_.push_back(bytes_.size());
  slot = {signature, static_cast<std::uint32_t>(word.size()), id};
  if (size() * 2 > table_.size()) grow();
  return id;
}

void Vocabulary::grow() {
  std::vector<Slot> old(table_.size() * 2);
  old.swap(table_);
  for (const Slot& slot : old) {
    if (slot.id != kNone) table_[free_place(slot)] = slot;
  }
}

}  // namespace fasti::text
