#include "server/search/highlight.h"

#include <algorithm>

namespace fasti::search {
namespace {

std::vector<text::Span> united(std::vector<text::Span> spans) {
  std::ranges::sort(spans, {}, &text::Span::begin);
  std::vector<text::Span> out;
  for (const text::Span span : spans) {
    if (!out.empty() && span.begin < out.back().end)
      out.back().end = std::max(out.back().end, span.end);
    else
      out.push_back(span);
  }
  return out;
}

}  // namespace

Highlighter::Highlighter(const std::vector<const Node*>& leaves, Stems& stems) : stems_(stems) {
  for (const Node* leaf : leaves) {
    switch (leaf->kind) {
      case NodeKind::word:
        for (std::string& stem : stems(leaf->word)) stem_set_.insert(std::move(stem));
        break;
      case NodeKind::prefix:
        prefixes_.push_back(leaf->word);
        break;
      case NodeKind::near:
        exact_.insert(leaf->words.begin(), leaf->words.end());
        break;
      case NodeKind::phrase:
        phrases_.push_back(leaf->words);
        break;
      default:
        break;
    }
  }
}

bool Highlighter::is_form(const text::Word& word, std::size_t language) const {
  return !stem_set_.empty() && stem_set_.contains(stems_.in(language, word.folded));
}

bool Highlighter::is_marked(const text::Word& word, std::size_t language) const {
  return is_form(word, language) || exact_.contains(word.folded) ||
         std::ranges::any_of(
             prefixes_, [&](const std::string& prefix) { return word.folded.starts_with(prefix); });
}

std::vector<text::Span> Highlighter::spans(std::string_view text, std::size_t language) const {
  const std::vector<text::Word> words = text::words(text);
  std::vector<text::Span> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_marked(words[i], language)) out.push_back(words[i].span);
    for (const auto& phrase : phrases_) {
      if (phrase.size() > words.size() - i) continue;
      const bool stands_here =
          std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(i),
                     [](const std::string& a, const text::Word& b) { return a == b.folded; });
      if (stands_here) out.push_back({words[i].span.begin, words[i + phrase.size() - 1].span.end});
    }
  }
  return united(std::move(out));
}

bool Highlighter::has_word(std::string_view text, std::size_t language) const {
  if (stem_set_.empty()) return false;
  return std::ranges::any_of(text::words(text),
                             [&](const text::Word& word) { return is_form(word, language); });
}

}  // namespace fasti::search
