#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace fasti::index {

// The words of an index's texts as core/text/words.h folds them, each once, by their bytes, and how
// many passages have each. For spelling and suggestions.
class WordList {
 public:
  // REQUIRES: words rise.
  void add(std::string_view word, std::uint32_t passages);

  std::size_t size() const { return passages_.size(); }
  std::string_view word(std::size_t place) const;
  std::uint32_t passages(std::size_t place) const { return passages_[place]; }

  // The places of the words that begin with `letters`: first .. last, last excluded.
  struct Places {
    std::size_t first, last;
  };
  Places beginning_with(std::string_view letters) const;
  // 0 when no text has the word.
  std::uint32_t passages_of(std::string_view word) const;

  friend bool operator==(const WordList&, const WordList&) = default;

 private:
  std::size_t first_not_below(std::string_view word) const;

  std::string letters_;  // one word after the other
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint32_t> passages_;
};

// The words that stand in a database of passages.
WordList words_of(const Xapian::Database& database);

// The file `words`. These throw IndexError.
void write_words(const std::string& path, const WordList& words);
WordList read_words(const std::string& path);

}  // namespace fasti::index
