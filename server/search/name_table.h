#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::search {

// Places (of actors, of eras) by name: filled once, then only read. Ten thousands of names in two
// blocks of memory.
class NameTable {
 public:
  // A name may have several places and a place several names. A pair told of twice counts once.
  // REQUIRES: all names together have less than 4 GiB.
  void add(std::string_view name, std::uint32_t place);
  // After the last add, before the first find.
  void finish();

  // The places of a name, rising; none for an unknown one. Safe in all threads.
  std::vector<std::uint32_t> find(std::string_view name) const;

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t begin, size;  // of the name in letters_
    std::uint32_t place;
  };
  std::string_view name(const Entry& entry) const {
    return std::string_view(letters_).substr(entry.begin, entry.size);
  }

  std::string letters_;
  std::vector<Entry> entries_;  // by hash, name and place, so that few names are compared
};

}  // namespace fasti::search
