#include <fmt/format.h>

#include <vector>

#include "server/api/calls.h"
#include "server/api/handlers.h"
#include "server/api/problem.h"

namespace fasti::api {
namespace {

// What is posted is JSON.
void require_json(const Request& request) {
  if (!request.content_type.starts_with("application/json"))
    throw Problem{415, "send the parameters as application/json"};
}

Json search_json(SearchCall asked, Call& call) {
  asked.request.deadline = call.deadline;
  const std::uint64_t generation = call.snapshot.generation().manifest().generation;
  if (asked.cursor && asked.cursor->generation != generation)
    throw Problem{410, "the index has been built anew since this cursor was given; search again",
                  "cursor"};
  const search::SearchResult result = call.searcher->search(asked.request);

  Json out{{"query", query_json(asked.request.q, result)}, {"total", total_json(result)}};
  out["hits"] = Json::array();
  for (const search::Hit& hit : result.hits)
    out["hits"].push_back(hit_json(hit, asked.request, asked.html, call.snapshot));
  out["facets"] = Json::object();
  for (const search::FacetResult& facet : result.facets)
    out["facets"][std::string(search::name(facet.facet))] = facet_json(facet);
  const std::size_t seen = asked.request.offset + result.hits.size();
  const bool grouped = asked.request.group == search::Group::document;
  const bool more = !result.hits.empty() && seen < (grouped ? result.documents : result.passages);
  out["next"] = more ? Json(Cursor{generation, seen, asked.identity}.str()) : Json(nullptr);
  out["generation"] = generation;
  return out;
}

// One of several searches: its answer, or what is wrong with it.
Json answer_or_problem(const std::string& parameters, Call& call) {
  try {
    return search_json(read_search(Arguments::of_json(parameters)), call);
  } catch (const Problem& problem) {
    return problem_json(problem);
  } catch (const search::BadRequest& bad) {
    return problem_json(problem_of(bad));
  }
}

}  // namespace

Response search(Call& call) {
  if (call.request.method != "POST")
    return json_response(search_json(read_search(std::move(call.arguments)), call));
  read_nothing(call.arguments);
  require_json(call.request);
  return json_response(search_json(read_search(Arguments::of_json(call.request.body)), call));
}

Response multi(Call& call) {
  read_nothing(call.arguments);
  require_json(call.request);
  const Json list = Json::parse(call.request.body, nullptr, false);
  if (!list.is_array() || list.empty() || list.size() > kMostSearches)
    throw search::BadRequest(
        "", fmt::format("the body must be a JSON list of 1 to {} searches", kMostSearches),
        R"([{"q": "straits"}, {"q": "kars", "decade": "1920s"}])");
  Json answers = Json::array();
  for (const Json& one : list) answers.push_back(answer_or_problem(one.dump(), call));
  return json_response({{"answers", std::move(answers)},
                        {"generation", call.snapshot.generation().manifest().generation}});
}

Response facet_values(Call& call) {
  const auto facet = search::parse_facet(call.id);
  if (!facet) {
    std::vector<std::string_view> names;
    for (const auto& known : search::facet_names()) names.push_back(known.name);
    throw Problem{
        404, fmt::format("there is no facet of this name; there are {}", fmt::join(names, ", "))};
  }
  FacetCall asked = read_facet(std::move(call.arguments));
  asked.request.deadline = call.deadline;
  const search::SearchResult result = call.searcher->facet(asked.request, *facet, asked.page);
  Json out{{"query", query_json(asked.request.q, result)},
           {"total", total_json(result)},
           {"facet", search::name(*facet)}};
  Json values = facet_json(result.facets.front());
  out["values"] = std::move(values["values"]);
  out["values_total"] = std::move(values["total"]);
  return json_response(out);
}

Response timeline(Call& call) {
  TimelineCall asked = read_timeline(std::move(call.arguments));
  asked.request.deadline = call.deadline;
  const auto found = call.searcher->timeline(asked.request, asked.step);
  Json out{{"query", query_json(asked.request.q, found.result)},
           {"total", total_json(found.result)}};
  out.update(timeline_json(found.timeline));
  return json_response(out);
}

Response export_all(Call& call) {
  ExportCall asked = read_export(std::move(call.arguments));
  asked.request.deadline = call.deadline;
  const ExportFormat& format = *asked.format;
  search::Bitmap found = call.searcher->all(asked.request);
  if (call.deadline.cut_work())
    throw Problem{503, "the time for one search was up; narrow it, so that no part is left out"};
  return {200,
          std::string(format.content_type),
          "",
          {{"Content-Disposition",
            fmt::format("attachment; filename=\"fasti.{}\"", format.file_ending)}},
          export_parts(format, call.edition->snapshot, std::move(found), asked.request)};
}

}  // namespace fasti::api
