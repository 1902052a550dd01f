#include "server/search/name_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <utility>

namespace fasti::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NameTable, NamesOfSeveralAndOfNone) {
  NameTable table;
  for (const auto& [name, place] : {std::pair("peace of jassy", 7),
                                    {"", 3},
                                    {"crete", 9},
                                    {"crete", 2},
                                    {"peace", 1},
                                    {"crete", 9}})
    table.add(name, static_cast<std::uint32_t>(place));
  table.finish();
  EXPECT_THAT(table.find("crete"), ElementsAre(2, 9));
  EXPECT_THAT(table.find("peace of jassy"), ElementsAre(7));
  EXPECT_THAT(table.find("peace"), ElementsAre(1));
  EXPECT_THAT(table.find(""), ElementsAre(3));
  EXPECT_THAT(table.find("peace of"), IsEmpty());
  NameTable none;
  none.finish();
  EXPECT_THAT(none.find("crete"), IsEmpty());
}

TEST(NameTable, AgreesWithASet) {
  std::mt19937 dice(7);
  std::set<std::pair<std::string, std::uint32_t>> pairs;
  NameTable table;
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = std::to_string(dice() % 3'000);
    const auto place = static_cast<std::uint32_t>(dice() % 10);
    pairs.emplace(name, place);
    table.add(name, place);
  }
  table.finish();
  for (int i = 0; i < 3'500; ++i) {
    const std::string name = std::to_string(i);
    std::vector<std::uint32_t> wanted;
    for (std::uint32_t place = 0; place < 10; ++place)
      if (pairs.contains({name, place})) wanted.push_back(place);
    EXPECT_EQ(table.find(name), wanted) << name;
  }
}

}  // namespace
}  // namespace fasti::search
