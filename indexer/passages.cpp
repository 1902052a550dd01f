#include "indexer/passages.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <unordered_map>

#include "core/text/hash.h"
#include "core/text/utf8.h"

namespace fasti::indexer {
namespace {

using text::Span;

// Text that has fewer words than this many bytes for each is no prose (a table of figures, one
// endless word); bytes then count as words, so that every passage stays small.
constexpr std::size_t kBytesPerWord = 32;

// A whole sentence, or a part of one that is too long for a passage.
struct Unit {
  Span span;
  std::size_t words = 0;
  bool ends_paragraph = false;
};

std::size_t weight(std::size_t words, std::size_t bytes) {
  return std::max(words, bytes / kBytesPerWord);
}

// A sentence that is too long is cut into parts of at most this many words, which leaves room to
// reach the next blank.
constexpr std::size_t kPartWords = kMaxWords * 4 / 5;

// Cuts one section into units.
class UnitCutter {
 public:
  UnitCutter(std::string_view text, const text::CutText& cut)
      : text_(text), tokens_(cut.tokens), sentences_(cut.sentences) {}

  std::vector<Unit> run(TextCounts& counts) {
    for (const Span sentence : sentences_) {
      ++counts.sentences;
      const std::size_t first = token_;
      std::size_t words = 0;
      while (token_ < tokens_.size() && tokens_[token_].begin < sentence.end) {
        words += is_word(tokens_[token_++]);
      }
      counts.words += words;
      const std::size_t whole = weight(words, sentence.size());
      if (whole <= kMaxWords) {
        units_.push_back({sentence, whole, false});
      } else {
        const std::size_t parts = whole / kPartWords + 1;
        cut(sentence, first, whole / parts + 1);
      }
      units_.back().ends_paragraph = text_.substr(sentence.end).starts_with("\n\n");
    }
    return std::move(units_);
  }

 private:
  static bool is_word(const text::Token& token) { return token.kind != text::TokenKind::symbol; }

  // Cuts a sentence, whose first token is `token`, at the blanks after every `target` words; where
  // kMaxWords come without a blank, between tokens; within an endless token anywhere.
  void cut(Span sentence, std::size_t token, std::size_t target) {
    std::size_t begin = sentence.begin;
    std::size_t words = 0;
    for (; token < token_; ++token) {
      const text::Token& next = tokens_[token];
      const std::size_t so_far = weight(words, next.begin - begin);
      const bool full = weight(words + is_word(next), next.end - begin) > kMaxWords;
      if (next.begin > begin && (full || (next.blank_before && so_far >= target))) {
        add({begin, next.begin}, words);
        begin = next.begin;
        words = 0;
      }
      while (weight(1, next.end - begin) > kMaxWords) {
        const std::size_t end = text::floor_boundary(text_, begin + kPartWords * kBytesPerWord);
        add({begin, end}, words);
        begin = end;
        words = 0;
      }
      words += is_word(next);
    }
    add({begin, sentence.end}, words);
  }

  void add(Span span, std::size_t words) {
    while (span.end > span.begin && text_[span.end - 1] == ' ') --span.end;
    units_.push_back({span, weight(words, span.size()), false});
  }

  const std::string_view text_;
  const std::span<const text::Token> tokens_;
  const std::span<const Span> sentences_;
  std::size_t token_ = 0;
  std::vector<Unit> units_;
};

// How far a passage of so many words is from what is wanted.
std::uint64_t misfit(std::size_t words) {
  const std::uint64_t off = words > kTargetWords ? words - kTargetWords : kTargetWords - words;
  return off * off;
}
// A passage that ends inside a paragraph is as bad as one 20 words too long.
constexpr std::uint64_t kTornParagraph = 400;
// Units without words could make a passage of any number of them.
constexpr std::size_t kMaxUnits = 200;

// The ends (indices into `units`) of the passages that together fit best.
std::vector<std::size_t> best_ends(const std::vector<Unit>& units) {
  std::vector<std::uint64_t> cost(units.size() + 1, std::numeric_limits<std::uint64_t>::max());
  std::vector<std::size_t> begin_of(units.size() + 1, 0);
  cost[0] = 0;
  for (std::size_t end = 1; end <= units.size(); ++end) {
    const bool torn = end < units.size() && !units[end - 1].ends_paragraph;
    std::size_t words = 0;
    for (std::size_t begin = end; begin > 0 && end - begin < kMaxUnits;) {
      --begin;
      words += units[begin].words;
      if (words > kMaxWords && begin + 1 < end) break;
      const std::uint64_t whole = cost[begin] + misfit(words) + (torn ? kTornParagraph : 0);
      if (whole < cost[end]) {
        cost[end] = whole;
        begin_of[end] = begin;
      }
    }
  }
  std::vector<std::size_t> ends;
  for (std::size_t end = units.size(); end > 0; end = begin_of[end]) ends.push_back(end);
  std::reverse(ends.begin(), ends.end());
  return ends;
}

}  // namespace

std::vector<Passage> split_passages(const Document& document, const SectionCuts& cuts,
                                    TextCounts* counts) {
  TextCounts counted;
  std::vector<Passage> passages;
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t number = 0; number < document.sections.size(); ++number) {
    const std::string_view text = document.sections[number].text.str();
    const text::CutText* const cut = cuts.of(number);
    const std::vector<Unit> units = cut != nullptr
                                        ? UnitCutter(text, *cut).run(counted)
                                        : UnitCutter(text, text::cut_text(text)).run(counted);
    std::size_t first = 0;
    for (const std::size_t end : best_ends(units)) {
      const Span span{units[first].span.begin, units[end - 1].span.end};
      const std::string hash = text::hash_hex8(text::slice(text, span));
      const std::size_t repeat = ++seen[hash];
      std::string id = document.id + ":" + hash;
      if (repeat > 1) id += "-" + std::to_string(repeat);
      passages.push_back({std::move(id), number, span});
      first = end;
    }
  }
  if (counts != nullptr) *counts = counted;
  return passages;
}

}  // namespace fasti::indexer
