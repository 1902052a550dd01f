// Any bytes as a source, by the ways that files take: known by name and content, or taken as the
// format that is named; encodings, compression and archives. The first byte chooses.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/fuzz/reader_checker.h"

namespace {

using namespace fasti;

// In memory where there is such a place: millions of small files are written.
class Directory {
 public:
  Directory()
      : path_((std::filesystem::is_directory("/dev/shm") ? "/dev/shm"
                                                         : std::filesystem::temp_directory_path()) /
              ("fasti-source-fuzz-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  std::string write(std::string_view name, std::string_view content) const {
    const std::string file = path_ / name;
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  std::filesystem::path path_;
};

struct Way {
  std::string_view name, format;
};
constexpr Way kWays[] = {
    {"source", ""},     {"source.txt", ""},     {"source.md", ""},    {"source.jsonl", ""},
    {"source.xml", ""}, {"source.zip", ""},     {"source.tar", ""},   {"source.gz", ""},
    {"source", "text"}, {"source", "markdown"}, {"source", "scrape"}, {"source", "jsonl"},
    {"source", "tei"},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Directory directory;
  if (size == 0) return 0;
  const std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Way& way = kWays[data[0] % std::size(kWays)];
  const std::string file = directory.write(way.name, content);
  fuzz::ReaderChecker checker;
  sources::read_path(file, way.format, checker);
  std::filesystem::remove(file);
  return 0;
}
