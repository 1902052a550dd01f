#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

namespace fasti::indexer {

// How far a build has come.
struct Progress {
  enum class Stage : std::uint8_t { read, resolve, write, finish };
  Stage stage = Stage::read;
  std::uint64_t documents = 0;  // of this stage
  std::uint64_t passages = 0;   // of this stage
  std::uint64_t bytes = 0;      // text of this stage
  // All that the stage will see: estimated from file sizes while reading, exact while writing.
  std::uint64_t total_bytes = 0;
  std::uint64_t total_documents = 0;  // 0 while reading
  double seconds = 0;                 // since the stage began

  // Seconds that the stage will still take; negative when nothing can be said yet.
  double seconds_left() const;
};

// Called by build() on its own thread, often; the callee decides what it shows.
using ProgressCallback = std::function<void(const Progress&)>;

// "writing: 1,203 documents, 35.2 MB, 5210 passages/s, 0:42 left"
std::string describe(const Progress& progress);

// Shows progress on a stream: one line that is written over on a terminal, else a plain line every
// half minute.
class ProgressPrinter {
 public:
  explicit ProgressPrinter(std::FILE* out);
  ~ProgressPrinter();  // clears the line on a terminal
  ProgressPrinter(const ProgressPrinter&) = delete;
  ProgressPrinter& operator=(const ProgressPrinter&) = delete;

  void operator()(const Progress& progress);

 private:
  std::FILE* out_;
  bool terminal_;
  Progress::Stage stage_ = Progress::Stage::read;
  std::chrono::steady_clock::time_point last_;
  std::size_t shown_ = 0;  // width of the line on the terminal
};

}  // namespace fasti::indexer
