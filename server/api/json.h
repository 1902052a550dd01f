#pragma once
#include "core/actors/actor.h"
#include "core/index/records.h"
#include "server/api/json_writer.h"
#include "server/search/result.h"
#include "server/search/similar.h"
#include "server/search/snapshot.h"
#include "server/search/timeline.h"

// How answers look in JSON. Members keep the order in which they are written here; spans are
// half-open and count Unicode code points. What an answer has many of is written, what it has one
// of is a Json.
namespace fasti::api {

// What of a passage is shown.
struct PassageView {
  actors::Evidence evidence = actors::Evidence::adjective;  // actors by this evidence and stronger
  bool context = true;                                      // the date of its heading or document
};

// Members of an object that is begun: "id", "ordinal", "document", "heading", "text", "dates",
// "actors", "links".
void write_passage_members(JsonWriter& out, const index::StoredPassage& passage,
                           const PassageView& view, const search::Snapshot& snapshot);
// What a hit has on demand.
struct HitExtras {
  bool html = false;   // the text with marks
  bool coins = false;  // the citation as an OpenURL context object
};
void write_hit(JsonWriter& out, const search::Hit& hit, const search::SearchRequest& request,
               const HitExtras& extras, const search::Snapshot& snapshot);
// As a passage, with "score" and "shared" ("stems", "actors", "dates").
void write_similar(JsonWriter& out, const search::SimilarPassage& similar,
                   const search::Snapshot& snapshot);
// A list.
void write_facet_values(JsonWriter& out, const search::FacetResult& facet);
// "id", "title", "kind", "date", "url".
Json document_json(const index::DocumentHead& document);
// "interval", "bars", "outside", "undated", "unplaced".
Json timeline_json(const search::Timeline& timeline);
// "q", "understood", "corrected", "relaxed", "warnings", "filters".
Json query_json(const std::string& q, const search::SearchResult& result);
Json total_json(const search::SearchResult& result);
// "id", "name", "type".
Json actor_reference(const index::ActorHead& actor);
Json day_json(const std::optional<dates::Day>& day);
// Scores differ in no digit that matters between machines.
double rounded(double score);
// "" becomes null.
Json text_or_null(std::string_view text);

}  // namespace fasti::api
