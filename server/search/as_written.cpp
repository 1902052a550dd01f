#include "server/search/as_written.h"

#include <algorithm>

#include "core/text/words.h"

namespace fasti::search {

WrittenLeaf::WrittenLeaf(const Node& leaf, const index::Generation& generation)
    : index_(generation.word_index()), written_(generation.written_words()), kind_(leaf.kind) {
  if (kind_ == NodeKind::prefix) {
    look_for_prefix(leaf.written_word);
    return;
  }
  const bool word = kind_ == NodeKind::word;
  const std::vector<std::string> words = word ? std::vector{leaf.word} : leaf.words;
  const std::vector<std::string> forms = word ? std::vector{leaf.written_word} : leaf.written_words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto number = number_of(words[i], forms[i]);
    in_texts_ &= number.has_value();
    numbers_.push_back(number.value_or(0));
  }
  if (kind_ == NodeKind::near) near_.emplace(numbers_, stretch_of(leaf));
  if (!word) return;
  if (const auto place = written_.forms().find(leaf.written_word)) {
    in_headings_ = written_.forms().passages(*place) > 0;
    form_ = written_.forms().rank(*place);
  }
}

std::optional<std::uint32_t> WrittenLeaf::number_of(const std::string& folded,
                                                    const std::string& written) const {
  const bool plain = folded == written;
  const index::WordList& list = plain ? index_.words() : written_.forms();
  const auto place = list.find(written);
  if (!place) return std::nullopt;
  return list.rank(*place) | (plain ? 0 : kForm);
}

void WrittenLeaf::look_for_prefix(const std::string& letters) {
  const auto mark = [&](const index::WordList& list, std::vector<bool>& marks) {
    marks.resize(list.size());
    const auto [first, last] = list.beginning_with(letters);
    for (std::size_t place = first; place < last; ++place) {
      // What a file says is not vouched for.
      const std::uint32_t number = list.rank(place);
      if (number < marks.size()) marks[number] = true;
    }
  };
  mark(index_.words(), ranks_);
  mark(written_.forms(), forms_);
}

void WrittenLeaf::read_text(index::DocId docid) {
  text_.clear();
  index::for_each_number(index_.sequence(docid),
                         [&](std::uint32_t rank) { text_.push_back(rank); });
  written_.read(
      docid, [](std::uint32_t) {},
      [&](std::uint64_t position, std::uint32_t form) {
        if (position < text_.size()) text_[position] = form | kForm;
      });
}

bool WrittenLeaf::stands_in_text(index::DocId docid) {
  read_text(docid);
  switch (kind_) {
    case NodeKind::word:
      return std::ranges::find(text_, numbers_.front()) != text_.end();
    case NodeKind::prefix:
      return std::ranges::any_of(text_, [&](std::uint32_t number) {
        const std::vector<bool>& marks = (number & kForm) != 0 ? forms_ : ranks_;
        const std::uint32_t place = number & ~kForm;
        return place < marks.size() && marks[place];
      });
    case NodeKind::phrase:
      return !std::ranges::search(text_, numbers_).empty();
    default:
      return near_->stand_in(text_);
  }
}

bool WrittenLeaf::stands_in_heading(index::DocId docid) const {
  bool out = false;
  written_.read(
      docid, [&](std::uint32_t form) { out |= form == form_; },
      [](std::uint64_t, std::uint32_t) {});
  return out;
}

bool has_written_word(std::string_view text, std::string_view word) {
  // Most texts have not even its letters.
  return text.find(word) != std::string_view::npos &&
         std::ranges::any_of(text::words(text), [&](const text::Word& one) {
           return text::written(text, one) == word;
         });
}

}  // namespace fasti::search
