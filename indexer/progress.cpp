#include "indexer/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/text/counted.h"

namespace fasti::indexer {
namespace {

// What a log on a slow build still bears, and what an eye on a terminal can follow.
constexpr std::chrono::seconds kPlainInterval{30};
constexpr std::chrono::milliseconds kTerminalInterval{200};

std::string_view name(Progress::Stage stage) {
  constexpr std::array<std::string_view, 4> kNames = {"reading", "resolving names", "writing",
                                                      "finishing"};
  return kNames.at(static_cast<std::size_t>(stage));
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

double Progress::seconds_left() const {
  // The first moments tell nothing.
  if (seconds < 1 || bytes == 0 || total_bytes == 0) return -1;
  const double left =
      static_cast<double>(total_bytes) / static_cast<double>(std::min(bytes, total_bytes)) - 1;
  return seconds * left;
}

std::string describe(const Progress& progress) {
  std::string out(name(progress.stage));
  if (progress.documents == 0) return out;
  out += fmt::format(": {} documents, {:.1f} MB", text::grouped(progress.documents),
                     static_cast<double>(progress.bytes) / 1e6);
  if (progress.seconds > 0) {
    out += fmt::format(", {:.0f} passages/s",
                       static_cast<double>(progress.passages) / progress.seconds);
  }
  if (const double left = progress.seconds_left(); left >= 0) {
    out += fmt::format(", {} left", duration(left));
  }
  return out;
}

ProgressPrinter::ProgressPrinter(std::FILE* out)
    : out_(out), terminal_(isatty(fileno(out)) != 0), last_(std::chrono::steady_clock::now()) {}

ProgressPrinter::~ProgressPrinter() {
  if (shown_ > 0) fmt::print(out_, "\r{:{}}\r", "", shown_);
  std::fflush(out_);
}

void ProgressPrinter::operator()(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  const bool due = terminal_ ? now - last_ >= kTerminalInterval || progress.stage != stage_
                             : now - last_ >= kPlainInterval;
  if (!due) return;
  last_ = now;
  stage_ = progress.stage;
  const std::string line = describe(progress);
  if (terminal_) {
    fmt::print(out_, "\r{:<{}}", line, shown_);
    shown_ = line.size();
  } else {
    fmt::print(out_, "{}\n", line);
  }
  std::fflush(out_);
}

}  // namespace fasti::indexer
