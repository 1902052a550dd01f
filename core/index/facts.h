#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/dates/eras.h"
#include "core/index/columns.h"
#include "core/index/records.h"

namespace fasti::index {

// What filters and facets say of a passage. Made from its stored form and nothing else, so that
// the columns, the terms and the passage that is returned cannot disagree.
struct PassageFacts {
  std::vector<DateEntry> dates;    // by span, the context date last; distinct
  std::vector<ActorEntry> actors;  // by packed value; distinct
  // Under the default rule (dates/membership.h; context dates counted, default roles); rising.
  std::vector<std::uint32_t> eras;
  std::vector<std::int32_t> years, decades, centuries;
  bool undated = true;  // no date counts by default
};

// Is a date of this role counted unless roles=all?
bool is_counted_by_default(dates::Role role);

PassageFacts facts_of(const StoredPassage& passage, std::span<const dates::Era> eras);

// The boolean terms of a document. Sorted, distinct.
std::vector<std::string> document_terms(const DocumentHead& document);

// The boolean terms of a passage: all but its stems and the words of its text. Sorted, distinct.
// `actor_id`: of an actor that the facts tell of.
std::vector<std::string> filter_terms(
    const StoredPassage& passage, const PassageFacts& facts,
    const std::function<std::string_view(std::uint32_t)>& actor_id,
    std::span<const dates::Era> eras);

// "XDEC:192", "XYEAR:-43": a term of a year, decade or century.
std::string bucket_term(std::string_view prefix, std::int64_t bucket);

}  // namespace fasti::index
