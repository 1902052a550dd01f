#include "server/search/positions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace fasti::search {
namespace {

// By looking at every stretch.
bool stand_within_by_scan(const std::vector<WordPlace>& places,
                          const std::vector<std::size_t>& times, std::size_t stretch) {
  return std::ranges::any_of(places, [&](const WordPlace& first) {
    std::vector<std::size_t> met(times.size());
    for (const WordPlace& place : places)
      if (place.position >= first.position && place.position < first.position + stretch)
        ++met[place.word];
    return std::ranges::equal(met, times, std::ranges::greater_equal());
  });
}

TEST(StandWithin, AsEveryStretchSays) {
  std::mt19937 random(3);
  int within = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::size_t words = 1 + random() % 3;
    std::vector<std::size_t> times;
    for (std::size_t i = 0; i < words; ++i) times.push_back(1 + random() % 2);
    std::vector<WordPlace> places;
    for (std::size_t position = 0; position < 12; ++position)
      if (random() % 3 == 0) places.push_back({position, random() % words});
    const std::size_t stretch = 1 + random() % 8;
    const bool stand = stand_within(places, times, stretch);
    ASSERT_EQ(stand, stand_within_by_scan(places, times, stretch)) << round;
    within += stand ? 1 : 0;
  }
  EXPECT_GT(within, 1000);
  EXPECT_LT(within, 19000);
}

}  // namespace
}  // namespace fasti::search
