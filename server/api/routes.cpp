#include "server/api/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "core/index/error.h"
#include "core/text/hash.h"
#include "server/api/calls.h"
#include "server/api/json.h"
#include "server/api/log.h"
#include "server/api/openapi.h"
#include "server/api/page.h"
#include "server/api/problem.h"
#include "server/search/suggest.h"

namespace fasti::api {
namespace {

using index::DocId;
using index::StoredDocument;

Response json_response(const Json& json) {
  return {200, "application/json; charset=utf-8", dump(json)};
}

std::string address(std::string_view path, std::string_view id) {
  return fmt::format("{}{}", path, percent_encoded(id));
}

/* Searching */

// What is posted is JSON.
void require_json(const Request& request) {
  if (!request.content_type.starts_with("application/json"))
    throw Problem{415, "send the parameters as application/json"};
}

Json search_json(const SearchCall& asked, Call& call) {
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

Response search(Call& call) {
  if (call.request.method != "POST")
    return json_response(search_json(read_search(std::move(call.arguments)), call));
  read_nothing(call.arguments);
  require_json(call.request);
  return json_response(search_json(read_search(Arguments::of_json(call.request.body)), call));
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

Response multi(Call& call) {
  constexpr std::size_t kMostSearches = 10;
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
  const FacetCall asked = read_facet(std::move(call.arguments));
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
  const TimelineCall asked = read_timeline(std::move(call.arguments));
  const auto found = call.searcher->timeline(asked.request, asked.step);
  Json out{{"query", query_json(asked.request.q, found.result)},
           {"total", total_json(found.result)}};
  out.update(timeline_json(found.timeline));
  return json_response(out);
}

Response export_all(Call& call) {
  const ExportCall asked = read_export(std::move(call.arguments));
  const ExportFormat& format = *asked.format;
  return {200,
          std::string(format.content_type),
          "",
          {{"Content-Disposition",
            fmt::format("attachment; filename=\"fasti.{}\"", format.file_ending)}},
          export_parts(format, call.held, call.searcher->all(asked.request), asked.request)};
}

/* Passages and documents */

Json source_json(const index::StoredPassage& passage, const StoredDocument& document) {
  const text::MappedText mapped(passage.text, passage.runs);
  const text::Span bytes = mapped.source({0, passage.text.size()});
  return {{"file", text_or_null(document.file)}, {"begin", bytes.begin}, {"end", bytes.end}};
}

[[noreturn]] void throw_no_passage(const std::string& id, const index::Generation& generation) {
  const std::size_t colon = id.rfind(':');
  if (colon != std::string::npos)
    if (const auto document = generation.find_document(id.substr(0, colon)))
      throw Problem{.status = 410,
                    .detail = "the document no longer has a passage with this text",
                    .members = {{"document",
                                 address("/v1/documents/", generation.documents()[*document].id)}}};
  throw Problem{404, "there is no passage with this id"};
}

Response passage(Call& call) {
  const PassageCall asked = read_passage(std::move(call.arguments));
  const index::Generation& generation = call.snapshot.generation();
  const auto docid = generation.find_passage(call.id);
  if (!docid) throw_no_passage(call.id, generation);
  const auto found = generation.passage(*docid);
  const StoredDocument& document = generation.documents()[found->document];

  Json out = passage_json(*found, {}, call.snapshot);
  out["source"] = source_json(*found, document);
  const auto neighbours = [&](DocId begin, DocId end) {
    Json list = Json::array();
    for (DocId at = begin; at < end; ++at) {
      const auto neighbour = generation.passage(at);
      list.push_back({{"id", neighbour->id},
                      {"ordinal", neighbour->ordinal},
                      {"heading", neighbour->headings},
                      {"text", neighbour->text}});
    }
    return list;
  };
  const auto context = static_cast<DocId>(asked.context);
  const DocId end = document.first + document.passages;
  out["before"] = neighbours(*docid - std::min(context, *docid - document.first), *docid);
  out["after"] = neighbours(*docid + 1, std::min(end, *docid + 1 + context));
  return json_response(out);
}

Response similar(Call& call) {
  const SimilarCall asked = read_similar(std::move(call.arguments));
  const auto docid = call.snapshot.generation().find_passage(call.id);
  if (!docid) throw_no_passage(call.id, call.snapshot.generation());
  Json out{{"passage", call.id}, {"similar", Json::array()}};
  for (const auto& one : call.searcher->similar(*docid, asked.same_document, asked.limit))
    out["similar"].push_back(similar_json(one, call.snapshot));
  return json_response(out);
}

Response documents(Call& call) {
  const ListCall asked = read_documents(std::move(call.arguments));
  const auto& all = call.snapshot.generation().documents();
  Json list = Json::array();
  const std::size_t begin = std::min(asked.offset, all.size());
  const std::size_t end = begin + std::min(asked.limit, all.size() - begin);
  for (std::size_t i = begin; i < end; ++i) {
    Json one = document_json(all[i]);
    one["lang"] = all[i].lang;
    one["passages"] = all[i].passages;
    list.push_back(std::move(one));
  }
  return json_response({{"documents", std::move(list)},
                        {"total", all.size()},
                        {"next", end > begin && end < all.size() ? Json(end) : Json(nullptr)}});
}

Json actor_reference(const actors::Actor& actor) {
  return {{"id", actor.id}, {"name", actor.name}, {"type", actors::name(actor.type)}};
}

Json outline_json(const StoredDocument& document, const index::Generation& generation) {
  Json out = Json::array();
  for (const index::OutlineEntry& entry : document.outline) {
    const auto first = generation.passage(entry.first);
    out.push_back({{"level", entry.level},
                   {"heading", entry.heading},
                   {"passage", first ? Json(first->id) : Json(nullptr)}});
  }
  return out;
}

// The documents that have a passage that links here, with the number of such passages.
Json links_here_json(const StoredDocument& document, Call& call) {
  const index::Generation& generation = call.snapshot.generation();
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const DocId docid : call.searcher->links_to(document.id))
    ++counts[generation.columns().document(docid)];
  Json out = Json::array();
  for (const auto& [place, passages] : counts) {
    const StoredDocument& from = generation.documents()[place];
    out.push_back({{"id", from.id}, {"title", from.title}, {"passages", passages}});
  }
  return out;
}

Json related_json(const StoredDocument& document, const index::Generation& generation) {
  Json out = Json::array();
  for (const std::string& id : document.related) {
    const auto place = generation.find_document(id);
    out.push_back({{"id", id},
                   {"title", place ? Json(generation.documents()[*place].title) : Json(nullptr)}});
  }
  return out;
}

// A field that is given more than once becomes a list.
Json metadata_json(const StoredDocument& document) {
  Json out = Json::object();
  for (const auto& [name, value] : document.metadata) {
    if (!out.contains(name)) {
      out[name] = value;
    } else {
      if (!out[name].is_array()) out[name] = Json::array({out[name]});
      out[name].push_back(value);
    }
  }
  return out;
}

Response document(Call& call) {
  read_nothing(call.arguments);
  const index::Generation& generation = call.snapshot.generation();
  const auto place = generation.find_document(call.id);
  if (!place) throw Problem{404, "there is no document with this id"};
  const StoredDocument& found = generation.documents()[*place];
  Json out = document_json(found);
  out["lang"] = found.lang;
  out["file"] = text_or_null(found.file);
  out["passages"] = found.passages;
  const auto first = generation.passage(found.first);
  out["first"] = first && found.passages > 0 ? Json(first->id) : Json(nullptr);
  out["actor"] = found.subject == StoredDocument::kNoActor
                     ? Json(nullptr)
                     : actor_reference(generation.actors()[found.subject]);
  out["outline"] = outline_json(found, generation);
  out["related"] = related_json(found, generation);
  out["links_here"] = links_here_json(found, call);
  out["metadata"] = metadata_json(found);
  return json_response(out);
}

/* Actors */

Json named_actor_json(const search::NamedActor& found, const index::Generation& generation) {
  Json out = actor_reference(generation.actors()[found.actor]);
  out["matched"] = found.name;
  out["passages"] = found.passages;
  out["documents"] = found.documents;
  return out;
}

Response actors(Call& call) {
  const ListCall asked = read_actors(std::move(call.arguments));
  const index::Generation& generation = call.snapshot.generation();
  const std::vector<search::NamedActor> found = search::actors_by_name(call.snapshot, asked.q);
  Json list = Json::array();
  const std::size_t begin = std::min(asked.offset, found.size());
  const std::size_t end = begin + std::min(asked.limit, found.size() - begin);
  for (std::size_t i = begin; i < end; ++i) list.push_back(named_actor_json(found[i], generation));
  return json_response({{"actors", std::move(list)},
                        {"total", found.size()},
                        {"next", end > begin && end < found.size() ? Json(end) : Json(nullptr)}});
}

// An actor by id, with its name where the index knows it.
Json reference_by_id(const std::string& id, const index::Generation& generation) {
  const auto place = generation.find_actor(id);
  return {{"id", id}, {"name", place ? Json(generation.actors()[*place].name) : Json(nullptr)}};
}

Response actor(Call& call) {
  read_nothing(call.arguments);
  const index::Generation& generation = call.snapshot.generation();
  const auto place = generation.find_actor(call.id);
  if (!place) throw Problem{404, "there is no actor with this id"};
  const actors::Actor& found = generation.actors()[*place];

  search::SearchRequest request{.filters = {.actor_all = {found.id}},
                                .evidence = actors::Evidence::adjective,
                                .limit = 0,
                                .facets = {search::Facet::actor, search::Facet::decade},
                                .facet_limit = 21,
                                .facet_order = search::FacetOrder::count};
  search::SearchResult result = call.searcher->search(request);
  auto& companions = result.facets[0].values;
  std::erase_if(companions, [&](const auto& value) { return value.id == found.id; });

  Json out = actor_reference(found);
  out["aliases"] = found.aliases;
  out["ambiguous_aliases"] = found.ambiguous_aliases;
  out["adjectives"] = found.adjectives;
  out["metonyms"] = found.metonyms;
  out["parent"] = found.parent.empty() ? Json(nullptr) : reference_by_id(found.parent, generation);
  out["successor_of"] = Json::array();
  for (const std::string& id : found.successor_of)
    out["successor_of"].push_back(reference_by_id(id, generation));
  for (const auto& [name, value] : {std::pair("from", &found.from),
                                    {"to", &found.to},
                                    {"wikidata", &found.wikidata},
                                    {"viaf", &found.viaf},
                                    {"cerl", &found.cerl},
                                    {"note", &found.note},
                                    {"document", &found.document}})
    out[name] = text_or_null(*value);
  out["passages"] = result.passages;
  out["documents"] = result.documents;
  out["companions"] = facet_json(result.facets[0])["values"];
  out["decades"] = facet_json(result.facets[1])["values"];
  return json_response(out);
}

Response suggest(Call& call) {
  const SuggestCall asked = read_suggest(std::move(call.arguments));
  const index::Generation& generation = call.snapshot.generation();
  const search::Suggestions found = search::suggest(call.snapshot, asked.q, asked.limit);
  Json out{{"q", asked.q},
           {"actors", Json::array()},
           {"titles", Json::array()},
           {"words", Json::array()}};
  for (const search::NamedActor& actor : found.actors)
    out["actors"].push_back(named_actor_json(actor, generation));
  for (const std::uint32_t place : found.titles) {
    const StoredDocument& document = generation.documents()[place];
    out["titles"].push_back({{"id", document.id},
                             {"title", document.title},
                             {"kind", document.kind},
                             {"passages", document.passages}});
  }
  for (const auto& [word, passages] : found.words)
    out["words"].push_back({{"word", word}, {"passages", passages}});
  return json_response(out);
}

/* Operation */

Response health(Call& call) {
  read_nothing(call.arguments);
  return json_response({{"status", "ok"}});
}

Response ready(Call& call) {
  read_nothing(call.arguments);
  const index::Manifest& manifest = call.snapshot.generation().manifest();
  return json_response({{"status", "ready"},
                        {"generation", manifest.generation},
                        {"documents", manifest.documents},
                        {"passages", manifest.passages}});
}

Response openapi(Call& call) {
  read_nothing(call.arguments);
  return json_response(openapi_json(routes()));
}

constexpr Route kRoutes[] = {
    {"GET", "/v1/search", true, search, "Ranked passages, with facets"},
    {"POST", "/v1/search", true, search, "The same, with the parameters as a JSON object"},
    {"POST", "/v1/multi", true, multi,
     "Up to 10 searches, a JSON list of such objects; each has its answer or its problem"},
    {"GET", "/v1/facets/{facet}", true, facet_values,
     "All values of a facet under a search's parameters"},
    {"GET", "/v1/timeline", true, timeline,
     "How many passages have a date in each day, month, year, decade or century"},
    {"GET", "/v1/export", true, export_all,
     "All passages that a search finds, in document order, as a file"},
    {"GET", "/v1/passages/{id}", false, passage, "A passage, with its neighbours"},
    {"GET", "/v1/passages/{id}/similar", true, similar,
     "Passages like it, by words, actors and dates"},
    {"GET", "/v1/documents", false, documents, "What is indexed"},
    {"GET", "/v1/documents/{id}", true, document, "A document: its outline, what links to it"},
    {"GET", "/v1/suggest", false, suggest, "Completions: actors, titles, words"},
    {"GET", "/v1/actors", false, actors, "Actors by any of their names"},
    {"GET", "/v1/actors/{id}", true, actor, "An actor: names, dates, companions"},
    {"GET", "/healthz", false, health, "Whether the server runs"},
    {"GET", "/readyz", false, ready, "Whether it can answer, and from which generation"},
    {"GET", "/openapi.json", false, openapi, "This interface in OpenAPI"},
    {"GET", "/", false, page, "The search page"},
};

// "/v1/passages/{id}" against "/v1/passages/kars%3A3fa9c01b", segment by segment on the raw path:
// an id may hold an encoded slash. The segment in the braces' place goes to `id`.
bool matches(std::string_view pattern, std::string_view path, std::string_view& id) {
  while (true) {
    const std::string_view expected = pattern.substr(0, pattern.find('/'));
    const std::string_view segment = path.substr(0, path.find('/'));
    if (expected.starts_with('{')) {
      if (segment.empty()) return false;
      id = segment;
    } else if (expected != segment) {
      return false;
    }
    const bool pattern_ends = expected.size() == pattern.size();
    const bool path_ends = segment.size() == path.size();
    if (pattern_ends || path_ends) return pattern_ends && path_ends;
    pattern.remove_prefix(expected.size() + 1);
    path.remove_prefix(segment.size() + 1);
  }
}

// The answer of the route that a request asks for, problems thrown.
Response routed(const Request& request, Library& library) {
  const std::string_view target = request.target;
  const std::string_view path = target.substr(0, target.find('?'));
  const std::string_view query = target.substr(std::min(target.size(), path.size() + 1));
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);

  std::string allowed;
  for (const Route& route : kRoutes) {
    std::string_view id;
    if (!matches(route.path, path, id)) continue;
    if (route.method != method) {
      allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", route.method);
      continue;
    }
    std::shared_ptr<const search::Snapshot> snapshot;
    std::unique_ptr<Library::Loan> loan;
    if (route.searches) {
      loan = library.borrow();
      if (!loan)
        throw Problem{.status = 503,
                      .detail = "too many requests wait; try again in a moment",
                      .headers = {{"Retry-After", "1"}}};
      snapshot = loan->snapshot();
    } else {
      snapshot = library.snapshot();
    }
    Call call{
        request,  Arguments::of_query(query),        percent_decoded(id, false, "id"), *snapshot,
        snapshot, loan ? &loan->searcher() : nullptr};
    Response response = route.handler(call);
    // Of what is the same for the same generation and request; a page's own hash is better known
    // to it.
    if (std::ranges::none_of(response.headers, [](const auto& h) { return h.first == "ETag"; }))
      response.headers.emplace_back(
          "ETag", fmt::format("\"g{}-{:016x}\"", call.snapshot.generation().manifest().generation,
                              text::hash64(fmt::format("{}\n{}\n{}", FASTI_VERSION, request.target,
                                                       request.body))));
    return response;
  }
  if (auto asset = page_asset(path)) {
    if (method == "GET") return *asset;
    allowed = "GET";
  }
  if (allowed.empty()) throw Problem{404, "there is nothing at this address"};
  throw Problem{
      .status = 405,
      .detail = fmt::format("this address takes {}", allowed),
      .headers = {{"Allow", allowed + (allowed.starts_with("GET") ? ", HEAD" : "") + ", OPTIONS"}}};
}

bool lists_tag(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}

// 304 instead of what the client has already.
void leave_out_known(const Request& request, Response& response) {
  if (response.status != 200 || request.if_none_match.empty()) return;
  for (const auto& [name, value] : response.headers) {
    if (name != "ETag" || !lists_tag(request.if_none_match, value)) continue;
    response.status = 304;
    response.body.clear();
    response.content_type.clear();
    response.parts = nullptr;
    return;
  }
}

Response guarded(const Request& request, Library& library) {
  std::string why = "unknown error";
  try {
    return routed(request, library);
  } catch (const Problem& problem) {
    return response_of(problem);
  } catch (const search::BadRequest& bad) {
    return response_of(problem_of(bad));
  } catch (const std::exception& error) {
    why = error.what();
  } catch (...) {
    // Something that is no exception of ours; Xapian's are translated where it is called.
  }
  log(spdlog::level::err,
      {{"message", why}, {"method", request.method}, {"target", request.target}});
  return response_of({500, "the server could not answer; its log says why"});
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Response answer(const Request& request, Library& library) {
  const auto begin = std::chrono::steady_clock::now();
  Response response;
  if (request.method == "OPTIONS") {
    // A browser asks beforehand whether another site's page may.
    response = {204,
                "",
                "",
                {{"Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"},
                 {"Access-Control-Allow-Headers", "Content-Type, If-None-Match"},
                 {"Access-Control-Max-Age", "86400"}}};
  } else {
    response = guarded(request, library);
    leave_out_known(request, response);
    if (response.status < 400) response.headers.emplace_back("Cache-Control", "no-cache");
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  response.headers.emplace_back("Server-Timing", fmt::format("total;dur={:.2f}", taken.count()));
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Expose-Headers", "ETag, Server-Timing");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace fasti::api
