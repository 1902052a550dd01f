#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Xapian {
class Database;
}

namespace fasti::index {

// The words of an index's texts as core/text/words.h folds them, each once, by their bytes, how
// many passages have each, and how it is written. For spelling and suggestions.
class WordList {
 public:
  // REQUIRES: words rise.
  void add(std::string_view word, std::uint32_t passages, std::string_view form);

  std::size_t size() const { return passages_.size(); }
  std::string_view word(std::size_t place) const;
  std::uint32_t passages(std::size_t place) const { return passages_[place]; }
  // A form in which texts have it: "küçük" of "kucuk"; in small letters where there is such a one.
  std::string_view form(std::size_t place) const;

  // The places of the words that begin with `letters`: first .. last, last excluded.
  struct Places {
    std::size_t first, last;
  };
  Places beginning_with(std::string_view letters) const;
  // 0 when no text has the word.
  std::uint32_t passages_of(std::string_view word) const;

  // The same words in as many passages, however written?
  bool counts_as(const WordList& other) const {
    return letters_ == other.letters_ && passages_ == other.passages_;
  }

 private:
  std::size_t first_not_below(std::string_view word) const;

  std::string letters_;  // one word after the other
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint32_t> passages_;
  std::string forms_;  // likewise; nothing for a word written as it is folded
  std::vector<std::uint64_t> form_ends_;
};

// How words are written, by the folded word. One form of each is kept: the first, or the first in
// small letters.
class WordForms {
 public:
  void add(const std::string& word, std::string_view form);
  // "" for a word that was not added.
  std::string_view form(const std::string& word) const;

 private:
  struct Form {
    std::string text;
    bool small;
  };
  std::unordered_map<std::string, Form> forms_;
};

// The words that stand in a database of passages.
WordList words_of(const Xapian::Database& database, const WordForms& forms = {});

// The file `words`. These throw IndexError.
void write_words(const std::string& path, const WordList& words);
WordList read_words(const std::string& path);

}  // namespace fasti::index
