#include "core/text/counted.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>

namespace fasti::text {
namespace {

TEST(Counted, GroupsDigitsAndTakesAnS) {
  for (const auto& [count, expected] :
       std::initializer_list<std::pair<std::uint64_t, std::string>>{{0, "0 hits"},
                                                                    {1, "1 hit"},
                                                                    {999, "999 hits"},
                                                                    {1000, "1,000 hits"},
                                                                    {1234567, "1,234,567 hits"}})
    EXPECT_EQ(counted(count, "hit"), expected);
}

}  // namespace
}  // namespace fasti::text
