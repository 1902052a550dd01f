#include "core/index/word_list.h"

#include <xapian.h>

#include <cassert>

#include "core/index/binary.h"
#include "core/index/files.h"
#include "core/index/layout.h"
#include "core/text/fold.h"
#include "core/text/words.h"

namespace fasti::index {

namespace {

// The bytes that end at the place's end and begin where those before end.
std::string_view part(std::string_view bytes, const std::vector<std::uint64_t>& ends,
                      std::size_t place) {
  const std::size_t begin = place == 0 ? 0 : ends[place - 1];
  return bytes.substr(begin, ends[place] - begin);
}

}  // namespace

void WordList::add(std::string_view word, std::uint32_t passages, std::string_view form) {
  assert(size() == 0 || this->word(size() - 1) < word);
  letters_ += word;
  ends_.push_back(letters_.size());
  passages_.push_back(passages);
  if (form != word) forms_ += form;
  form_ends_.push_back(forms_.size());
}

std::string_view WordList::word(std::size_t place) const { return part(letters_, ends_, place); }

std::string_view WordList::form(std::size_t place) const {
  const std::string_view form = part(forms_, form_ends_, place);
  return form.empty() ? word(place) : form;
}

void WordForms::add(const std::string& word, std::string_view form) {
  // Of a run of letters that was cut (kLongestWord) the cut word is form enough.
  if (form.size() > 2 * text::kLongestWord) return;
  const auto [at, added] = forms_.try_emplace(word);
  Form& kept = at->second;
  if (!added && (kept.small || kept.text == form)) return;
  const bool small = form == word || text::lower(form) == form;
  if (added || small) kept = {std::string(form), small};
}

std::string_view WordForms::form(const std::string& word) const {
  const auto found = forms_.find(word);
  return found == forms_.end() ? std::string_view() : std::string_view(found->second.text);
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

WordList words_of(const Xapian::Database& database, const WordForms& forms) {
  WordList out;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    // A capital letter is the beginning of a prefix (schema.h).
    if (name[0] < 'A' || name[0] > 'Z') out.add(name, term.get_termfreq(), forms.form(name));
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
    record.bytes(words.form(place));
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
    const std::string_view form = in.view();
    in.require_end();
    if (out.size() > 0 && out.word(out.size() - 1) >= word) Decoder::fail();
    out.add(word, passages, form);
  });
  return out;
}

}  // namespace fasti::index
