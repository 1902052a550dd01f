#include "indexer/ordered_pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace fasti::indexer {
namespace {

TEST(OrderedPipeline, DeliversInTheOrderOfInputs) {
  for (const std::size_t workers : {0U, 1U, 2U, 5U}) {
    SCOPED_TRACE(workers);
    std::vector<int> delivered;
    std::atomic<bool> bad_worker{false};
    OrderedPipeline<int, int> pipeline(
        workers, 50,
        [&](int input, std::size_t worker) {
          if (worker >= std::max<std::size_t>(workers, 1)) bad_worker = true;
          // Later inputs are often ready first.
          std::this_thread::sleep_for(std::chrono::microseconds(input * 7919 % 300));
          return input * 2;
        },
        [&](int output) { delivered.push_back(output); });
    for (int input = 0; input < 500; ++input) pipeline.push(input, 1);
    pipeline.finish();
    ASSERT_EQ(delivered.size(), 500U);
    for (int i = 0; i < 500; ++i) EXPECT_EQ(delivered[static_cast<std::size_t>(i)], i * 2);
    EXPECT_FALSE(bad_worker);
  }
}

TEST(OrderedPipeline, BoundsWhatIsUnderWay) {
  std::atomic<int> under_way{0};
  int most = 0;
  OrderedPipeline<int, int> pipeline(
      3, 10, [](int input, std::size_t) { return input; }, [&](int) { --under_way; });
  for (int input = 0; input < 300; ++input) {
    ++under_way;
    pipeline.push(input, input % 7 == 0 ? 10 : 2);
    most = std::max(most, under_way.load());
  }
  pipeline.finish();
  EXPECT_EQ(under_way, 0);
  EXPECT_LE(most, 5 + 1);  // five of weight 2, and the one being pushed
}

TEST(OrderedPipeline, AnInputHeavierThanTheBoundGoesAlone) {
  int sum = 0;
  OrderedPipeline<int, int> pipeline(
      2, 10, [](int input, std::size_t) { return input; }, [&](int output) { sum += output; });
  for (int input = 0; input < 10; ++input) pipeline.push(input, 1000);
  pipeline.finish();
  EXPECT_EQ(sum, 45);
}

TEST(OrderedPipeline, AnErrorReachesThePushingThread) {
  for (const std::size_t workers : {1U, 3U}) {
    SCOPED_TRACE(workers);
    std::vector<int> delivered;
    OrderedPipeline<int, int> pipeline(
        workers, 10,
        [](int input, std::size_t) {
          if (input == 3) throw std::runtime_error("three");
          return input;
        },
        [&](int output) { delivered.push_back(output); });
    const auto push_all = [&] {
      for (int input = 0; input < 10; ++input) pipeline.push(input, 1);
      pipeline.finish();
    };
    EXPECT_THROW(push_all(), std::runtime_error);
    EXPECT_EQ(delivered, (std::vector{0, 1, 2}));
  }
}

TEST(OrderedPipeline, CanBeDroppedWithWorkUnderWay) {
  std::atomic<int> worked{0};
  for (int round = 0; round < 20; ++round) {
    OrderedPipeline<int, int> pipeline(
        2, 1000,
        [&](int input, std::size_t) {
          ++worked;
          return input;
        },
        [](int) {});
    for (int input = 0; input < 50; ++input) pipeline.push(input, 1);
  }
  EXPECT_LE(worked, 1000);
}

}  // namespace
}  // namespace fasti::indexer
