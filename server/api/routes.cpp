#include "server/api/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "core/index/error.h"
#include "core/text/hash.h"
#include "server/api/calls.h"
#include "server/api/handlers.h"
#include "server/api/log.h"
#include "server/api/openapi.h"
#include "server/api/page.h"
#include "server/api/problem.h"

namespace fasti::api {
namespace {

// A browser that shows an answer by itself loads nothing for it.
constexpr std::string_view kCommonFieldsAndPolicy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: ETag, Retry-After, Server-Timing, X-Request-Id\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n";
constexpr std::string_view kCommonFields =
    kCommonFieldsAndPolicy.substr(kCommonFieldsAndPolicy.find('\n') + 1);

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

Response metrics(Call& call) {
  read_nothing(call.arguments);
  const index::Manifest& manifest = call.snapshot.generation().manifest();
  const Library::Changes changes = call.service.index.changes();
  IndexFigures figures{.generation = manifest.generation,
                       .documents = manifest.documents,
                       .passages = manifest.passages,
                       .served = changes.served,
                       .refused = changes.refused,
                       .caches = {{"answers", call.edition->answers.figures()},
                                  {"bitmaps", call.snapshot.bitmaps().figures()},
                                  {"postings", call.snapshot.kept_postings().figures()}}};
  for (const index::FileEntry& file : manifest.files) figures.bytes += file.bytes;
  return {200,
          "text/plain; version=0.0.4; charset=utf-8",
          call.service.metrics.text(figures),
          {{"Cache-Control", "no-store"}}};
}

Response openapi(Call& call) {
  read_nothing(call.arguments);
  return json_response(openapi_json(routes()));
}

constexpr Route kRoutes[] = {
    {"GET", "/v1/search", Scope::search, true, search, "Ranked passages, with facets"},
    {"POST", "/v1/search", Scope::search, true, search,
     "The same, with the parameters as a JSON object"},
    {"POST", "/v1/multi", Scope::search, true, multi,
     "Up to 10 searches, a JSON list of such objects; each has its answer or its problem"},
    {"GET", "/v1/facets/{facet}", Scope::search, true, facet_values,
     "All values of a facet under a search's parameters"},
    {"GET", "/v1/timeline", Scope::search, true, timeline,
     "How many passages have a date in each day, month, year, decade or century"},
    {"GET", "/v1/export", Scope::exports, true, export_all,
     "All passages that a search finds, in document order, as a file"},
    {"GET", "/v1/passages/{id}", Scope::search, false, passage, "A passage, with its neighbours"},
    {"GET", "/v1/passages/{id}/similar", Scope::search, true, similar,
     "Passages like it, by words, actors and dates"},
    {"GET", "/v1/passages/{id}/export", Scope::search, false, export_passage,
     "A passage as a file, for instance a citation"},
    {"GET", "/v1/eras", Scope::search, false, eras, "The named periods, in order of time"},
    {"GET", "/v1/documents", Scope::search, false, documents, "What is indexed"},
    {"GET", "/v1/documents/{id}", Scope::search, true, document,
     "A document: its outline, what links to it"},
    {"GET", "/v1/suggest", Scope::search, false, suggest, "Completions: actors, titles, words"},
    {"GET", "/v1/actors", Scope::search, false, actors, "Actors by any of their names"},
    {"GET", "/v1/actors/{id}", Scope::search, true, actor, "An actor: names, dates, companions"},
    {"GET", "/healthz", Scope::open, false, health, "Whether the server runs"},
    {"GET", "/readyz", Scope::open, false, ready,
     "Whether it can answer, and from which generation"},
    {"GET", "/metrics", Scope::metrics, false, metrics, "What the server has done, for Prometheus"},
    {"GET", "/openapi.json", Scope::open, false, openapi, "This interface in OpenAPI"},
};

// For readers: no part of the interface. What goes wrong is told in HTML.
constexpr Route kPages[] = {
    {"GET", "/", Scope::search, true, search_page, "The search page"},
    {"GET", "/passage/{id}", Scope::search, false, passage_page, "A passage"},
    {"GET", "/document/{id}", Scope::search, true, document_page, "A document"},
    {"GET", "/actor/{id}", Scope::search, true, actor_page, "An actor"},
    {"GET", "/about", Scope::open, false, about_page, "How to search"},
    {"GET", "/web/{name}", Scope::open, false, page_file, "A file that pages need"},
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

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& h) { return h.first == name; });
}

// Where a request goes: a route, and what stands in the place of its {id}.
struct Place {
  const Route* route = nullptr;
  std::string_view id = {};
  bool is_page = false;
};

// Throws Problem where nothing is, or nothing that takes the method.
Place place_of(std::string_view method, std::string_view path) {
  std::string allowed;
  for (const std::span<const Route> table : {std::span<const Route>(kRoutes), pages()}) {
    for (const Route& route : table) {
      std::string_view id;
      if (!matches(route.path, path, id)) continue;
      if (route.method == method) return {&route, id, table.data() == kPages};
      allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", route.method);
    }
  }
  if (allowed.empty()) throw Problem{404, "there is nothing at this address"};
  throw Problem{
      .status = 405,
      .detail = fmt::format("this address takes {}", allowed),
      .headers = {{"Allow", allowed + (allowed.starts_with("GET") ? ", HEAD" : "") + ", OPTIONS"}}};
}

