#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/spellings.h"

namespace fasti::dates {

// What a word can mean in a date, or tell of a number beside it. The rows of lexicon.tsv bear
// these names; the comments there say what their values mean.
enum class Tag : std::uint8_t {
  month,
  month_abbreviation,
  weekday,
  weekday_abbreviation,
  ordinal,
  cardinal,
  decade_word,
  season,
  part,
  fraction,
  unit,
  era,
  approximate,
  doubtful,
  before,
  after,
  range,
  present,
  onward,
  announce,
  article,
  link,
  duration,
  relative,
  that,
  this_,
  last,
  later,
  instant,
  month_cue,
  strong_cue,
  cue,
  preposition,
  narrative_preposition,
  determiner,
  possessive,
  quantity,
  measure,
  change,
  dating,
  left_blocker,
  left_letter,
  right_unit,
  plural,
  function,
  citation,
  life,
  event_noun,
  instrument,
  happening,
  habit,
  frame,
  hijri_month,
  republican_month,
  feast,
  turn,
  phrase_start,  // not of the file: a phrase begins with the word
  figure,        // not of words: a number or a mixed token
  apostrophe,    // not of words: the sign
  opening_sign,  // not of words: a dash or "~"
  roman,         // not of the lexicon: "XIX"
};
inline constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::roman) + 1;

// A set of tags.
class Tags {
 public:
  constexpr Tags() = default;
  constexpr Tags(Tag tag) : bits_(std::uint64_t{1} << static_cast<unsigned>(tag)) {}
  constexpr Tags(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) *this = *this | tag;
  }
  constexpr bool any(Tags others) const { return (bits_ & others.bits_) != 0; }
  friend constexpr Tags operator|(Tags a, Tags b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  std::uint64_t bits_ = 0;
};

// Words that together bear a tag: "no later than".
struct Phrase {
  std::vector<std::string> words;  // all of them, the first too
  Tag tag;
  std::int16_t value;
};

struct LexiconEntry {
  Tags tags;
  std::array<std::int16_t, kTagCount> values{};  // by tag
  std::vector<Phrase> phrases;                   // that begin with this word, the longest first
};

// The entry of a word, or nullptr. `word` is compared without regard to case, apostrophes and, when
// it is not ASCII, diacritics. The lexicon is core/dates/lexicon.tsv, read once; it never changes.
const LexiconEntry* find_word(std::string_view word);

// The entries of words by the numbers of their spellings.
using KnownWords = text::ByNumber<const LexiconEntry*>;

}  // namespace fasti::dates
