#include "core/index/word_list.h"

#include <algorithm>
#include <cassert>

#include "core/index/binary.h"
#include "core/index/files.h"
#include "core/index/layout.h"

namespace fasti::index {

namespace {

// The bytes that end at the place's end and begin where those before end.
std::string_view part(std::string_view bytes, const std::vector<std::uint64_t>& ends,
                      std::size_t place) {
  const std::size_t begin = place == 0 ? 0 : ends[place - 1];
  return bytes.substr(begin, ends[place] - begin);
}

// What comes after all words that begin so: no byte of UTF-8 is 0xFF.
std::string after_all(std::string_view letters) { return std::string(letters) + '\xFF'; }

}  // namespace

void WordList::add(const Word& word) {
  assert(size() == 0 || this->word(size() - 1) < word.folded);
  letters_ += word.folded;
  ends_.push_back(letters_.size());
  passages_.push_back(word.passages);
  ranks_.push_back(word.rank);
  posting_ends_.push_back((posting_ends_.empty() ? 0 : posting_ends_.back()) + word.postings);
  if (word.form != word.folded) forms_ += word.form;
  form_ends_.push_back(forms_.size());
}

std::string_view WordList::word(std::size_t place) const { return part(letters_, ends_, place); }

std::string_view WordList::form(std::size_t place) const {
  const std::string_view form = part(forms_, form_ends_, place);
  return form.empty() ? word(place) : form;
}

std::size_t WordList::first_not_below(std::string_view word, std::size_t low,
                                      std::size_t high) const {
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
  const std::size_t first = first_not_below(letters, 0, size());
  return {first, first_not_below(after_all(letters), first, size())};
}

std::size_t WordList::end_of_beginning(std::size_t place, std::string_view letters) const {
  // Twice as far at every step, then between the last two.
  std::size_t last = place, step = 1;
  while (last + step < size() && word(last + step).starts_with(letters)) {
    last += step;
    step *= 2;
  }
  return first_not_below(after_all(letters), last, std::min(last + step, size()));
}

std::optional<std::size_t> WordList::find(std::string_view word) const {
  const std::size_t place = first_not_below(word, 0, size());
  if (place == size() || this->word(place) != word) return std::nullopt;
  return place;
}

std::uint32_t WordList::passages_of(std::string_view word) const {
  const auto place = find(word);
  return place ? passages_[*place] : 0;
}

void write_words(const std::string& path, const WordList& words) {
  std::vector<std::string> records;
  records.reserve(words.size());
  for (std::size_t place = 0; place < words.size(); ++place) {
    Encoder record;
    const auto [begin, end] = words.postings(place);
    record.bytes(words.word(place));
    record.bytes(words.form(place));
    record.number(words.passages(place));
    record.number(words.rank(place));
    record.number(end - begin);
    records.push_back(record.take());
  }
  write_records(path, kWordsMagic, records);
}

WordList read_words(const std::string& path) {
  WordList out;
  read_records(path, kWordsMagic, [&](std::string_view record) {
    Decoder in(record);
    WordList::Word word;
    word.folded = in.view();
    word.form = in.view();
    word.passages = in.number32();
    word.rank = in.number32();
    word.postings = in.number();
    in.require_end();
    if (out.size() > 0 && out.word(out.size() - 1) >= word.folded) Decoder::fail();
    out.add(word);
  });
  return out;
}

}  // namespace fasti::index
