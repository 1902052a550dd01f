#include "bench/prose.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace fasti::bench {
namespace {

namespace fs = std::filesystem;

bool is_text(const fs::path& path) {
  return path.extension() == ".txt" || path.extension() == ".md";
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::exists(path)) return {};
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && is_text(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> prose() {
  const char* const given = std::getenv("FASTI_BENCH_TEXT");
  const fs::path path = given != nullptr ? given : FASTI_SOURCE_DIR "/corpus";
  std::vector<std::string> texts;
  for (const fs::path& file : files_of(path)) {
    if (std::string text = content(file); !text.empty()) texts.push_back(std::move(text));
  }
  if (texts.empty()) {
    std::cerr << "there is no text in " << path.string()
              << "\n  remedy: let FASTI_BENCH_TEXT name a file, or a folder of .txt files\n";
    std::exit(2);
  }
  return texts;
}

}  // namespace fasti::bench
