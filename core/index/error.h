#pragma once
#include <stdexcept>

namespace fasti::index {

// The index cannot be used: missing, damaged, of another format version, locked. The message names
// the path and the remedy.
class IndexError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace fasti::index
