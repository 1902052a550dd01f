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

// The forms of an answer.
Json content_of(std::string_view path) {
  Json out = Json::object();
  if (path == "/v1/export") {
    for (const ExportFormat& format : export_formats())
      out[std::string(format.content_type)] = Json::object();
  } else {
    out[path == "/" ? "text/html" : "application/json"] = Json::object();
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
