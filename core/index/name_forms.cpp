#include "core/index/name_forms.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace fasti::index {

void NameForms::add(const StoredPassage& passage) {
  ++passages_;
  for (const StoredMention& mention : passage.mentions) {
    if (mention.actor >= actors_.size()) actors_.resize(mention.actor + std::size_t{1});
    std::string text(text::slice(passage.text, mention.span));
    Count& count = actors_[mention.actor][{std::move(text), mention.evidence}];
    ++count.mentions;
    if (count.last_passage != passages_) ++count.passages;
    count.last_passage = passages_;
  }
}

std::vector<NameForm> NameForms::of(std::uint32_t actor) const {
  std::vector<NameForm> out;
  if (actor >= actors_.size()) return out;
  for (const auto& [form, count] : actors_[actor])
    out.push_back({form.first, form.second, count.mentions, count.passages});
  // Stable, so that forms as frequent keep the order of their letters.
  std::ranges::stable_sort(out, std::ranges::greater(), &NameForm::mentions);
  return out;
}

}  // namespace fasti::index
