#include "indexer/sources/preview.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "indexer/sources/lines.h"

namespace fasti::sources {
namespace {

using text::Span;

constexpr std::size_t kShortestPreview = 100;  // characters
constexpr std::size_t kLongestPreview = 600;
constexpr std::size_t kLongestAnchor = 9;  // words
constexpr std::size_t kWordsSeen = 32;     // no rule looks further
// Words that share so many first letters are of one stem.
constexpr std::size_t kStem = 5;

// Begin an extract when capitalised inside the line.
constexpr std::string_view kStarters[] = {"a",     "after", "an",   "as",   "at",    "during",
                                          "from",  "in",    "it",   "on",   "since", "the",
                                          "there", "these", "this", "under"};
constexpr std::string_view kArticles[] = {"a", "an", "the"};
constexpr std::string_view kCopulas[] = {"are", "became", "began", "is", "refers", "was", "were"};
// With a comma these look like a language's code.
constexpr std::string_view kTitleShortWords[] = {"all", "and", "as",  "at", "but", "by",
                                                 "for", "in",  "now", "of", "on",  "or",
                                                 "so",  "the", "to",  "up", "war"};
// No anchor ends with one of these.
constexpr std::string_view kLinkWords[] = {
    "a",  "al",  "an",   "and", "as", "at", "between", "bin", "by",  "da", "de",  "del", "di",
    "du", "for", "from", "in",  "la", "of", "on",      "or",  "the", "to", "van", "von", "with"};
// A name often ends with one of these.
constexpr std::string_view kHeadNouns[] = {
    "accord",     "administration", "agreement", "army",       "battle",     "church",
    "company",    "conference",     "conflict",  "congress",   "convention", "council",
    "crisis",     "dynasty",        "empire",    "front",      "genocide",   "government",
    "island",     "islands",        "khanate",   "kingdom",    "language",   "league",
    "ministry",   "mountains",      "movement",  "museum",     "navy",       "pact",
    "parliament", "party",          "peninsula", "people",     "peoples",    "province",
    "region",     "relations",      "republic",  "revolution", "river",      "sea",
    "state",      "states",         "strait",    "straits",    "treaty",     "union",
    "university", "uprising",       "war",       "wars",
};
static_assert(std::ranges::is_sorted(kStarters) && std::ranges::is_sorted(kArticles) &&
              std::ranges::is_sorted(kCopulas) && std::ranges::is_sorted(kTitleShortWords) &&
              std::ranges::is_sorted(kLinkWords) && std::ranges::is_sorted(kHeadNouns));

template <std::size_t N>
bool is_in(const std::string_view (&sorted)[N], std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

// A run between blanks.
struct Word {
  Span span;
  std::string bare;      // folded, without marks around it and possessive ending; may be empty
  bool capital = false;  // its first letter is a capital, or of a script that has none
  bool number = false;   // begins with a digit
  bool possessive = false;
};

bool is_space(char32_t c) { return c == ' ' || u_isUWhiteSpace(static_cast<UChar32>(c)); }

Word make_word(std::string_view line, Span span) {
  Word word;
  word.span = span;
  const std::string_view text = text::slice(line, span);
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(text::decode(text, at));
    if (!u_isalnum(c)) continue;
    word.number = u_isdigit(c);
    word.capital = u_isalpha(c) && !u_islower(c);
    break;
  }
  const std::string folded = text::fold(text);
  std::string& bare = word.bare;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = text::decode(folded, at);
    const bool letter = u_isalnum(static_cast<UChar32>(c));
    if (!letter) {
      if (bare.empty()) continue;
      // A mark inside a word stays: "su-35", "u.s".
      std::size_t next = at;
      const bool inside = (c == '-' || c == '\'' || c == '.' || c == '&' || c == '/') &&
                          at < folded.size() &&
                          u_isalnum(static_cast<UChar32>(text::decode(folded, next)));
      if (!inside) break;
    }
    bare.append(folded, begin, at - begin);
  }
  word.possessive = bare.size() > 2 && bare.ends_with("'s");
  if (word.possessive) bare.resize(bare.size() - 2);
  return word;
}

std::vector<Word> first_words(std::string_view line) {
  std::vector<Word> words;
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t at = 0; at <= line.size() && words.size() < kWordsSeen;) {
    const std::size_t here = at;
    const bool blank = at == line.size() || is_space(text::decode(line, at));
    if (here == line.size()) ++at;
    if (blank && inside) words.push_back(make_word(line, {begin, here}));
    if (!blank && !inside) begin = here;
    inside = !blank;
  }
  return words;
}

