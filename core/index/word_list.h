#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::index {

// The words of an index's texts as core/text/words.h folds them, each once, by their bytes.
class WordList {
 public:
  struct Word {
    std::string_view folded;
    std::string_view form;       // as a text has it: "küçük" of "kucuk"; small letters preferred
    std::uint32_t passages = 0;  // that have it
    std::uint32_t rank = 0;      // its place by frequency, from 0
    std::uint64_t postings = 0;  // bytes of its list in the file `postings`
  };

  // REQUIRES: words rise.
  void add(const Word& word);

  std::size_t size() const { return passages_.size(); }
  std::string_view word(std::size_t place) const;
  std::uint32_t passages(std::size_t place) const { return passages_[place]; }
  std::uint32_t rank(std::size_t place) const { return ranks_[place]; }
  std::string_view form(std::size_t place) const;

  // The bytes of a word's list in the file `postings`, counted behind its magic.
  struct Bytes {
    std::uint64_t begin, end;
  };
  Bytes postings(std::size_t place) const {
    return {place == 0 ? 0 : posting_ends_[place - 1], posting_ends_[place]};
  }

  // The places of the words that begin with `letters`: first .. last, last excluded.
  struct Places {
    std::size_t first, last;
  };
  Places beginning_with(std::string_view letters) const;
  // The first place behind `place` whose word does not begin with `letters`, as the word there
  // does. Quick where few do.
  std::size_t end_of_beginning(std::size_t place, std::string_view letters) const;
  // nullopt when no text has the word.
  std::optional<std::size_t> find(std::string_view word) const;
  // 0 when no text has the word.
  std::uint32_t passages_of(std::string_view word) const;

 private:
  // Among the places from `low` to `high`, the last excluded; `high` when all are below.
  std::size_t first_not_below(std::string_view word, std::size_t low, std::size_t high) const;

  std::string letters_;  // one word after the other
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint32_t> passages_, ranks_;
  std::vector<std::uint64_t> posting_ends_;
  std::string forms_;  // likewise; nothing for a word written as it is folded
  std::vector<std::uint64_t> form_ends_;
};

// The file `words`. These throw IndexError.
void write_words(const std::string& path, const WordList& words);
WordList read_words(const std::string& path);

}  // namespace fasti::index
