#include "server/api/waiting_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::api {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(WaitingLine, FirstComeFirstServedByAsManyAsMay) {
  WaitingLine<int> line(2, 1);
  EXPECT_TRUE(line.offer(1));
  EXPECT_TRUE(line.offer(2));
  EXPECT_FALSE(line.offer(3)) << "the line is full";
  EXPECT_THAT(line.begin(), Optional(1));
  EXPECT_EQ(line.begin(), std::nullopt) << "one works already";
  line.put_back(4);
  EXPECT_THAT(line.next(), Optional(2));
  EXPECT_THAT(line.next(), Optional(4));
  EXPECT_EQ(line.next(), std::nullopt);
  EXPECT_EQ(line.begin(), std::nullopt) << "nothing waits";
}

TEST(WaitingLine, BriefItemsWaitForNoOthers) {
  WaitingLine<int> line(1, 2);
  EXPECT_TRUE(line.offer_brief(1));
  EXPECT_TRUE(line.offer_brief(2)) << "behind brief ones";
  EXPECT_TRUE(line.offer(3)) << "they take no room";
  EXPECT_FALSE(line.offer(4));
  EXPECT_FALSE(line.offer_brief(5)) << "it would wait for one that is not";
  EXPECT_THAT(line.begin(), Optional(1));
  EXPECT_THAT(line.begin(), Optional(2));
  EXPECT_THAT(line.next(), Optional(3));
  EXPECT_FALSE(line.offer_brief(6)) << "nobody is free";
  EXPECT_EQ(line.next(), std::nullopt);
  EXPECT_TRUE(line.offer_brief(7));
  EXPECT_TRUE(line.offer(8)) << "those that are gone are not counted";
}

TEST(WaitingLine, OnlyWhatHasNotBegunIsOverdue) {
  WaitingLine<int> line(9, 1);
  line.offer_brief(1);
  line.offer(2);
  line.put_back(3);
  const auto later = WaitingLine<int>::Clock::now() + std::chrono::hours(1);
  EXPECT_THAT(line.overdue(later), ElementsAre(2));
  EXPECT_THAT(line.overdue(later), IsEmpty());
  EXPECT_THAT(line.begin(), Optional(1));
  EXPECT_THAT(line.next(), Optional(3));
}

}  // namespace
}  // namespace fasti::api
