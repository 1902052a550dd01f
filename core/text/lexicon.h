#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/hash.h"
#include "core/text/mapped_text.h"
#include "core/text/stem.h"
#include "core/text/tokens.h"

namespace fasti::text {

// The words of texts in one language, each folded and stemmed when it is first met and known by
// numbers from then on. Few words make up most of a text: to look a token up takes a fraction of
// the time of folding and stemming it. One thread at a time.
class Lexicon {
 public:
  struct Entry {
    std::string folded;   // as Word has it
    std::string written;  // as written() gives it
    std::uint32_t stem;
    Span in_token;  // where it stands in the token that it is a word of
  };
  struct Occurrence {
    Span span;  // bytes of the text
    std::uint32_t entry;
  };

  // `language` as Stemmer takes it.
  explicit Lexicon(std::string_view language = "en") : stemmer_(language) {}

  // The words of a text, as words() has them.
  std::vector<Occurrence> words(std::string_view text);
  // Valid until words of another text are asked for.
  const Entry& operator[](std::uint32_t entry) const { return entries_[entry]; }

  // The stem of a folded word, by its number.
  std::uint32_t stem_of(std::string_view folded);
  // Valid until another word is asked for.
  const std::string& stem(std::uint32_t number) const { return stems_[number]; }

  // Forgets everything when it has grown large, some 20 MB. All numbers are void then.
  void make_room();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view bytes) const { return hash64(bytes); }
  };
  template <typename Value>
  using Table = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  // The entries of a token's words.
  struct Entries {
    std::uint32_t first, last;  // the last excluded
  };

  Entries learn(std::string_view text, const Token& token);

  Stemmer stemmer_;
  std::vector<Entry> entries_;
  std::vector<std::string> stems_;
  Table<Entries> tokens_;
  Table<std::uint32_t> stem_numbers_;
};

}  // namespace fasti::text
