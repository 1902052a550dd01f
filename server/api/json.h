#pragma once
#include <nlohmann/json.hpp>

#include "core/actors/actor.h"
#include "core/index/records.h"
#include "server/search/result.h"
#include "server/search/similar.h"
#include "server/search/snapshot.h"
#include "server/search/timeline.h"

// How answers look in JSON. Members keep the order in which they are written here; spans are
// half-open and count Unicode code points.
namespace fasti::api {

using Json = nlohmann::ordered_json;

// What of a passage is shown.
struct PassageView {
  actors::Evidence evidence = actors::Evidence::adjective;  // actors by this evidence and stronger
  bool context = true;                                      // the date of its heading or document
};

// "id", "ordinal", "document", "heading", "text", "dates", "actors", "links".
Json passage_json(const index::StoredPassage& passage, const PassageView& view,
                  const search::Snapshot& snapshot);
// "id", "title", "kind", "date", "url".
Json document_json(const index::StoredDocument& document);
Json hit_json(const search::Hit& hit, const search::SearchRequest& request, bool html,
              const search::Snapshot& snapshot);
// As passage_json, with "score" and "shared" ("stems", "actors", "dates").
Json similar_json(const search::SimilarPassage& similar, const search::Snapshot& snapshot);
// "values", "total".
Json facet_json(const search::FacetResult& facet);
// "interval", "bars", "outside", "undated", "unplaced".
Json timeline_json(const search::Timeline& timeline);
// "q", "understood", "corrected", "relaxed", "warnings", "filters".
Json query_json(const std::string& q, const search::SearchResult& result);
Json total_json(const search::SearchResult& result);
// "id", "name", "type".
Json actor_reference(const actors::Actor& actor);
Json day_json(const std::optional<dates::Day>& day);
// Scores differ in no digit that matters between machines.
double rounded(double score);
// "" becomes null.
Json text_or_null(const std::string& text);

// As bytes; never fails, whatever the texts hold.
std::string dump(const Json& json);

}  // namespace fasti::api
