#include "core/text/lexicon.h"

#include <utility>

#include "core/text/function_words.h"
#include "core/text/words.h"

namespace fasti::text {
namespace {

constexpr std::size_t kMostStems = std::size_t{1} << 16;

}  // namespace

std::vector<Lexicon::Occurrence> Lexicon::words(std::string_view text) {
  std::vector<Occurrence> out;
  const std::vector<Token> tokens = tokenize(text);
  out.reserve(tokens.size());
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::symbol)
      append(text, token, spellings_.number(token.in(text)), out);
  }
  return out;
}

std::vector<Lexicon::Occurrence> Lexicon::words(std::string_view text,
                                                std::span<const Token> tokens,
                                                std::span<const std::uint32_t> spellings) {
  std::vector<Occurrence> out;
  out.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::symbol) append(text, tokens[i], spellings[i], out);
  }
  return out;
}

void Lexicon::append(std::string_view text, const Token& token, std::uint32_t spelling,
                     std::vector<Occurrence>& out) {
  const Words its = of_token_.of(spelling, [&] { return learn(text, token); });
  for (std::uint32_t entry = its.first; entry < its.first + its.count; ++entry) {
    const Found& found = found_[entry];
    out.push_back({{token.begin + found.begin, token.begin + found.end}, entry, found.stem});
  }
}

Lexicon::Words Lexicon::learn(std::string_view text, const Token& token) {
  std::vector<Word> words;
  append_words(text, token, words);
  const auto first = static_cast<std::uint32_t>(entries_.size());
  for (Word& word : words) {
    found_.push_back({static_cast<std::uint32_t>(word.span.begin - token.begin),
                      static_cast<std::uint32_t>(word.span.end - token.begin),
                      is_function_word(word.folded) ? kNoStem : stem_of(word.folded)});
    entries_.push_back({std::move(word.folded), std::string(written(text, word))});
  }
  return {first, static_cast<std::uint32_t>(words.size())};
}

std::uint32_t Lexicon::stem_of(std::string_view folded) { return stems_.add(stemmer_(folded)); }

void Lexicon::make_room() {
  const bool large = stems_.size() >= kMostStems || (own_ && own_->is_large());
  if (!large) return;
  if (own_) own_->forget();
  forget();
}

void Lexicon::forget() {
  stems_ = {};
  of_token_.forget();
  found_.clear();
  entries_.clear();
  told_entries_ = told_stems_ = 0;
}

Lexicon::News Lexicon::news() {
  News out{told_entries_, told_stems_, {entries_.begin() + told_entries_, entries_.end()}, {}};
  for (auto stem = told_stems_; stem < stems_.size(); ++stem) out.stems.emplace_back(stems_[stem]);
  told_entries_ = static_cast<std::uint32_t>(entries_.size());
  told_stems_ = static_cast<std::uint32_t>(stems_.size());
  return out;
}

}  // namespace fasti::text