// The number of letters that two words have in common at their beginning.
std::size_t shared(const std::string& a, const std::string& b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  (void)other;
  return text::count_code_points({a.data(), static_cast<std::size_t>(end - a.begin())});
}

// Looks for the index of the word that begins the extract.
class Cutter {
 public:
  explicit Cutter(std::string_view line) : line_(line), words_(first_words(line)) {}

  struct Cut {
    std::size_t word;
    std::string_view rule;
  };

  std::optional<Cut> strong() const {
    struct Rule {
      std::string_view name;
      std::optional<std::size_t> (Cutter::*find)() const;
    };
    // In this order: each of them would be misled by what those before it know.
    static constexpr Rule kRules[] = {
        {kRepeatRule, &Cutter::repeat},
        {"starter", &Cutter::starter},
        {"first words again", &Cutter::first_words_again},
        {"full name", &Cutter::full_name},
        {"debris", &Cutter::debris},
        {"stem", &Cutter::stem},
        {"first word again", &Cutter::first_word_again},
        {"last word again", &Cutter::last_word_again},
        {"initials", &Cutter::initials},
    };
    for (const Rule& rule : kRules) {
      if (const auto word = (this->*rule.find)()) return Cut{*word, rule.name};
    }
    return std::nullopt;
  }

  Cut weak() const {
    if (words_.size() < 2) return {words_.size(), "no extract"};
    // "bilateral talks Diplomacy is"
    if (!words_[0].capital && !words_[0].number) {
      for (std::size_t at = 1; at < limit(); ++at) {
        if (words_[at].capital) return {at, "capital"};
      }
    }
    // The anchor and the extract's subject stand side by side up to the verb or bracket.
    std::size_t end = 1;
    while (end < limit() && !is_in(kCopulas, words_[end].bare) && !has(end, '(') &&
           !has(end - 1, ',')) {
      ++end;
    }
    for (std::size_t at = 0; at + 1 < end; ++at) {
      if (is_in(kHeadNouns, words_[at].bare) && words_[at + 1].capital) {
        return {at + 1, "head noun"};
      }
    }
    // "Metternich Klemens Wenzel Lothar, Prince of Metternich": a surname and the whole name.
    for (std::size_t at = 2; at < words_.size() && at <= kLongestAnchor + 1; ++at) {
      if (words_[at].capital && begins_extract(1) &&
          shared(words_[0].bare, words_[at].bare) >= std::max(kStem, words_[0].bare.size())) {
        return {1, "surname"};
      }
    }
    std::size_t middle = std::max<std::size_t>(1, end / 2);
    while (middle + 1 < end && !words_[middle].capital) ++middle;
    return {middle, "middle"};
  }

  PreviewCut at(Cut cut) const {
    PreviewCut out;
    const std::size_t end = cut.word == 0 ? 0 : words_[cut.word - 1].span.end;
    out.anchor = {words_.empty() ? 0 : words_[0].span.begin, end};
    out.extract = {cut.word < words_.size() ? words_[cut.word].span.begin : line_.size(),
                   line_.size()};
    out.rule = cut.rule;
    return out;
  }

  const std::vector<Word>& words() const { return words_; }

 private:
  std::size_t limit() const { return std::min(words_.size(), kLongestAnchor + 1); }

  bool has(std::size_t word, char mark) const {
    return text::slice(line_, words_[word].span).find(mark) != std::string_view::npos;
  }
  bool ends_with(std::size_t word, char mark) const {
    return text::slice(line_, words_[word].span).ends_with(mark);
  }
  // Could the extract begin with this word, and the anchor end before it?
  bool begins_extract(std::size_t word) const {
    return word > 0 && word < words_.size() && (words_[word].capital || words_[word].number) &&
           !is_in(kLinkWords, words_[word - 1].bare);
  }

  // Past "(1919–1922)" after an anchor of `count` words: what disambiguates it.
  std::size_t after_brackets(std::size_t count) const {
    if (count >= words_.size() || !text::slice(line_, words_[count].span).starts_with('(')) {
      return count;
    }
    for (std::size_t at = count; at < words_.size() && at < count + 4; ++at) {
      if (ends_with(at, ')')) return at + 1;
    }
    return count;
  }

