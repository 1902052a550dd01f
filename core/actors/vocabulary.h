#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace fasti::actors {

// Distinct strings numbered from 0 in the order they came.
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
  std::size_t slot(std::string_view word) const;
  void grow();

  std::vector<char> bytes_;
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> table_;  // open addressing; a power of two, at most half full
};

}  // namespace fasti::actors
