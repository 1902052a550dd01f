#include "core/index/written_words.h"

#include <algorithm>

#include "core/index/binary.h"
#include "core/index/files.h"
#include "core/index/layout.h"

namespace fasti::index {
WrittenWordsWriter::WrittenWordsWriter(const std::string& directory)
    : forms_path_(path_in(directory, kFormsName)),
      out_(path_in(directory, kWrittenName), kWrittenMagic) {}

std::uint32_t WrittenWordsWriter::number(std::string_view form) {
  const std::uint32_t number = written_.add(form);
  if (number == entries_.size()) entries_.emplace_back();
  return number;
}

void WrittenWordsWriter::add(std::span<const std::uint32_t> forms,
                             std::span<const std::uint32_t> heading_forms) {
  ++passages_;
  std::string sequence;
  append_number(sequence, heading_forms.size());
  for (const std::uint32_t number : heading_forms) {
    append_number(sequence, number);
    Entry& entry = entries_[number];
    if (entry.last != passages_) ++entry.headings;
    entry.last = passages_;
  }
  std::size_t next = 0;  // behind the last word written otherwise
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (forms[i] == kAsFolded) continue;
    append_number(sequence, i - next);
    append_number(sequence, forms[i]);
    next = i + 1;
  }
  out_.add(sequence);
}

void WrittenWordsWriter::finish() {
  out_.close();
  std::vector<std::uint32_t> by_bytes(entries_.size());
  for (std::uint32_t number = 0; number < by_bytes.size(); ++number) by_bytes[number] = number;
  std::ranges::sort(by_bytes, {}, [&](std::uint32_t number) { return written_[number]; });
  WordList list;
  for (const std::uint32_t number : by_bytes) {
    const std::string_view form = written_[number];
    list.add({.folded = form, .form = form, .passages = entries_[number].headings, .rank = number});
  }
  write_words(forms_path_, list);
}

WrittenWords::WrittenWords(const std::string& directory)
    : forms_(read_words(path_in(directory, kFormsName))),
      passages_(path_in(directory, kWrittenName), kWrittenMagic) {}

}  // namespace fasti::index
