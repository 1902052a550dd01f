#include "server/search/near_words.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "core/text/utf8.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// A word list gone through as the tree that its common beginnings make: a beginning from which no
// word near enough can come is passed over with all that begin so. (Schulz and Mihov 2002 do the
// same with an automaton in place of the table.)
class Walk {
 public:
  Walk(const index::WordList& words, std::u32string_view wanted)
      : words_(words), wanted_(wanted), table_(wanted) {}

  std::vector<NearWord> operator()() {
    for (std::size_t place = 0; place < words_.size();) place = look_at(place);
    return std::move(found_);
  }

 private:
  // Returns the next place to look at.
  std::size_t look_at(std::size_t place) {
    const std::string_view word = words_.word(place);
    std::size_t at = take_back(word);
    while (at < word.size()) {
      const char32_t letter = text::decode(word, at);
      if (ends_.empty()) limit_ = slip_limit(wanted_, letter);
      table_.add(letter);
      ends_.push_back(at);
      if (is_digit(letter) || table_.least() > limit_)
        return words_.end_of_beginning(place, word.substr(0, at));
    }
    const std::size_t edits = table_.distance();
    if (edits > 0 && edits <= limit_)
      found_.push_back({word, words_.form(place), words_.passages(place), edits});
    return place + 1;
  }

  // Keeps of the letters looked at those that this word begins with too; returns where they end.
  std::size_t take_back(std::string_view word) {
    const auto shared = std::ranges::mismatch(word, before_).in1 - word.begin();
    while (!ends_.empty() && ends_.back() > static_cast<std::size_t>(shared)) ends_.pop_back();
    table_.cut(ends_.size());
    before_ = word;
    return ends_.empty() ? 0 : ends_.back();
  }

  const index::WordList& words_;
  std::u32string_view wanted_;
  EditTable<char32_t> table_;
  std::size_t limit_ = 0;          // of words with this first letter
  std::vector<std::size_t> ends_;  // where in the word each letter in the table ends
  std::string_view before_;        // the word looked at last
  std::vector<NearWord> found_;
};

}  // namespace

std::vector<NearWord> near_words(const index::WordList& words, std::string_view folded,
                                 std::size_t most) {
  const std::u32string wanted = letters_of(folded);
  if (slip_limit(wanted, wanted.empty() ? U'\0' : wanted.front()) == 0) return {};
  std::vector<NearWord> out = Walk(words, wanted)();
  std::ranges::sort(out, [](const NearWord& a, const NearWord& b) {
    return std::tuple(a.edits, b.passages, a.word) < std::tuple(b.edits, a.passages, b.word);
  });
  out.resize(std::min(most, out.size()));
  return out;
}

}  // namespace fasti::search
