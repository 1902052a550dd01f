#include "server/api/library.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "core/index/error.h"
#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

TEST(Library, RefusesWhatIsNoIndex) { EXPECT_THROW(Library("/nonexistent", 1), index::IndexError); }

TEST(Library, LendsEachSearcherToOneAtATime) {
  TinyLibrary tiny;
  std::atomic<int> held = 0, most = 0, answered = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int round = 0; round < 20; ++round) {
          const auto loan = tiny.served().borrow();
          ASSERT_NE(loan, nullptr);
          most = std::max<int>(most, ++held);
          answered += loan->searcher().search({.q = "treaty"}).passages == 4 ? 1 : 0;
          --held;
        }
      });
  }
  EXPECT_EQ(answered, 160);
  EXPECT_LE(most, 2);
}

// What was borrowed before a new generation came keeps the old one, files gone or not.
TEST(Library, ServesANewGenerationAndLetsTheOldOneFinish) {
  const index::TinyIndex tiny(small_corpus());
  Library library(tiny.path(), 1);
  auto before = library.borrow();

  index::TinyCorpus bigger = small_corpus();
  bigger.documents.push_back(
      {.id = "new", .title = "New", .passages = {{.text = "A new treaty."}}});
  index::build_tiny_index(tiny.path(), bigger);

  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (library.edition()->snapshot->generation().manifest().generation == 1 &&
         std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  {
    const auto after = library.borrow();
    ASSERT_NE(after, nullptr);
    EXPECT_EQ(after->searcher().search({.q = "treaty"}).passages, 5U);
  }
  EXPECT_EQ(before->searcher().search({.q = "treaty"}).passages, 4U);
  before.reset();
  EXPECT_EQ(library.borrow()->searcher().search({.q = "treaty"}).passages, 5U);
}

TEST(Library, GoesOnServingWhenTheIndexIsDamaged) {
  const index::TinyIndex tiny(small_corpus());
  Library library(tiny.path(), 1);
  std::ofstream(tiny.path() + "/CURRENT") << "g000099\n";
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  EXPECT_EQ(library.borrow()->searcher().search({.q = "treaty"}).passages, 4U);
}

}  // namespace
}  // namespace fasti::api
