#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"
#include "core/text/spellings.h"
#include "core/text/stem.h"
#include "core/text/tokens.h"
#include "core/text/vocabulary.h"

namespace fasti::text {

// The words of texts in one language, each folded and stemmed when it is first met and known by
// numbers from then on. Few words make up most of a text: to look a token up takes a fraction of
// the time of folding and stemming it. One thread at a time.
class Lexicon {
 public:
  struct Entry {
    std::string folded;   // as Word has it
    std::string written;  // as written() gives it
  };
  static constexpr std::uint32_t kNoStem = UINT32_MAX;
  struct Occurrence {
    Span span;  // bytes of the text
    std::uint32_t entry;
    std::uint32_t stem;  // kNoStem for a function word
  };

  // `language` as Stemmer takes it.
  explicit Lexicon(std::string_view language = "en")
      : own_(std::make_unique<Spellings>()), spellings_(*own_), stemmer_(language) {}
  // Knows tokens by numbers that others know them by, too: whoever has `spellings` forget must have
  // this forget.
  Lexicon(std::string_view language, Spellings& spellings)
      : spellings_(spellings), stemmer_(language) {}

  // The words of a text, as words() has them.
  std::vector<Occurrence> words(std::string_view text);
  // The same of some of its tokens, whose spellings have these numbers.
  std::vector<Occurrence> words(std::string_view text, std::span<const Token> tokens,
                                std::span<const std::uint32_t> spellings);
  // Valid until words of another text are asked for.
  const Entry& operator[](std::uint32_t entry) const { return entries_[entry]; }

  // The stem of a folded word, by its number.
  std::uint32_t stem_of(std::string_view folded);
  // Valid until another word is asked for.
  std::string_view stem(std::uint32_t number) const { return stems_[number]; }

  // Forgets everything when it has grown large, some 20 MB. All numbers are void then.
  void make_room();
  void forget();

  // What was learned since news() was last called, for one who follows the numbers elsewhere: it
  // comes in the place of whatever had numbers from the first ones on.
  struct News {
    std::uint32_t first_entry = 0, first_stem = 0;
    std::vector<Entry> entries;
    std::vector<std::string> stems;
  };
  News news();

 private:
  // A token's words: so many entries, from `first` on.
  struct Words {
    std::uint32_t first, count;
  };
  // What finding an entry in a text asks for, close together in memory.
  struct Found {
    std::uint32_t begin, end;  // bytes of the token
    std::uint32_t stem;
  };

  void append(std::string_view text, const Token& token, std::uint32_t spelling,
              std::vector<Occurrence>& out);
  Words learn(std::string_view text, const Token& token);

  std::unique_ptr<Spellings> own_;  // none if they are another's
  Spellings& spellings_;
  Stemmer stemmer_;
  Vocabulary stems_;
  ByNumber<Words> of_token_;
  std::vector<Found> found_;  // by the entry's number
  std::vector<Entry> entries_;
  std::uint32_t told_entries_ = 0, told_stems_ = 0;  // by news()
};

}  // namespace fasti::text
