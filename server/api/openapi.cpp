#include "server/api/openapi.h"

#include <string>
#include <string_view>

#include "server/api/calls.h"

namespace fasti::api {
namespace {

template <typename C>
void describe(Json& out, std::span<const Parameter<C>> parameters) {
  for (const Parameter<C>& parameter : parameters) {
    const Json text{{"type", "string"}};
    Json one{{"name", parameter.name},
             {"in", "query"},
             {"description", parameter.help},
             {"schema", parameter.repeatable ? Json{{"type", "array"}, {"items", text}} : text}};
    if (!parameter.example.empty())
      one["example"] =
          parameter.repeatable ? Json::array({parameter.example}) : Json(parameter.example);
    out.push_back(std::move(one));
  }
}

Json parameters_of(std::string_view path) {
  Json out = Json::array();
  if (path == "/v1/search") {
    describe(out, request_parameters());
    describe(out, search_parameters());
  } else if (path.starts_with("/v1/facets/")) {
    describe(out, request_parameters());
    describe(out, facet_parameters());
  } else if (path == "/v1/export") {
    describe(out, request_parameters());
    describe(out, export_parameters());
  } else if (path == "/v1/timeline") {
    describe(out, request_parameters());
    describe(out, timeline_parameters());
  } else if (path == "/v1/passages/{id}/similar") {
    describe(out, similar_parameters());
  } else if (path == "/v1/passages/{id}") {
    describe(out, passage_parameters());
  } else if (path == "/v1/suggest") {
    describe(out, suggest_parameters());
  } else if (path == "/v1/documents") {
    describe(out, documents_parameters());
  } else if (path == "/v1/actors") {
    describe(out, actors_parameters());
  } else if (path == "/v1/actors/{id}") {
    describe(out, actor_parameters());
  }
  if (const std::size_t open = path.find('{'); open != std::string_view::npos)
    out.push_back({{"name", path.substr(open + 1, path.find('}') - open - 1)},
                   {"in", "path"},
                   {"required", true},
                   {"description", "percent-encoded"},
                   {"schema", {{"type", "string"}}}});
  return out;
}

// What is posted.
Json body_of(std::string_view path) {
  const Json parameters{{"type", "object"}};
  if (path != "/v1/multi") return parameters;
  return {{"type", "array"}, {"items", parameters}};
}

// What a member of an answer holds. A type that ends in "?" may be null.
struct Member {
  std::string_view name, type, description;
};

constexpr Member kActorMembers[] = {
    {"id", "string", "What filters take"},
    {"name", "string", "As its authority record has it"},
    {"type", "string", "person, state, organisation, treaty, war, event, place, people or other"},
    {"aliases", "array", "Its other names"},
    {"ambiguous_aliases", "array", "Names that count where another one of it stands too"},
    {"adjectives", "array", "\"Ottoman\""},
    {"metonyms", "array", "\"Sublime Porte\""},
    {"from", "string?", "When it began, or was born, in EDTF"},
    {"to", "string?", "When it ended"},
    {"wikidata", "string?", "Its id there"},
    {"viaf", "string?", "Its id there"},
    {"cerl", "string?", "Its id there"},
    {"note", "string?", "A remark of the record"},
    {"parent", "object?", "The actor that it is a part of: id, name, type"},
    {"parts", "array", "The actors whose parent it is: id, name, type"},
    {"predecessors", "array", "The actors that it succeeded: id, name, type"},
    {"successors", "array", "The actors that succeeded it: id, name, type"},
    {"document", "object?", "The document that defines it: id, title, kind, date, url"},
    {"passages", "integer", "That name it by the evidence asked for, as all that follows"},
    {"documents", "integer", "With such a passage"},
    {"seen_as", "array",
     "How the texts name it, the most frequent first: text, evidence, mentions, passages"},
    {"first", "object?",
     "Of the dates that these passages state the one that begins first: text, edtf, earliest, "
     "latest, passage"},
    {"last", "object?", "The one that ends last"},
    {"timeline", "object", "As /v1/timeline answers, at its own interval"},
    {"decades", "array", "In order of time: id, name, passages, documents"},
    {"companions", "array",
     "The actors that stand in the same passages more often than by chance, by Dunning's "
     "log-likelihood ratio over all passages: id, name, type, passages and documents that name "
     "both, score"},
    {"companions_total", "integer", "How many there are"},
};

constexpr Member kActorsMembers[] = {
    {"actors", "array",
     "The best fit first: id, name, type, matched (the name that fits), passages, documents"},
    {"total", "integer", "How many there are"},
    {"next", "integer?", "The offset of the next page"},
    {"nearest", "array", "When there are none: those that may be meant, in the same form"},
};

Json schema_of(std::span<const Member> members) {
  Json properties = Json::object();
  for (const auto& [name, type, description] : members) {
    const bool nullable = type.ends_with('?');
    const std::string_view base = type.substr(0, type.size() - (nullable ? 1 : 0));
    properties[std::string(name)] = {{"type", nullable ? Json::array({base, "null"}) : Json(base)},
                                     {"description", description}};
  }
  return {{"type", "object"}, {"properties", std::move(properties)}};
}

// A JSON answer, described where that has been written.
Json json_content(std::string_view path) {
  if (path == "/v1/actors") return {{"schema", schema_of(kActorsMembers)}};
  if (path == "/v1/actors/{id}") return {{"schema", schema_of(kActorMembers)}};
  return Json::object();
}

// The forms of an answer.
Json content_of(std::string_view path) {
  Json out = Json::object();
  if (path == "/v1/export") {
    for (const ExportFormat& format : export_formats())
      out[std::string(format.content_type)] = Json::object();
  } else {
    out[path == "/"          ? "text/html"
        : path == "/metrics" ? "text/plain"
                             : "application/json"] = json_content(path);
  }
  return out;
}

}  // namespace

Json openapi_json(std::span<const Route> routes) {
  Json paths = Json::object();
  for (const Route& route : routes) {
    Json operation{{"summary", route.summary}};
    if (route.method == "GET")
      operation["parameters"] = parameters_of(route.path);
    else
      operation["requestBody"] = {
          {"required", true},
          {"content", {{"application/json", {{"schema", body_of(route.path)}}}}}};
    operation["responses"] = {
        {"200", {{"description", "The answer"}, {"content", content_of(route.path)}}},
        {"default",
         {{"description", "What is wrong"},
          {"content",
           {{"application/problem+json",
             {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}};
    const std::string method = route.method == "GET" ? "get" : "post";
    paths[std::string(route.path)][method] = std::move(operation);
  }
  const Json text{{"type", "string"}};
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "Fasti"},
            {"description", "Full-text search of historical text by word, date and actor"},
            {"version", FASTI_VERSION}}},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas",
             {{"Problem",
               {{"type", "object"},
                {"properties",
                 {{"type", text},
                  {"title", text},
                  {"status", {{"type", "integer"}}},
                  {"detail", text},
                  {"parameter", text},
                  {"example", text}}}}}}}}}};
}

}  // namespace fasti::api
