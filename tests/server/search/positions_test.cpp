#include "server/search/positions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace fasti::search {
namespace {

// By looking at every stretch.
bool stand_in_by_scan(const std::vector<std::uint32_t>& wanted, std::size_t stretch,
                      const std::vector<std::uint32_t>& text) {
  for (std::size_t first = 0; first < text.size(); ++first) {
    const std::size_t last = std::min(first + stretch, text.size());
    std::multiset<std::uint32_t> left(wanted.begin(), wanted.end());
    for (std::size_t i = first; i < last; ++i)
      if (const auto found = left.find(text[i]); found != left.end()) left.erase(found);
    if (left.empty()) return true;
  }
  return false;
}

TEST(NearWords, StandWhereEveryStretchSays) {
  std::mt19937 random(3);
  const auto number = [&](std::uint32_t below) {
    return static_cast<std::uint32_t>(random() % below);
  };
  int within = 0;
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::uint32_t> wanted;
    for (std::size_t left = 1 + random() % 4; left > 0; --left) wanted.push_back(number(3));
    const std::size_t stretch = 1 + random() % 8;
    NearWords near(wanted, stretch);
    for (int texts = 0; texts < 4; ++texts) {
      std::vector<std::uint32_t> text;
      for (std::size_t left = random() % 12; left > 0; --left) text.push_back(number(6));
      const bool stand = near.stand_in(text);
      ASSERT_EQ(stand, stand_in_by_scan(wanted, stretch, text)) << round;
      within += stand ? 1 : 0;
    }
  }
  EXPECT_GT(within, 1000);
  EXPECT_LT(within, 19000);
}

}  // namespace
}  // namespace fasti::search
