#include "core/text/lexicon.h"

#include <algorithm>
#include <utility>

#include "core/text/words.h"

namespace fasti::text {
namespace {

constexpr std::size_t kMostTokens = std::size_t{1} << 16;

}  // namespace

std::vector<Lexicon::Occurrence> Lexicon::words(std::string_view text) {
  std::vector<Occurrence> out;
  const std::vector<Token> tokens = tokenize(text);
  out.reserve(tokens.size());
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::symbol) continue;
    const auto known = tokens_.find(token.in(text));
    const Entries its = known != tokens_.end() ? known->second : learn(text, token);
    for (std::uint32_t entry = its.first; entry < its.last; ++entry) {
      const Span part = entries_[entry].in_token;
      out.push_back({{token.begin + part.begin, token.begin + part.end}, entry});
    }
  }
  return out;
}

Lexicon::Entries Lexicon::learn(std::string_view text, const Token& token) {
  std::vector<Word> words;
  append_words(text, token, words);
  const auto first = static_cast<std::uint32_t>(entries_.size());
  for (Word& word : words) {
    const std::uint32_t stem = stem_of(word.folded);
    entries_.push_back({std::move(word.folded),
                        std::string(written(text, word)),
                        stem,
                        {word.span.begin - token.begin, word.span.end - token.begin}});
  }
  const Entries its{first, static_cast<std::uint32_t>(entries_.size())};
  tokens_.emplace(token.in(text), its);
  return its;
}

std::uint32_t Lexicon::stem_of(std::string_view folded) {
  std::string stem = stemmer_(folded);
  const auto [known, added] =
      stem_numbers_.try_emplace(std::move(stem), static_cast<std::uint32_t>(stems_.size()));
  if (added) stems_.push_back(known->first);
  return known->second;
}

void Lexicon::make_room() {
  if (std::max(tokens_.size(), stems_.size()) < kMostTokens) return;
  entries_.clear();
  stems_.clear();
  tokens_.clear();
  stem_numbers_.clear();
}

}  // namespace fasti::text
