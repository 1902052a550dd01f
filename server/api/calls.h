#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/api/arguments.h"
#include "server/api/export.h"
#include "server/api/json.h"
#include "server/search/actors_by_name.h"
#include "server/search/facets.h"
#include "server/search/request.h"
#include "server/search/timeline.h"

// The parameters of every route and the calls that they make up. Each name is written once: the
// same tables read requests, refuse unknown names and make up /openapi.json.
namespace fasti::api {

inline constexpr std::size_t kFarthestOffset = 10'000;
inline constexpr std::size_t kMostSearches = 10;  // of /v1/multi

// Place in a result: the generation, how many hits were seen, and which search it belongs to.
struct Cursor {
  std::uint64_t generation = 0;
  std::size_t offset = 0;
  std::uint64_t search = 0;

  std::string str() const;  // "g7-20-3fa9c01b5d2e88aa"
  static std::optional<Cursor> parse(std::string_view text);
};

struct SearchCall {
  search::SearchRequest request;
  std::optional<Cursor> cursor;
  HitExtras extras;
  // Names this search whatever page of it is asked for.
  std::uint64_t identity = 0;
};

struct FacetCall {
  search::SearchRequest request;
  search::FacetPage page;
};

struct TimelineCall {
  search::SearchRequest request;
  std::optional<search::Step> step;  // nullopt: one that fits
};

struct ExportCall {
  search::SearchRequest request;
  const ExportFormat* format = &export_formats().front();
};

struct PassageCall {
  std::size_t context = 0;  // neighbours on either side
};

struct SimilarCall {
  bool same_document = true;
  std::size_t limit = 10;
};

struct SuggestCall {
  std::string q;
  std::size_t limit = 5;  // of each kind
};

struct ListCall {
  std::size_t limit = 20;
  std::size_t offset = 0;
};

struct ActorsCall {
  search::ActorsRequest request;
  std::size_t limit = 20;
  std::size_t offset = 0;
};

struct ActorCall {
  actors::Evidence evidence = actors::Evidence::metonym;
  std::size_t companions = 20;  // at most
};

// What a search is: words, filters and rules; shared by searches and facets.
std::span<const Parameter<search::SearchRequest>> request_parameters();
std::span<const Parameter<SearchCall>> search_parameters();
std::span<const Parameter<FacetCall>> facet_parameters();
std::span<const Parameter<TimelineCall>> timeline_parameters();
std::span<const Parameter<ExportCall>> export_parameters();
std::span<const Parameter<PassageCall>> passage_parameters();
std::span<const Parameter<SimilarCall>> similar_parameters();
std::span<const Parameter<SuggestCall>> suggest_parameters();
std::span<const Parameter<ListCall>> documents_parameters();
std::span<const Parameter<ActorsCall>> actors_parameters();
std::span<const Parameter<ActorCall>> actor_parameters();

// These throw BadRequest.
SearchCall read_search(Arguments arguments);
FacetCall read_facet(Arguments arguments);
TimelineCall read_timeline(Arguments arguments);
ExportCall read_export(Arguments arguments);
// Without the parameters of a search.
ExportCall read_export_passage(Arguments arguments);
PassageCall read_passage(Arguments arguments);
SimilarCall read_similar(Arguments arguments);
SuggestCall read_suggest(Arguments arguments);
ListCall read_documents(Arguments arguments);
ActorsCall read_actors(Arguments arguments);
ActorCall read_actor(Arguments arguments);
void read_nothing(const Arguments& arguments);

}  // namespace fasti::api
