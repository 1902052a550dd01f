#pragma once
#include <string>
#include <vector>

namespace fasti::bench {

// The texts to measure on, in the order of their names: those of the file or folder that the
// environment variable FASTI_BENCH_TEXT names, else the bundled corpus. In folders .txt and .md
// files count. Without any text it says so and ends the program with 2.
std::vector<std::string> prose();

}  // namespace fasti::bench
