#include "core/index/word_list.h"

#include <xapian.h>

#include <cassert>

#include "core/index/binary.h"
#include "core/index/files.h"
#include "core/index/layout.h"

namespace fasti::index {

void WordList::add(std::string_view word, std::uint32_t passages) {
  assert(size() == 0 || this->word(size() - 1) < word);
  letters_ += word;
  ends_.push_back(letters_.size());
  passages_.push_back(passages);
}

std::string_view WordList::word(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(letters_).substr(begin, ends_[place] - begin);
}

std::size_t WordList::first_not_below(std::string_view word) const {
  std::size_t low = 0, high = size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (this->word(middle) < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

WordList::Places WordList::beginning_with(std::string_view letters) const {
  const std::size_t first = first_not_below(letters);
  // No byte of UTF-8 is 0xFF: what comes after all words with this beginning.
  return {first, first_not_below(std::string(letters) + '\xFF')};
}

std::uint32_t WordList::passages_of(std::string_view word) const {
  const std::size_t place = first_not_below(word);
  return place < size() && this->word(place) == word ? passages_[place] : 0;
}

WordList words_of(const Xapian::Database& database) {
  WordList out;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    // A capital letter is the beginning of a prefix (schema.h).
    if (name[0] < 'A' || name[0] > 'Z') out.add(name, term.get_termfreq());
  }
  return out;
}

void write_words(const std::string& path, const WordList& words) {
  std::vector<std::string> records;
  records.reserve(words.size());
  for (std::size_t place = 0; place < words.size(); ++place) {
    Encoder record;
    record.bytes(words.word(place));
    record.number(words.passages(place));
    records.push_back(record.take());
  }
  write_records(path, kWordsMagic, records);
}

WordList read_words(const std::string& path) {
  WordList out;
  read_records(path, kWordsMagic, [&](std::string_view record) {
    Decoder in(record);
    const std::string_view word = in.view();
    const std::uint32_t passages = in.number32();
    in.require_end();
    if (out.size() > 0 && out.word(out.size() - 1) >= word) Decoder::fail();
    out.add(word, passages);
  });
  return out;
}

}  // namespace fasti::index
