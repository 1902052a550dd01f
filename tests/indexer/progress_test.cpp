#include "indexer/progress.h"

#include <gtest/gtest.h>

#include "tests/core/index/temp_directory.h"

namespace fasti::indexer {
namespace {

TEST(Progress, TellsWhatIsDoneAndWhatIsLeft) {
  Progress progress;
  progress.stage = Progress::Stage::write;
  progress.documents = 12345;
  progress.passages = 50000;
  progress.bytes = 25000000;
  progress.total_bytes = 100000000;
  progress.seconds = 10;
  EXPECT_EQ(describe(progress), "writing: 12,345 documents, 25.0 MB, 5000 passages/s, 0:30 left");
  progress.seconds = 2000;
  EXPECT_EQ(describe(progress), "writing: 12,345 documents, 25.0 MB, 25 passages/s, 1:40:00 left");
}

TEST(Progress, SaysNothingOfTheTimeLeftBeforeItCan) {
  Progress progress;
  EXPECT_EQ(describe(progress), "reading");
  progress.documents = 3;
  progress.bytes = 1000;
  progress.seconds = 0.5;
  EXPECT_LT(progress.seconds_left(), 0);
  progress.seconds = 5;
  EXPECT_LT(progress.seconds_left(), 0) << "the total is not known";
  // Archives hold more than their files' sizes say.
  progress.total_bytes = 500;
  EXPECT_EQ(progress.seconds_left(), 0);
}

TEST(Progress, AFileGetsNoLineForEveryStep) {
  const TempDirectory directory;
  const std::string path = directory / "log";
  std::FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  {
    ProgressPrinter printer(file);
    Progress progress;
    for (int i = 0; i < 1000; ++i) printer(progress);
  }
  std::fclose(file);
  EXPECT_EQ(read_whole(path), "");
}

}  // namespace
}  // namespace fasti::indexer
