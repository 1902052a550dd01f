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
    : fold_(fold), stems_(stems), stem_sets_(stems.languages()) {
  for (const Node* leaf : leaves) {
    const auto& words = fold ? leaf->words : leaf->written_words;
    switch (leaf->kind) {
      case NodeKind::word:
        if (!fold)
          written_.insert(leaf->written_word);
        else
          for (std::size_t i = 0; i < stem_sets_.size(); ++i)
            stem_sets_[i].insert(stems.in(i, leaf->word));
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
}

std::string Highlighter::form(std::string_view text, const text::Word& word) const {
  if (fold_) return word.folded;
  return std::string(text::written(text, word));
}

bool Highlighter::is_query_word(const std::string& form, std::size_t language) const {
  if (!fold_) return written_.contains(form);
  const auto& stem_set = stem_sets_[language];
  return !stem_set.empty() && stem_set.contains(stems_.in(language, form));
}

bool Highlighter::is_marked(const std::string& form, std::size_t language) const {
  return is_query_word(form, language) || exact_.contains(form) ||
         std::ranges::any_of(prefixes_,
                             [&](const std::string& prefix) { return form.starts_with(prefix); });
}

std::vector<text::Span> Highlighter::spans(std::string_view text, std::size_t language) const {
  const std::vector<text::Word> words = text::words(text);
  std::vector<std::string> forms;
  forms.reserve(words.size());
  for (const text::Word& word : words) forms.push_back(form(text, word));
  std::vector<text::Span> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_marked(forms[i], language)) out.push_back(words[i].span);
    for (const auto& phrase : phrases_) {
      if (phrase.size() > words.size() - i) continue;
      if (std::equal(phrase.begin(), phrase.end(), forms.begin() + static_cast<std::ptrdiff_t>(i)))
        out.push_back({words[i].span.begin, words[i + phrase.size() - 1].span.end});
    }
  }
  return united(std::move(out));
}

bool Highlighter::has_word(std::string_view text, std::size_t language) const {
  if (stem_sets_[language].empty() && written_.empty()) return false;
  return std::ranges::any_of(text::words(text), [&](const text::Word& word) {
    return is_query_word(form(text, word), language);
  });
}

}  // namespace fasti::search
