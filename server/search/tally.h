#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/index/records.h"

namespace fasti::search {

// A value of a facet and how many passages and documents have it.
struct FacetCount {
  std::int64_t value;  // the actor's, era's, kind's or document's place; the bucket's number
  std::uint32_t passages;
  std::uint32_t documents;
};

// Counts passages and documents by values first..last. Passages come in rising order. A passage may
// be told of a value twice: it counts once. Passages of one document follow each other, so its last
// one is enough to know it by.
class Tally {
 public:
  Tally(std::int64_t first, std::int64_t last)
      : first_(first),
        cells_(static_cast<std::size_t>(std::max<std::int64_t>(0, last - first + 1))) {}

  void add(std::int64_t value, index::DocId passage, std::uint32_t document) {
    Cell& cell = cells_[static_cast<std::size_t>(value - first_)];
    if (cell.last_passage == passage) return;
    cell.last_passage = passage;
    ++cell.passages;
    if (cell.last_document == document) return;
    cell.last_document = document;
    ++cell.documents;
  }

  // The values that a passage has, rising.
  std::vector<FacetCount> counts() const {
    std::vector<FacetCount> out;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (cells_[i].passages > 0)
        out.push_back(
            {first_ + static_cast<std::int64_t>(i), cells_[i].passages, cells_[i].documents});
    return out;
  }

 private:
  struct Cell {
    index::DocId last_passage = 0;  // docids begin at 1
    std::uint32_t last_document = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t passages = 0;
    std::uint32_t documents = 0;
  };
  std::int64_t first_;
  std::vector<Cell> cells_;
};

}  // namespace fasti::search
