#include "core/text/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace fasti::text {
namespace {

// Sorted for binary search. A full stop after one of these never ends a sentence.
constexpr std::string_view kNeverFinal[] = {
    "adm",  "approx", "art",  "arts",   "benj",  "brig", "ca",   "capt", "cf",   "ch",
    "chap", "chas",   "cmdr", "col",    "comdr", "cpl",  "dr",   "ed",   "eds",  "edw",
    "eg",   "fig",    "figs", "ft",     "gen",   "geo",  "gov",  "hon",  "ie",   "jas",
    "jno",  "lt",     "maj",  "messrs", "mme",   "mr",   "mrs",  "ms",   "msgr", "mt",
    "pres", "prof",   "pt",   "rep",    "rev",   "robt", "saml", "sec",  "sen",  "sgt",
    "st",   "sts",    "thos", "trans",  "viz",   "vs",   "wm",
};
// A full stop after one of these ends no sentence when a figure follows.
constexpr std::string_view kBeforeFigures[] = {
    "apr", "aug",  "c",   "chs", "col", "dec",  "feb", "fl",   "fo", "jan",
    "jul", "jun",  "mar", "no",  "nos", "nov",  "nr",  "oct",  "op", "p",
    "par", "para", "pp",  "r",   "sep", "sept", "vol", "vols",
};
// After an initial or an acronym ("U.S.", "John F.") only these begin a new sentence.
constexpr std::string_view kStarters[] = {
    "a",      "after",     "all",  "also",    "although", "an",     "and",   "as",    "at",
    "before", "both",      "but",  "by",      "despite",  "during", "each",  "for",   "from",
    "he",     "her",       "his",  "however", "if",       "in",     "it",    "its",   "later",
    "many",   "meanwhile", "most", "no",      "on",       "one",    "she",   "since", "so",
    "some",   "that",      "the",  "their",   "then",     "there",  "these", "they",  "this",
    "those",  "thus",      "to",   "under",   "until",    "we",     "what",  "when",  "where",
    "while",  "with",      "yet",
};

static_assert(std::ranges::is_sorted(kNeverFinal) && std::ranges::is_sorted(kBeforeFigures) &&
              std::ranges::is_sorted(kStarters));

template <std::size_t N>
bool is_in(const std::string_view (&sorted)[N], std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

constexpr bool is_terminator(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？' ||
         c == U'।' || c == U'؟';
}

// Of the bytes, most of a text, that end neither sentence nor paragraph: true.
constexpr auto kEndsNothing = [] {
  std::array<bool, 256> ends_nothing{};
  for (unsigned char c = 0; c < 0x80; ++c) ends_nothing[c] = c != '\n' && !is_terminator(c);
  return ends_nothing;
}();

bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == U'”' || c == U'’' || c == U'»' ||
         c == U'″';
}

bool is_opening(char32_t c) {
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == U'“' || c == U'‘' || c == U'«' ||
         c == U'„' || c == U'″';
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool is_lower(char32_t c) { return u_islower(static_cast<UChar32>(c)); }
bool is_digit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)); }

