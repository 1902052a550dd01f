#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/records.h"
#include "core/index/word_list.h"

// The exact words of the passages' texts, for phrases, NEAR, prefixes and words as they stand.
// (Stems and all else that ranks or filters are Xapian's, but for function words.) Three files:
//
//   words      the WordList
//   postings   "FASTIPST", then for each word in the list's order the docids of its passages:
//              differences to the one before, the first to 0, as LEB128
//   forward    a SequenceFile, "FASTIFWD"; for each passage its words in order (word_sequence.h)
//
// Xapian keeps positions as one entry per word and passage: on English prose 1.7 times the text,
// and most of the time of a build. As sequences they take a quarter of the text, and a phrase is
// found by looking at the passages that have all its words.
namespace fasti::index {

// Immutable; safe in all threads.
class WordIndex {
 public:
  // Opens the files in a generation's directory. Throws IndexError.
  explicit WordIndex(const std::string& directory);
  ~WordIndex();

  const WordList& words() const;
  DocId passages() const;

  // The docids of the passages that have the word at a place of the list, rising. Throws IndexError
  // when damaged.
  std::vector<DocId> postings(std::size_t place) const;
  // The words of a passage's text in order; nothing beyond the last.
  std::string_view sequence(DocId docid) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace fasti::index
