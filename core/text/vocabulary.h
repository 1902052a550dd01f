#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace fasti::text {

// Distinct strings numbered from 0 in the order they came; fewer than kNone of them. Safe in all
// threads while none adds; what [] gives is valid until one does.
class Vocabulary {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Vocabulary();
  std::uint32_t add(std::string_view word);
  std::uint32_t find(std::string_view word) const;  // kNone when it was never added
  std::string_view operator[](std::uint32_t id) const {
    return {bytes_.data() + starts_[id], starts_[id + 1] - starts_[id]};
  }
  std::size_t size() const { return starts_.size() - 1; }

 private:
  // Most words are found by their slot alone, in one access to memory.
  struct Slot {
    std::uint64_t signature = 0;  // the word itself if it is short, else its hash
    std::uint32_t size = 0;       // of the word in bytes
    std::uint32_t id = kNone;
  };

  // The place of `word` in the table, or the free one where it would go.
  std::size_t place_of(std::string_view word, std::uint64_t signature) const;
  std::size_t free_place(const Slot& slot) const;
  void grow();

  std::vector<char> bytes_;
  std::vector<std::size_t> starts_;
  std::vector<Slot> table_;  // open addressing; a power of two, at most half full
};

}  // namespace fasti::text