// Longer than any word in the tables; keeps look-backs constant on text without blanks.
constexpr std::size_t kLongestLook = 24;

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<Span> run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (kEndsNothing[static_cast<unsigned char>(text_[at])]) {
        ++at;
        continue;
      }
      if (text_[at] == '\n') {
        end_sentence(at);
        while (at < text_.size() && text_[at] == '\n') ++at;
        begin_ = at;
        continue;
      }
      const std::size_t mark = at;
      if (!is_terminator(decode(text_, at))) continue;
      at = after_marks(at);
      if (!ends_at(mark, at)) continue;
      end_sentence(at);
      while (at < text_.size() && text_[at] == ' ') ++at;
      begin_ = at;
    }
    end_sentence(text_.size());
    return std::move(sentences_);
  }

 private:
  void end_sentence(std::size_t end) {
    while (end > begin_ && text_[end - 1] == ' ') --end;
    if (end == begin_) return;
    // Marks alone (an elision's "....") belong to the sentence before them.
    const std::string_view piece = text_.substr(begin_, end - begin_);
    const bool marks_only = piece.find_first_not_of(" .!?") == std::string_view::npos;
    if (marks_only && !sentences_.empty() && continues_paragraph()) {
      sentences_.back().end = end;
    } else {
      sentences_.push_back({begin_, end});
    }
  }

  // Is there no paragraph mark between the last sentence and this one?
  bool continues_paragraph() const {
    const std::size_t last = sentences_.back().end;
    return text_.substr(last, begin_ - last).find('\n') == std::string_view::npos;
  }

  // Past further terminators and closing marks.
  std::size_t after_marks(std::size_t at) const {
    while (at < text_.size()) {
      std::size_t next = at;
      const char32_t c = decode(text_, next);
      if (!is_terminator(c) && !is_closing(c)) break;
      // An apostrophe or quotation mark that a letter follows opens the next word.
      if (is_opening(c) && next < text_.size() && is_letter(peek(next))) break;
      at = next;
    }
    return at;
  }

  char32_t peek(std::size_t at) const { return at < text_.size() ? decode(text_, at) : U'\0'; }

  // Does the sentence that has its first terminator at `mark` and its last mark before `after` end?
  bool ends_at(std::size_t mark, std::size_t after) const {
    if (after >= text_.size() || text_[after] == '\n') return true;
    const char32_t terminator = peek(mark);
    if (terminator > 0x2100) return true;  // ideographic marks end whatever follows
    if (text_[after] != ' ') return terminator == '.' && is_glued(mark, after);
    std::size_t next = after;
    while (next < text_.size() && text_[next] == ' ') ++next;
    while (next < text_.size() && is_opening(peek(next))) decode(text_, next);
    const char32_t first = peek(next);
    if (is_lower(first)) return false;
    if (terminator != '.' || (!is_letter(first) && !is_digit(first))) return true;
    return !abbreviates(mark, first, next);
  }

  // "1921.Mango", "products.Turkey": a full stop between a lower-case word or a figure and a
  // capitalised word, but not inside an abbreviation or an address.
  bool is_glued(std::size_t mark, std::size_t after) const {
    if (mark == 0) return false;
    std::size_t next = after;
    const char32_t first = decode(text_, next);
    if (!is_upper(first) || !is_lower(peek(next))) return false;
    const char32_t before = decode_before(text_, mark);
    if (!is_lower(before) && !is_digit(before) && !is_closing(before)) return false;
    const std::string_view word = word_before(mark);
    if (word.find_first_of("/@:_") != std::string_view::npos) return false;
    return word.size() > 1 && word.find('.') == std::string_view::npos;
  }

  // The run without blanks before `mark`, at most kLongestLook bytes.
  std::string_view word_before(std::size_t mark) const {
    std::size_t begin = mark;
    while (begin > begin_ && mark - begin < kLongestLook && text_[begin - 1] != ' ' &&
           text_[begin - 1] != '(') {
      --begin;
    }
    return text_.substr(begin, mark - begin);
  }

  std::string_view word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < kLongestLook && is_letter(peek(end))) {
      decode(text_, end);
    }
    return text_.substr(at, end - at);
  }

  // "World War I.", "Charles V.": a Roman figure that counts the capitalised word before it.
  bool is_ordinal_numeral(std::size_t mark) const {
    const char numeral = text_[mark - 1];
    if (numeral != 'I' && numeral != 'V' && numeral != 'X') return false;
    if (mark < 3 || text_[mark - 2] != ' ') return false;
    const std::string_view before = word_before(mark - 2);
    return before.size() > 1 && before.back() != '.' && is_upper(decode_first(before));
  }

  static char32_t decode_first(std::string_view word) {
    std::size_t at = 0;
    return decode(word, at);
  }

  // Is the full stop at `mark` part of an abbreviation before the word at `next`?
  bool abbreviates(std::size_t mark, char32_t first, std::size_t next) const {
    const std::string_view word = word_before(mark);
    const std::string lower = lower_ascii(word);
    if (is_in(kNeverFinal, lower)) return true;
    if (is_digit(first) && is_in(kBeforeFigures, lower)) return true;
    const bool initial = word.size() == 1 && is_upper(static_cast<unsigned char>(word[0])) &&
                         !is_ordinal_numeral(mark);
    const bool dotted = word.find('.') != std::string_view::npos &&
                        is_letter(decode_before(text_, mark)) && word.size() >= 3 &&
                        word[word.size() - 2] == '.';
    if (!initial && !dotted) return false;
    return !is_in(kStarters, lower_ascii(word_at(next)));
  }

  const std::string_view text_;
  std::size_t begin_ = 0;
  std::vector<Span> sentences_;
};

}  // namespace

std::vector<Span> split_sentences(std::string_view text) { return Splitter(text).run(); }

}  // namespace fasti::text
