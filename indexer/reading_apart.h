#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/sources/reader.h"

// Sources are read in a process of their own, where what a parser of others' does wrong, or a
// source that was made to harm it, fells nothing but that process.
namespace fasti::indexer {

// What the process may use; beyond it is ended.
struct ReadingLimits {
  std::uint64_t memory = std::uint64_t{4} << 30;  // bytes of address space
  std::chrono::seconds processor{600};            // for one file or archive
  std::chrono::seconds silence{600};              // without giving anything
};

// As sources::read_path, by `program`, a fasti-index. A file on which its process ends becomes a
// diagnostic; what it had given by then stays, and a new process goes on behind the file. Sources
// that our own code reads, plain text and JSON Lines in no archive, are read here. Throws
// std::runtime_error when no process can be started.
void read_path_apart(const std::string& program, const ReadingLimits& limits,
                     const std::string& path, std::string_view format, sources::Sink& sink);

// The other end: what `program` does when its first argument is this; returns its exit code.
inline constexpr std::string_view kReadApart = "--read-apart";
int read_apart(int argc, const char* const* argv);

}  // namespace fasti::indexer
