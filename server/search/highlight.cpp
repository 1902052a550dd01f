#include "server/search/highlight.h"

#include <algorithm>

namespace fasti::search {

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

Highlighter::Highlighter(const std::vector<const Node*>& leaves, bool fold, Stems& stems)
    : fold_(fold), stems_(stems), asked_stems_(stems.languages()) {
  for (const Node* leaf : leaves) {
    const auto& words = fold ? leaf->words : leaf->written_words;
    switch (leaf->kind) {
      case NodeKind::word:
        if (!fold)
          written_.insert(leaf->written_word);
        else
          for (std::size_t i = 0; i < asked_stems_.size(); ++i)
            asked_stems_[i].push_back(stems.lexicon(i).stem_of(leaf->word));
        break;
      case NodeKind::prefix:
        prefixes_.push_back(fold ? leaf->word : leaf->written_word);
        break;
      case NodeKind::near:
        exact_.insert(words.begin(), words.end());
        break;
      case NodeKind::phrase:
        phrases_.push_back(words);
        break;
      default:
        break;
    }
  }
  for (auto& stems_of_language : asked_stems_) std::ranges::sort(stems_of_language);
}

bool Highlighter::is_query_word(const Entry& word, std::size_t language) const {
  if (!fold_) return written_.contains(word.written);
  return std::ranges::binary_search(asked_stems_[language], word.stem);
}

bool Highlighter::is_marked(const Entry& word, std::size_t language) const {
  return is_query_word(word, language) || (!exact_.empty() && exact_.contains(form(word))) ||
         std::ranges::any_of(
             prefixes_, [&](const std::string& prefix) { return form(word).starts_with(prefix); });
}

std::vector<text::Span> Highlighter::spans(std::string_view text, std::size_t language) const {
  text::Lexicon& lexicon = stems_.lexicon(language);
  const auto words = lexicon.words(text);
  const auto form_at = [&](std::size_t i) -> const std::string& {
    return form(lexicon[words[i].entry]);
  };
  const auto stands_at = [&](const std::vector<std::string>& phrase, std::size_t i) {
    if (phrase.size() > words.size() - i) return false;
    for (std::size_t n = 0; n < phrase.size(); ++n)
      if (form_at(i + n) != phrase[n]) return false;
    return true;
  };
  std::vector<text::Span> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_marked(lexicon[words[i].entry], language)) out.push_back(words[i].span);
    for (const auto& phrase : phrases_)
      if (stands_at(phrase, i))
        out.push_back({words[i].span.begin, words[i + phrase.size() - 1].span.end});
  }
  return united(std::move(out));
}

bool Highlighter::has_word(std::string_view text, std::size_t language) const {
  if (asked_stems_[language].empty() && written_.empty()) return false;
  text::Lexicon& lexicon = stems_.lexicon(language);
  return std::ranges::any_of(lexicon.words(text), [&](const text::Lexicon::Occurrence& word) {
    return is_query_word(lexicon[word.entry], language);
  });
}

}  // namespace fasti::search
