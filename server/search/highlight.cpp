#include "server/search/highlight.h"

#include <algorithm>

#include "core/text/function_words.h"

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
          as_they_stand_.insert(leaf->written_word);
        else if (text::is_function_word(leaf->word))
          as_they_stand_.insert(leaf->word);
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

const std::string& Highlighter::form(const Word& word, std::size_t language) const {
  const text::Lexicon::Entry& entry = stems_.lexicon(language)[word.entry];
  return fold_ ? entry.folded : entry.written;
}

bool Highlighter::is_query_word(const Word& word, std::size_t language) const {
  if (fold_ && word.stem != text::Lexicon::kNoStem)
    return std::ranges::binary_search(asked_stems_[language], word.stem);
  return as_they_stand_.contains(form(word, language));
}

bool Highlighter::is_marked(const Word& word, std::size_t language) const {
  return is_query_word(word, language) ||
         (!exact_.empty() && exact_.contains(form(word, language))) ||
         std::ranges::any_of(prefixes_, [&](const std::string& prefix) {
           return form(word, language).starts_with(prefix);
         });
}

std::vector<text::Span> Highlighter::spans(std::string_view text, std::size_t language) const {
  const std::vector<Word> words = stems_.lexicon(language).words(text);
  const auto stands_at = [&](const std::vector<std::string>& phrase, std::size_t i) {
    if (phrase.size() > words.size() - i) return false;
    for (std::size_t n = 0; n < phrase.size(); ++n)
      if (form(words[i + n], language) != phrase[n]) return false;
    return true;
  };
  std::vector<text::Span> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_marked(words[i], language)) out.push_back(words[i].span);
    for (const auto& phrase : phrases_)
      if (stands_at(phrase, i))
        out.push_back({words[i].span.begin, words[i + phrase.size() - 1].span.end});
  }
  return united(std::move(out));
}

bool Highlighter::has_word(std::string_view text, std::size_t language) const {
  if (asked_stems_[language].empty() && as_they_stand_.empty()) return false;
  return std::ranges::any_of(stems_.lexicon(language).words(text),
                             [&](const Word& word) { return is_query_word(word, language); });
}

}  // namespace fasti::search
