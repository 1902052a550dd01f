#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/files.h"
#include "core/index/records.h"
#include "core/text/vocabulary.h"

namespace fasti::index {

// Writes the files of a WordIndex. A word's rank is known only at the end, so the passages' words
// wait in a file of the build's own. Memory grows with the different words, not with the passages,
// but for a few bytes each.
class WordIndexWriter {
 public:
  // So many docids are held at once when the passages are turned into lists: 128 MiB.
  static constexpr std::uint64_t kHeldDocids = std::uint64_t{32} << 20;

  // `scratch`: a directory for the working file, which finish() removes. Throws IndexError.
  explicit WordIndexWriter(const std::string& scratch, std::uint64_t held_docids = kHeldDocids);

  // The number of a folded word that is written as `form`, or "" where that does not matter.
  std::uint32_t number(std::string_view folded, std::string_view form);
  // The words of the next passage by their numbers, in order.
  void add(std::span<const std::uint32_t> words);

  // Writes the files into `directory`. Called once. Throws IndexError.
  void finish(const std::string& directory);

 private:
  // A word as it is counted; its number is its place among the words in the order of coming.
  struct Entry {
    std::string form = {};  // the first, or the first in small letters
    bool small = false;
    std::uint64_t times = 0;
    std::uint32_t passages = 0;
    DocId last = 0;  // the passage it was last met in
  };
  struct Order {
    std::vector<std::uint32_t> by_bytes;  // numbers of the words, as the list has them
    std::vector<std::uint32_t> ranks;     // of each number
  };

  void keep_form(std::uint32_t number, std::string_view form);
  Order order() const;
  void write_forward(const std::string& path, const Order& order) const;
  // Returns the bytes of each list, in the order of the list of words.
  std::vector<std::uint64_t> write_postings(const std::string& path, const Order& order) const;
  void invert(FileWriter& out, std::vector<std::uint64_t>& sizes, const Order& order,
              std::size_t first, std::size_t last) const;

  std::uint64_t held_docids_;
  std::string waiting_path_;
  FileWriter waiting_;  // per passage: bytes that follow, then its words' numbers, all LEB128
  text::Vocabulary words_;
  std::vector<Entry> entries_;  // by the words' numbers
  DocId passages_ = 0;
};

}  // namespace fasti::index
