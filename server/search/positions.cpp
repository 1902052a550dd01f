#include "server/search/positions.h"

#include <algorithm>

#include "core/index/binary.h"
#include "core/index/word_sequence.h"

namespace fasti::search {

bool stand_within(std::span<const WordPlace> places, std::span<const std::size_t> times,
                  std::size_t stretch) {
  std::vector<std::size_t> met(times.size());
  std::size_t enough = 0;  // words that are met as often as wanted
  std::size_t first = 0;
  for (const WordPlace& last : places) {
    if (++met[last.word] == times[last.word]) ++enough;
    for (; enough == times.size(); ++first) {
      if (last.position - places[first].position < stretch) return true;
      const std::size_t left = places[first].word;
      if (met[left]-- == times[left]) --enough;
    }
  }
  return false;
}

std::size_t stretch_of(const Node& near) { return near.distance * (near.words.size() - 1) + 1; }

PositionalLeaf::PositionalLeaf(const Node& leaf, const index::WordList& words) {
  for (const std::string& word : leaf.words) {
    const std::uint32_t rank = words.rank(words.find(word).value());
    if (leaf.kind == NodeKind::phrase) {
      index::append_number(run_, rank);
      continue;
    }
    const auto known = std::ranges::find(ranks_, rank);
    if (known == ranks_.end()) {
      ranks_.push_back(rank);
      times_.push_back(1);
    } else {
      ++times_[static_cast<std::size_t>(known - ranks_.begin())];
    }
  }
  if (leaf.kind == NodeKind::near) stretch_ = stretch_of(leaf);
}

bool PositionalLeaf::stands_in(std::string_view sequence) const {
  if (stretch_ == 0) return index::contains_run(sequence, run_);
  std::vector<WordPlace> places;
  std::size_t position = 0;
  index::for_each_number(sequence, [&](std::uint32_t rank) {
    const auto wanted = std::ranges::find(ranks_, rank);
    if (wanted != ranks_.end())
      places.push_back({position, static_cast<std::size_t>(wanted - ranks_.begin())});
    ++position;
  });
  return stand_within(places, times_, stretch_);
}

}  // namespace fasti::search
