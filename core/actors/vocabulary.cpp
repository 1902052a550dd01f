#include "core/actors/vocabulary.h"

#include "core/text/hash.h"

namespace fasti::actors {

Vocabulary::Vocabulary() : starts_{0}, table_(1024, kNone) {}

// The place of `word` in the table, or the free one where it would go.
std::size_t Vocabulary::slot(std::string_view word) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>(text::hash64(word)) & mask;
  while (table_[at] != kNone && (*this)[table_[at]] != word) at = (at + 1) & mask;
  return at;
}

std::uint32_t Vocabulary::find(std::string_view word) const { return table_[slot(word)]; }

std::uint32_t Vocabulary::add(std::string_view word) {
  const std::size_t at = slot(word);
  if (table_[at] != kNone) return table_[at];
  const auto id = static_cast<std::uint32_t>(size());
  bytes_.insert(bytes_.end(), word.begin(), word.end());
  starts_.push_back(bytes_.size());
  table_[at] = id;
  if (size() * 2 > table_.size()) grow();
  return id;
}

void Vocabulary::grow() {
  table_.assign(table_.size() * 2, kNone);
  for (std::uint32_t id = 0; id < size(); ++id) table_[slot((*this)[id])] = id;
}

}  // namespace fasti::actors
