#include "core/dates/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <stdexcept>

#include "core/dates/rows.h"
#include "core/text/fold.h"
#include "core/text/word_table.h"
#include "embedded/dates.h"

namespace fasti::dates {
namespace {

// In the order of Tag.
constexpr std::array<std::string_view, kTagCount> kTagNames{
    "month",        "month_abbreviation",
    "weekday",      "weekday_abbreviation",
    "ordinal",      "cardinal",
    "decade_word",  "season",
    "part",         "fraction",
    "unit",         "era",
    "approximate",  "doubtful",
    "before",       "after",
    "range",        "present",
    "onward",       "announce",
    "article",      "link",
    "duration",     "relative",
    "that",         "this",
    "last",         "later",
    "instant",      "month_cue",
    "strong_cue",   "cue",
    "preposition",  "narrative_preposition",
    "determiner",   "possessive",
    "quantity",     "measure",
    "change",       "dating",
    "left_blocker", "left_letter",
    "right_unit",   "plural",
    "function",     "citation",
    "life",         "event_noun",
    "instrument",   "happening",
    "habit",        "frame",
    "hijri_month",  "republican_month",
    "feast",        "turn",
    "phrase_start", "figure",
    "apostrophe",   "opening_sign",
    "roman",
};

Tag tag_named(std::string_view name) {
  const auto* const found = std::find(kTagNames.begin(), kTagNames.end(), name);
  if (found == kTagNames.end()) {
    throw std::logic_error(fmt::format("lexicon.tsv: no tag is named \"{}\"", name));
  }
  return static_cast<Tag>(found - kTagNames.begin());
}

std::int16_t value_of(std::string_view digits) {
  std::int16_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Most words of a text are not in the lexicon; their first two letters tell.
class Sieve {
 public:
  void add(std::string_view word) { known_.set(index(word)); }
  bool may_hold(std::string_view word) const { return known_[index(word)]; }

 private:
  static std::size_t index(std::string_view word) {
    const auto letter = [&](std::size_t i) -> std::size_t {
      return i < word.size() ? static_cast<unsigned char>(word[i]) & 31U : 0U;
    };
    return (letter(0) * 32 + letter(1)) * 32 + std::min<std::size_t>(word.size(), 31);
  }

  std::bitset<32768> known_;
};

class Lexicon {
 public:
  Lexicon() {
    for_each_row(embedded::lexicon_tsv, [&](const Row& row) {
      const Tag tag = tag_named(row.at(0));
      const std::int16_t value = value_of(row.at(1));
      for (const std::string_view words : split(row.at(2), " | ")) add(words, tag, value);
    });
    for (LexiconEntry& entry : entries_.values()) {
      std::stable_sort(
          entry.phrases.begin(), entry.phrases.end(),
          [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
    }
  }

  // Whether a word in ASCII letters of any case can be here.
  bool may_hold(std::string_view word) const { return sieve_.may_hold(word); }

  // `word` in lower-case ASCII without apostrophes.
  const LexiconEntry* find(std::string_view word) const { return entries_.find(word); }

 private:
  void add(std::string_view text, Tag tag, std::int16_t value) {
    const std::vector<std::string_view> words = split(text, " ");
    sieve_.add(words.front());
    LexiconEntry& entry = entries_[words.front()];
    if (words.size() > 1) {
      entry.phrases.push_back({{words.begin(), words.end()}, tag, value});
      entry.tags = entry.tags | Tag::phrase_start;
    } else {
      entry.tags = entry.tags | tag;
      entry.values[static_cast<std::size_t>(tag)] = value;
    }
  }

  Sieve sieve_;
  text::WordTable<LexiconEntry> entries_;
};

const Lexicon& lexicon() {
  static const Lexicon the_lexicon;
  return the_lexicon;
}

// Longer than any word of the lexicon.
constexpr std::size_t kLongestWord = 24;

}  // namespace

const LexiconEntry* find_word(std::string_view word) {
  static const Lexicon& words = lexicon();
  std::array<char, kLongestWord> lower{};
  std::size_t length = 0;
  if (word.size() > kLongestWord) return nullptr;
  for (const char c : word) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      // No word of the lexicon begins with a letter beyond ASCII, even where it holds one.
      if (length == 0) return nullptr;
      std::string folded = text::fold(word);
      std::erase(folded, '\'');
      return words.find(folded);
    }
    if (c == '\'') continue;
    lower[length++] = static_cast<char>(c | 0x20);
  }
  const std::string_view key(lower.data(), length);
  return words.may_hold(key) ? words.find(key) : nullptr;
}

}  // namespace fasti::dates
