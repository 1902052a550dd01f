#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index/generation.h"

// The generations that stand beside each other in an index, and which of them is the current one.
namespace fasti::index {

// Held by whoever changes an index; falls with its process. Throws IndexError when another has it,
// or the index cannot be written.
class IndexLock {
 public:
  explicit IndexLock(const std::string& index);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  int descriptor_;
};

// Of what is there, finished or not yet current, rising.
std::vector<std::uint64_t> generation_numbers(const std::string& index);
std::string generation_path(const std::string& index, std::uint64_t number);
// What CURRENT names; nullopt when it is missing or cannot be read.
std::optional<std::uint64_t> current_number(const std::string& index);
// Moves CURRENT; on disk when it returns. REQUIRES: the lock is held.
void make_current(const std::string& index, std::uint64_t number);

struct KeptGeneration {
  std::uint64_t number = 0;
  bool current = false;
  Manifest manifest = {};   // of another format version: no further than that version
  std::string damage = {};  // why its manifest cannot be read, or ""
};
// Rising. Throws IndexError when `index` is no index.
std::vector<KeptGeneration> kept_generations(const std::string& index);

// Makes an older generation the current one, by default the last before it, when its files are as
// they were written; returns its number. Throws IndexError; CURRENT then stays.
std::uint64_t roll_back(const std::string& index, std::optional<std::uint64_t> to);

}  // namespace fasti::index
