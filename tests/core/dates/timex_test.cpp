#include "core/dates/timex.h"

#include <gtest/gtest.h>

namespace fasti::dates {
namespace {

TEST(Timex, NamesOfEnumerators) {
  EXPECT_EQ(name(Kind::point), "point");
  EXPECT_EQ(name(Kind::span), "span");
  EXPECT_EQ(name(Grain::day), "day");
  EXPECT_EQ(name(Grain::event), "event");
  EXPECT_EQ(name(Calendar::gregorian), "gregorian");
  EXPECT_EQ(name(Calendar::republican), "republican");
  EXPECT_EQ(name(Role::narrative), "narrative");
  EXPECT_EQ(name(Role::life), "life");
  EXPECT_EQ(name(Role::caption), "caption");
}

}  // namespace
}  // namespace fasti::dates
