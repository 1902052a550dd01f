#pragma once
#include <cstddef>
#include <fstream>
#include <string>

#include "core/index/error.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::index {

// Calls `read()` once for every byte of a file, a bit of that byte flipped. Returns how often it
// threw IndexError; any other end is the test's. The last byte stays damaged.
template <typename Read>
int times_thrown_on_flipped_bits(const std::string& path, const Read& read) {
  const std::string good = read_whole(path);
  int thrown = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    std::ofstream(path, std::ios::binary) << bad;
    try {
      read();
    } catch (const IndexError&) {
      ++thrown;
    }
  }
  return thrown;
}

}  // namespace fasti::index
