#include "server/search/nearest.h"

#include <gtest/gtest.h>

namespace fasti::search {
namespace {

TEST(EditDistance, CountsEdits) {
  struct Case {
    const char* a;
    const char* b;
    std::size_t distance;
  };
  for (const auto& [a, b, distance] : std::vector<Case>{{"", "", 0},
                                                        {"lenin", "lenin", 0},
                                                        {"lennin", "lenin", 1},
                                                        {"lenin", "lennin", 1},
                                                        {"lenni", "lenin", 1},
                                                        {"kars", "mars", 1},
                                                        {"", "abc", 3},
                                                        {"kars", "berlin", 5}}) {
    EXPECT_EQ(edit_distance(a, b, 9), distance) << a << " " << b;
    EXPECT_EQ(edit_distance(a, b, distance), distance) << a << " " << b;
  }
  EXPECT_EQ(edit_distance("kars", "berlin", 2), 3U) << "more than the limit";
}

TEST(Nearest, FindsTheFirstOfTheNearest) {
  const std::vector<std::string_view> names{"stalin", "lenin", "lenina", "turkey"};
  EXPECT_EQ(nearest("lennin", names), 1U);
  EXPECT_EQ(nearest("lenin", names), 1U);
  EXPECT_EQ(nearest("trukey", names), 3U);
  EXPECT_EQ(nearest("napoleon", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
  EXPECT_EQ(nearest(std::string(10'000, 'x'), names), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(Slip, IsOneEditOrTwoOfALongWord) {
  struct Case {
    std::string typed, meant;
    std::optional<std::size_t> edits;
  };
  for (const auto& [typed, meant, edits] : std::vector<Case>{
           {"kars", "kars", 0},
           {"1921", "1921", 0},
           {"", "", 0},
           {"krs", "kars", std::nullopt},
           {"krsa", "kras", 1},
           {"karsss", "kars", std::nullopt},
           {"sarikamish", "sarikamis", 1},
           {"sarykamish", "sarikamis", 2},
           {"tarykamis", "sarikamis", std::nullopt},
           {"договр", "договор", 1},
           {"1921", "1922", std::nullopt},
           {"kars", "", std::nullopt},
       })
    EXPECT_EQ(slip(typed, meant), edits) << typed << " " << meant;
}

}  // namespace
}  // namespace fasti::search
