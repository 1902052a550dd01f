#include "server/search/positions.h"

#include <algorithm>

#include "core/index/binary.h"
#include "core/index/word_sequence.h"

namespace fasti::search {
namespace {

std::vector<std::uint32_t> ranks_of(const Node& leaf, const index::WordList& words) {
  std::vector<std::uint32_t> out;
  for (const std::string& word : leaf.words) out.push_back(words.rank(words.find(word).value()));
  return out;
}

}  // namespace

NearWords::NearWords(const std::vector<std::uint32_t>& numbers, std::size_t stretch)
    : stretch_(stretch) {
  for (const std::uint32_t number : numbers) {
    const auto known = std::ranges::find(numbers_, number);
    if (known != numbers_.end()) {
      ++times_[static_cast<std::size_t>(known - numbers_.begin())];
    } else {
      numbers_.push_back(number);
      times_.push_back(1);
    }
  }
}

bool NearWords::stand_in(std::span<const std::uint32_t> text) {
  places_.clear();
  met_.assign(numbers_.size(), 0);
  std::size_t enough = 0;  // words that are met as often as wanted
  std::size_t first = 0;   // of the places in the stretch
  for (std::size_t position = 0; position < text.size(); ++position) {
    const auto wanted = std::ranges::find(numbers_, text[position]);
    if (wanted == numbers_.end()) continue;
    const auto word = static_cast<std::size_t>(wanted - numbers_.begin());
    places_.push_back({position, word});
    if (++met_[word] == times_[word]) ++enough;
    for (; enough == numbers_.size(); ++first) {
      if (position - places_[first].position < stretch_) return true;
      const std::size_t left = places_[first].word;
      if (met_[left]-- == times_[left]) --enough;
    }
  }
  return false;
}

std::size_t stretch_of(const Node& near) { return near.distance * (near.words.size() - 1) + 1; }

PositionalLeaf::PositionalLeaf(const Node& leaf, const index::WordList& words)
    : near_(leaf.kind == NodeKind::near ? ranks_of(leaf, words) : std::vector<std::uint32_t>(),
            stretch_of(leaf)) {
  if (leaf.kind == NodeKind::phrase)
    for (const std::uint32_t rank : ranks_of(leaf, words)) index::append_number(run_, rank);
}

bool PositionalLeaf::stands_in(std::string_view sequence) {
  if (!run_.empty()) return index::contains_run(sequence, run_);
  text_.clear();
  index::for_each_number(sequence, [&](std::uint32_t rank) { text_.push_back(rank); });
  return near_.stand_in(text_);
}

}  // namespace fasti::search
