#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index/records.h"
#include "server/search/request.h"

namespace fasti::search {

// A part of a hit's score: BM25 of one stem, the constant of a prefix, or one of the three that
// the second stage adds, "exact form", "nearness" and "document".
struct ScorePart {
  std::string term = {};  // as indexed
  std::uint32_t wdf = 0;
  std::uint32_t passages = 0;  // that have the term
  double weight = 0;
};

struct Hit {
  index::DocId docid = 0;
  double score = 0;                     // 0 when not sorted by relevance
  index::StoredPassage passage;         // empty, as what follows from it, without texts
  std::vector<text::Span> highlights;   // bytes of the passage's text; rising, apart
  std::vector<std::string> matched_in;  // of "text", "title", "heading": where the words stand
  std::uint32_t in_document = 1;        // when grouped: the document's passages that are found
  std::vector<ScorePart> explanation;   // sums to score; empty unless asked for
};

struct FacetValue {
  std::string id = {};
  std::string label = {};
  std::string type = {};  // of an actor, else ""
  std::uint32_t passages = 0;
  std::uint32_t documents = 0;
};

struct FacetResult {
  Facet facet = Facet::actor;
  std::vector<FacetValue> values;  // the first by count
  std::size_t total = 0;           // how many values have a passage
};

// A filter in force, by its canonical id and for people.
struct AppliedFilter {
  std::string parameter, id, label;
};

struct SearchResult {
  std::string understood;  // "" without a query
  // The query with mistyped words put right, when that finds something.
  std::optional<std::string> corrected;
  bool relaxed = false;  // no passage has all the words, so any was searched
  std::vector<std::string> warnings;
  std::vector<AppliedFilter> filters;
  std::uint64_t passages = 0;
  std::uint64_t documents = 0;
  bool exact = true;  // else the deadline passed: hits and counts are of what was looked at
  std::vector<Hit> hits;
  std::vector<FacetResult> facets;  // in the order asked for
};

}  // namespace fasti::search