  bool same(std::size_t first, std::size_t second, std::size_t count) const {
    if (second + count > words_.size()) return false;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& bare = words_[first + i].bare;
      if (bare.empty() || bare != words_[second + i].bare) return false;
    }
    return true;
  }

  // The longest row of first words that comes again at once: "Cold War The Cold War is".
  std::optional<std::size_t> repeat() const {
    for (std::size_t count = std::min(kLongestAnchor, words_.size() / 2); count > 0; --count) {
      const std::size_t begin = after_brackets(count);
      if (!begins_extract(begin)) continue;
      if (same(0, begin, count)) return begin;
      if (is_in(kArticles, words_[begin].bare) && same(0, begin + 1, count)) return begin;
    }
    return std::nullopt;
  }

  // The first capitalised "The", "On" and so on, when nothing before it ends a phrase.
  std::optional<std::size_t> starter() const {
    std::size_t commas = 0;
    for (std::size_t at = 1; at < limit(); ++at) {
      if (has(at - 1, ';') || has(at - 1, ':')) return std::nullopt;
      if (has(at - 1, '(') && !has(at - 1, ')')) return std::nullopt;
      commas += ends_with(at - 1, ',');
      if (commas > 1) return std::nullopt;
      if (is_in(kStarters, words_[at].bare) && begins_extract(at) && !ends_with(at - 1, ',')) {
        return at;
      }
    }
    return std::nullopt;
  }

  // What is left of a template or of names in other languages: ", date =", "la, Constantinopolis".
  std::optional<std::size_t> debris() const {
    for (std::size_t at = 1; at < limit(); ++at) {
      if (has(at - 1, '(') || has(at, '(')) return std::nullopt;
      const std::string_view text = text::slice(line_, words_[at].span);
      if (std::string_view("),;:=|").find(text.front()) != std::string_view::npos ||
          is_language_code(text)) {
        return at;
      }
    }
    return std::nullopt;
  }

  // "la," "grc-gre," "ug:…"
  static bool is_language_code(std::string_view text) {
    const std::size_t end = std::min(text.find_first_of(",:"), text.size());
    const std::string_view code = text.substr(0, end);
    const bool letters = std::all_of(code.begin(), code.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (!letters || end == text.size() || is_in(kTitleShortWords, code)) return false;
    if (text[end] == ',' && end + 1 != text.size()) return false;
    return code.size() >= 2 && (code.size() <= 3 || code.find('-') != std::string_view::npos);
  }

  // Two first words or more come again, after what disambiguates them: "Louis XVI of France Louis
  // XVI". Capitalised words between are rather titles of the second: "John Smith Sir John Smith".
  std::optional<std::size_t> first_words_again() const {
    for (std::size_t count = kLongestAnchor; count >= 2; --count) {
      for (std::size_t at = count + 1; at < limit(); ++at) {
        if (!begins_extract(at) || !same(0, at, count)) continue;
        std::size_t begin = at;
        while (begin > count && words_[begin - 1].capital) --begin;
        return begin == count && begins_extract(count) ? count : at;
      }
    }
    return std::nullopt;
  }

  // All words of the anchor come again in order, others between them: "Stalin Joseph Vissarionovich
  // Stalin".
  std::optional<std::size_t> full_name() const {
    constexpr std::size_t kReach = 7;
    for (std::size_t count = std::min<std::size_t>(6, words_.size() / 2); count > 0; --count) {
      if (!begins_extract(count) || ends_with(count - 1, ',')) continue;
      std::size_t found = 0;
      std::size_t last = count;
      for (std::size_t at = count; at < words_.size() && at < count + kReach && found < count;
           ++at) {
        if (words_[at].bare == "of") break;  // in no person's name
        if (words_[at].bare.empty() || words_[at].bare != words_[found].bare) continue;
        ++found;
        last = at;
      }
      if (found < count) continue;
      // "Mustafa Kemal Mustafa (" may be cut after one word or after two; a life tells.
      if (count == 1 && last < count + 2 && !(ends_name(last) && tells_life(last + 1))) continue;
      return count;
    }
    return std::nullopt;
  }

  // Does no further part of a name follow?
  bool ends_name(std::size_t word) const {
    return word + 1 >= words_.size() || !words_[word + 1].capital || has(word + 1, '(') ||
           ends_with(word, ',');
  }

  // "(born 1953)", "(1870 – 1924)"
  bool tells_life(std::size_t from) const {
    for (std::size_t at = from; at < words_.size() && at < from + 8; ++at) {
      if (words_[at].bare == "born") return true;
      const std::string& bare = words_[at].bare;
      if (bare.size() == 4 && bare.find_first_not_of("0123456789") == std::string::npos) {
        return true;
      }
    }
    return false;
  }

  // A capitalised word of the same stem as the first: "communist Communism".
  std::optional<std::size_t> stem() const {
    for (std::size_t at = 1; at < limit(); ++at) {
      if (!begins_extract(at) || words_[at].bare == words_[0].bare) continue;
      if (shared(words_[0].bare, words_[at].bare) >= kStem) return at;
    }
    return std::nullopt;
  }

  // "Peter the Great Peter I", "Russians in Turkey 240,715 Russians".
  std::optional<std::size_t> first_word_again() const {
    for (std::size_t at = 1; at < limit(); ++at) {
      if (!words_[at].capital || words_[at].bare != words_[0].bare) continue;
      std::size_t begin = at;
      while (begin > 1 &&
             (words_[begin - 1].number || (words_[at].possessive && words_[begin - 1].capital))) {
        --begin;
      }
      if (begins_extract(begin)) return begin;
    }
    return std::nullopt;
  }

  // "Soviet Azerbaijan Azerbaijan", "St Petersburg Saint Petersburg".
  std::optional<std::size_t> last_word_again() const {
    for (std::size_t last = 1; last + 1 < limit(); ++last) {
      if (!words_[last].capital || !begins_extract(last + 1)) continue;
      for (std::size_t at = last + 1; at <= last + 3 && at < words_.size(); ++at) {
        if (words_[at].capital && words_[at].bare == words_[last].bare) return last + 1;
      }
    }
    return std::nullopt;
  }

  // "WWII World War II": the first word is made of the initials of those after it.
  std::optional<std::size_t> initials() const {
    const std::string& acronym = words_.empty() ? std::string() : words_[0].bare;
    if (acronym.size() < 2 || acronym.size() > 8) return std::nullopt;
    std::string letters;
    for (std::size_t at = 1; at < words_.size() && letters.size() < acronym.size(); ++at) {
      if (words_[at].bare.empty() || (!words_[at].capital && !words_[at].number)) continue;
      const bool roman = words_[at].bare.find_first_not_of("ivx") == std::string::npos;
      letters += roman ? words_[at].bare : words_[at].bare.substr(0, 1);
    }
    if (letters != acronym || !begins_extract(1)) return std::nullopt;
    return 1;
  }

  const std::string_view line_;
  const std::vector<Word> words_;
};

