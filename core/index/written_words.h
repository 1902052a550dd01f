#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/records.h"
#include "core/index/sequence_file.h"
#include "core/index/word_list.h"
#include "core/index/word_sequence.h"
#include "core/text/vocabulary.h"

// How the words of the passages are written, where not as they are folded, for searches by the
// letter. Two files:
//
//   forms     a WordList of the written forms; `passages` of each: those that have it in a heading;
//             `rank`: its number
//   written   a SequenceFile, "FASTIWRT"; for each passage, all as LEB128: how many words its
//             headings have, and the number of each one's form; then for each word of the text that
//             is not written as it is folded: how many words stand between it and the last such
//             one, and the number of its form
//
// Numbers count from 0 in the order of coming, which gives common forms small ones.
namespace fasti::index {

class WrittenWordsWriter {
 public:
  // Throws IndexError, as the others do.
  explicit WrittenWordsWriter(const std::string& directory);

  static constexpr std::uint32_t kAsFolded = UINT32_MAX;

  std::uint32_t number(std::string_view form);
  // How the words of the next passage's text are written, by the forms' numbers or kAsFolded, and
  // the forms of those of its headings.
  void add(std::span<const std::uint32_t> forms, std::span<const std::uint32_t> heading_forms);
  void finish();

 private:
  struct Entry {
    std::uint32_t headings = 0;  // passages that have it in one
    DocId last = 0;              // the passage of these it was last met in
  };

  std::string forms_path_;
  SequenceFileWriter out_;
  text::Vocabulary written_;
  std::vector<Entry> entries_;  // by the forms' numbers
  DocId passages_ = 0;
};

// Immutable; safe in all threads.
class WrittenWords {
 public:
  // Throws IndexError.
  explicit WrittenWords(const std::string& directory);

  const WordList& forms() const { return forms_; }
  DocId passages() const { return passages_.passages(); }

  // Calls `in_heading(number)` for each word of a passage's headings, and `in_text(position,
  // number)` for each word of its text that is not written as it is folded, in order.
  template <typename InHeading, typename InText>
  void read(DocId docid, const InHeading& in_heading, const InText& in_text) const {
    enum class Next : std::uint8_t { count, heading, gap, form } next = Next::count;
    std::uint32_t headings = 0;
    std::uint64_t position = 0;
    for_each_number(passages_[docid], [&](std::uint32_t number) {
      switch (next) {
        case Next::count:
          headings = number;
          next = headings > 0 ? Next::heading : Next::gap;
          break;
        case Next::heading:
          in_heading(number);
          if (--headings == 0) next = Next::gap;
          break;
        case Next::gap:
          position += number;
          next = Next::form;
          break;
        case Next::form:
          in_text(position++, number);
          next = Next::gap;
          break;
      }
    });
  }

 private:
  WordList forms_;
  SequenceFile passages_;
};

}  // namespace fasti::index