// What is the same for the same generation and request.
std::string tag_of(const Place& place, const Request& request, const index::Manifest& manifest) {
  return fmt::format(
      "\"g{}-{:016x}\"", manifest.generation,
      text::hash64(fmt::format("{}\n{:x}\n{:x}\n{}\n{}", FASTI_VERSION, manifest.checksum,
                               place.is_page ? shell_hash() : 0, request.target, request.body)));
}

// The answer of a route, problems thrown.
Response handled(const Place& place, const Request& request, const Service& service) {
  const Route& route = *place.route;
  std::shared_ptr<const Edition> edition = service.index.edition();
  const std::string name = fmt::format("{} {}\n{}\n{}", route.method, request.target,
                                       request.content_type, request.body);
  if (const auto kept = edition->answers.find(name)) return *kept;
  if (!request.if_none_match.empty()) {
    // Who has the tag has the answer, and need not wait for it to be made again.
    std::string tag = tag_of(place, request, edition->snapshot->generation().manifest());
    if (request.if_none_match.find(tag) != std::string::npos)
      return {304, "", "", {{"ETag", std::move(tag)}}};
  }

  std::unique_ptr<Library::Loan> loan;
  if (route.searches) {
    loan = service.index.borrow();
    edition = loan->edition();
  }
  const std::string_view target = request.target;
  const std::size_t path_end = std::min(target.size(), target.find('?'));
  Call call{request,
            Arguments::of_query(target.substr(std::min(target.size(), path_end + 1))),
            percent_decoded(place.id, false, "id"),
            *edition->snapshot,
            edition,
            loan ? &loan->searcher() : nullptr,
            service.index.deadline(),
            service};
  Response response = route.handler(call);
  // A page's own hash is better known to it. What the deadline has cut is never the same twice.
  if (call.deadline.cut_work() || has_header(response, "ETag") ||
      has_header(response, "Cache-Control"))
    return response;
  response.headers.emplace_back("ETag",
                                tag_of(place, request, call.snapshot.generation().manifest()));
  if (response.status == 200 && !response.parts)
    edition->answers.keep(name, std::make_shared<const Response>(response));
  return response;
}

// What the log and the figures tell of a request.
struct Asked {
  std::string_view route = "none";
  bool is_page = false;
  std::string key;
};

Response routed(const Request& request, const Service& service, Asked& asked) {
  const std::string_view target = request.target;
  const std::string_view path = target.substr(0, target.find('?'));
  const Place place =
      place_of(request.method == "HEAD" ? "GET" : std::string_view(request.method), path);
  asked.route = place.route->path;
  asked.is_page = place.is_page;
  try {
    asked.key = service.access.admit(place.route->scope, request);
  } catch (const Problem& problem) {
    // A page's script asks with a key of its reader's, so that the page itself is open to all.
    if (!place.is_page || problem.status == 429) throw;
    return closed_page(problem);
  }
  return handled(place, request, service);
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

Response guarded(const Request& request, const Service& service, Asked& asked) {
  const auto told = [&](const Problem& problem) {
    return asked.is_page ? problem_page(problem, request) : response_of(problem);
  };
  std::string why = "unknown error";
  try {
    return routed(request, service, asked);
  } catch (const Problem& problem) {
    return told(problem);
  } catch (const search::BadRequest& bad) {
    return told(problem_of(bad));
  } catch (const std::exception& error) {
    why = error.what();
  } catch (...) {
    // Something that is no exception of ours; Xapian's are translated where it is called.
  }
  log(spdlog::level::err, {{"id", request.id},
                           {"message", why},
                           {"method", request.method},
                           {"target", request.target}});
  return told({500, "the server could not answer; its log says why"});
}

Response json_of(std::string bytes) {
  return {200, "application/json; charset=utf-8", std::move(bytes) + '\n'};
}

}  // namespace

Response json_response(const Json& json) { return json_of(dump(json)); }

Response json_response(const JsonWriter& written) { return json_of(written.str()); }

Page::Page(std::size_t offset, std::size_t limit, std::size_t list)
    : begin(std::min(offset, list)), end(begin + std::min(limit, list - begin)), size(list) {}

Json Page::next() const { return end > begin && end < size ? Json(end) : Json(nullptr); }

std::span<const Route> routes() { return kRoutes; }
std::span<const Route> pages() { return kPages; }

std::string_view common_fields(const Response& response) {
  return has_header(response, "Content-Security-Policy") ? kCommonFields : kCommonFieldsAndPolicy;
}

Response answer(const Request& request, const Service& service) {
  const auto begin = std::chrono::steady_clock::now();
  Response response;
  if (request.method == "OPTIONS") {
    // A browser asks beforehand whether another site's page may.
    response = {204,
                "",
                "",
                {{"Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"},
                 {"Access-Control-Allow-Headers",
                  "Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-Id"},
                 {"Access-Control-Max-Age", "86400"}}};
  } else {
    Asked asked;
    response = guarded(request, service, asked);
    response.route = asked.route;
    response.key = std::move(asked.key);
    leave_out_known(request, response);
    if (response.status < 400 && !has_header(response, "Cache-Control"))
      response.headers.emplace_back("Cache-Control", "no-cache");
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  response.headers.emplace_back("Server-Timing", fmt::format("total;dur={:.2f}", taken.count()));
  return response;
}

}  // namespace fasti::api