constexpr std::string_view kDots[] = {" ...", " …"};

// The end of what is whole in a line: before the dots and the word they tear.
std::size_t whole_end(std::string_view line) {
  for (const std::string_view dots : kDots) {
    if (!line.ends_with(dots)) continue;
    const std::string_view text = trim(line.substr(0, line.size() - dots.size()));
    const std::size_t end = static_cast<std::size_t>(text.data() - line.data()) + text.size();
    // A mark at the end shows that the last word is whole.
    if (text.empty() || std::string_view(".,;:!?)").find(text.back()) != std::string_view::npos) {
      return end;
    }
    const std::size_t blank = line.substr(0, end).rfind(' ');
    if (blank == std::string_view::npos) return end;
    const std::string_view left = trim(line.substr(0, blank));
    return static_cast<std::size_t>(left.data() - line.data()) + left.size();
  }
  return line.size();
}

PreviewCut finish(std::string_view line, PreviewCut cut) {
  // Marks that something before them was lost.
  const std::size_t begin = line.find_first_not_of(" ,;)", cut.extract.begin);
  cut.extract.begin = std::min(begin, line.size());
  cut.extract.end = std::max(cut.extract.begin, whole_end(line));
  return cut;
}

}  // namespace

bool ends_like_preview(std::string_view line) {
  const bool dots = std::any_of(std::begin(kDots), std::end(kDots),
                                [&](std::string_view d) { return line.ends_with(d); });
  if (!dots) return false;
  const std::size_t characters = text::count_code_points(line);
  return characters > kShortestPreview && characters < kLongestPreview;
}

std::optional<PreviewCut> cut_preview(std::string_view line) {
  const Cutter cutter(line);
  const auto cut = cutter.strong();
  if (!cut) return std::nullopt;
  return finish(line, cutter.at(*cut));
}

PreviewCut guess_preview(std::string_view line) {
  const Cutter cutter(line);
  return finish(line, cutter.at(cutter.weak()));
}

namespace {

// So many bytes of an extract are enough to know it by.
constexpr std::size_t kKnownBytes = 40;

std::string_view known_part(std::string_view extract) { return extract.substr(0, kKnownBytes); }

}  // namespace

void KnownExtracts::add(std::string_view extract) {
  if (extract.size() >= kKnownBytes) beginnings_.emplace(known_part(extract));
}

std::optional<PreviewCut> KnownExtracts::cut(std::string_view line) const {
  const Cutter cutter(line);
  const std::vector<Word>& words = cutter.words();
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::string_view rest = line.substr(words[at].span.begin);
    if (beginnings_.contains(std::string(known_part(rest)))) {
      return finish(line, cutter.at({at, "same extract"}));
    }
  }
  return std::nullopt;
}

}  // namespace fasti::sources
