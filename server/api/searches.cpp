#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>
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

Response answer_of(SearchCall asked, Call& call) {
  JsonWriter out;
  write_found(out, find_hits(std::move(asked), call), call);
  return json_response(out);
}

// One of several searches: its answer, or what is wrong with it.
std::variant<Found, Problem> found_or_problem(const std::string& parameters, Call& call) {
  try {
    return find_hits(read_search(Arguments::of_json(parameters)), call);
  } catch (const Problem& problem) {
    return problem;
  } catch (const search::BadRequest& bad) {
    return problem_of(bad);
  }
}

}  // namespace

Found find_hits(SearchCall asked, Call& call) {
  asked.request.deadline = call.deadline;
  const std::uint64_t generation = call.snapshot.generation().manifest().generation;
  if (asked.cursor && asked.cursor->generation != generation)
    throw Problem{410, "the index has been built anew since this cursor was given; search again",
                  "cursor"};
  search::SearchResult result = call.searcher->search(asked.request);
  return {std::move(asked), std::move(result)};
}

void write_found(JsonWriter& out, const Found& found, const Call& call) {
  const auto& [asked, result] = found;
  out.begin_object();
  out.member("query", query_json(asked.request.q, result));
  out.member("total", total_json(result));
  out.key("hits");
  out.begin_array();
  for (const search::Hit& hit : result.hits)
    write_hit(out, hit, asked.request, asked.extras, call.snapshot);
  out.end_array();
  out.key("facets");
  out.begin_object();
  for (const search::FacetResult& facet : result.facets) {
    out.key(search::name(facet.facet));
    out.begin_object();
    out.key("values");
    write_facet_values(out, facet);
    out.member("total", facet.total);
    out.end_object();
  }
  out.end_object();
  const auto next = next_hits(found, call);
  out.member("next", next ? std::optional(next->str()) : std::nullopt);
  out.member("generation", call.snapshot.generation().manifest().generation);
  out.end_object();
}

std::optional<Cursor> next_hits(const Found& found, const Call& call) {
  const auto& [asked, result] = found;
  const std::size_t seen = asked.request.offset + result.hits.size();
  const bool grouped = asked.request.group == search::Group::document;
  if (result.hits.empty() || seen >= (grouped ? result.documents : result.passages))
    return std::nullopt;
  return Cursor{call.snapshot.generation().manifest().generation, seen, asked.identity};
}

Response search(Call& call) {
  if (call.request.method != "POST") return answer_of(read_search(std::move(call.arguments)), call);
  read_nothing(call.arguments);
  require_json(call.request);
  return answer_of(read_search(Arguments::of_json(call.request.body)), call);
}

Response multi(Call& call) {
  read_nothing(call.arguments);
  require_json(call.request);
  const Json list = Json::parse(call.request.body, nullptr, false);
  if (!list.is_array() || list.empty() || list.size() > kMostSearches)
    throw search::BadRequest(
        "", fmt::format("the body must be a JSON list of 1 to {} searches", kMostSearches),
        R"([{"q": "straits"}, {"q": "kars", "decade": "1920s"}])");
  call.service.access.charge(list.size() - 1, call.request);
  JsonWriter out;
  out.begin_object();
  out.key("answers");
  out.begin_array();
  for (const Json& one : list) {
    const auto made = found_or_problem(one.dump(), call);
    if (const auto* found = std::get_if<Found>(&made)) {
      write_found(out, *found, call);
    } else {
      out.value(problem_json(std::get<Problem>(made)));
    }
  }
  out.end_array();
  out.member("generation", call.snapshot.generation().manifest().generation);
  out.end_object();
  return json_response(out);
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
  JsonWriter out;
  out.begin_object();
  out.member("query", query_json(asked.request.q, result));
  out.member("total", total_json(result));
  out.member("facet", search::name(*facet));
  out.key("values");
  write_facet_values(out, result.facets.front());
  out.member("values_total", result.facets.front().total);
  out.end_object();
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
  return export_response(format, call.edition->snapshot, std::move(found), asked.request);
}

}  // namespace fasti::api
