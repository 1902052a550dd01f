#include "server/api/openapi.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "server/api/calls.h"

namespace fasti::api {
namespace {

// What a parameter takes: as a part of an address, or as a member of a posted object, where numbers
// and truth values may be written as such.
// A blank value counts as absent, in an object null too.
Json schema_of(const Form& form, bool posted) {
  using Kind = Form::Kind;
  const auto one_of = [&](Json values) {
    values.push_back("");
    if (posted) values.push_back(nullptr);
    return Json{{"enum", std::move(values)}};
  };
  switch (form.kind) {
    case Kind::text: {
      Json out{{"type", posted ? Json{"string", "integer", "boolean", "null"} : Json("string")}};
      if (form.high > 0) out["maxLength"] = form.high;
      return out;
    }
    case Kind::number: {
      Json number{{"type", "integer"}, {"minimum", form.low}, {"maximum", form.high}};
      if (posted) number["type"] = {"integer", "string", "boolean", "null"};
      return posted ? number : Json{{"anyOf", {std::move(number), one_of(Json::array())}}};
    }
    case Kind::flag:
      if (posted) return one_of({"1", "0", "true", "false", true, false, 1, 0});
      return one_of({"1", "0", "true", "false"});
    case Kind::choice:
      return one_of(form.names());
    case Kind::choices:
      return {{"type", posted ? Json{"array", "string", "null"} : Json("array")},
              {"items", one_of(form.names())}};
  }
  return {};
}

template <typename C>
Json schema_of(const Parameter<C>& parameter, bool posted) {
  Json one = schema_of(parameter.form, posted);
  if (!parameter.repeatable) return one;
  Json list{{"type", "array"}, {"items", one}, {"maxItems", kMostValues}};
  return posted ? Json{{"anyOf", {std::move(one), std::move(list)}}} : list;
}

// As its form has it, for a list with one value in it.
template <typename C>
Json example_of(const Parameter<C>& parameter) {
  const std::string text(parameter.example);
  if (parameter.form.kind == Form::Kind::choices) {
    Json out = Json::array();
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      out.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return out;
  }
  Json one = parameter.form.kind == Form::Kind::number ? Json::parse(text) : Json(text);
  return parameter.repeatable ? Json::array({std::move(one)}) : one;
}

// Of an address.
template <typename C>
void describe(Json& out, std::span<const Parameter<C>> parameters) {
  for (const Parameter<C>& parameter : parameters) {
    Json one{{"name", parameter.name},
             {"in", "query"},
             {"description", parameter.help},
             {"schema", schema_of(parameter, false)}};
    if (parameter.form.kind == Form::Kind::choices) one["explode"] = false;
    if (!parameter.example.empty()) one["example"] = example_of(parameter);
    out.push_back(std::move(one));
  }
}

// Of a posted object.
template <typename C>
void describe_members(Json& out, std::span<const Parameter<C>> parameters) {
  for (const Parameter<C>& parameter : parameters) {
    Json one = schema_of(parameter, true);
    one["description"] = parameter.help;
    out[std::string(parameter.name)] = std::move(one);
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
  } else if (path == "/v1/passages/{id}/export") {
    describe(out, export_parameters());
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
  if (const std::size_t open = path.find('{'); open != std::string_view::npos) {
    const std::string_view name = path.substr(open + 1, path.find('}') - open - 1);
    Json schema{{"type", "string"}};
    if (name == "facet")
      for (const auto& facet : search::facet_names()) schema["enum"].push_back(facet.name);
    out.push_back({{"name", name},
                   {"in", "path"},
                   {"required", true},
                   {"description", "percent-encoded"},
                   {"schema", std::move(schema)}});
  }
  return out;
}

// What is posted.
Json body_of(std::string_view path) {
  Json members = Json::object();
  describe_members(members, request_parameters());
  describe_members(members, search_parameters());
  const Json search{
      {"type", "object"},
      {"properties", std::move(members)},
      {"additionalProperties", false},
      {"example", {{"q", "straits convention"}, {"decade", {"1930s"}}, {"limit", 5}}}};
  if (path != "/v1/multi") return search;
  return {{"type", "array"},
          {"items",
           {{"description", "As for POST /v1/search; what is wrong with one is its answer"},
            {"example", search["example"]}}},
          {"minItems", 1},
          {"maxItems", kMostSearches}};
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

constexpr Member kSearchMembers[] = {
    {"query", "object",
     "q; understood: what was searched, in words; corrected: what may be meant, or null; relaxed: "
     "whether only some of the words stand in each hit; warnings; filters: parameter, id, label"},
    {"total", "object",
     "passages, documents; exact: false only where the search had to stop at the deadline"},
    {"hits", "array",
     "id, ordinal, score, matched_in, document, heading, text, highlights, dates, actors, links; "
     "as "
     "asked for html, coins, in_document, explanation"},
    {"facets", "object",
     "Each facet asked for: values (id, name, passages, documents, as it has them label, type, "
     "from, to) and total, how many there are"},
    {"next", "string?", "The cursor of the next page"},
    {"generation", "integer", "Of the index"},
};

constexpr Member kMultiMembers[] = {
    {"answers", "array", "In order: what /v1/search answers, or a problem"},
    {"generation", "integer", "Of the index, for all of them"},
};

constexpr Member kFacetMembers[] = {
    {"query", "object", "As of /v1/search"},
    {"total", "object", "As of /v1/search"},
    {"facet", "string", "Its name"},
    {"values", "array", "As of /v1/search"},
    {"values_total", "integer", "How many there are"},
};

constexpr Member kTimelineMembers[] = {
    {"query", "object", "As of /v1/search"},
    {"total", "object", "As of /v1/search"},
    {"interval", "string", "What a bar stands for: day, month, year, decade or century"},
    {"bars", "array", "In order of time: label, from, to, passages, documents"},
    {"outside", "object", "before, after: passages with a date far from all others"},
    {"undated", "integer", "Passages without a date"},
    {"unplaced", "integer", "Passages whose dates are too vague for any bar"},
};

constexpr Member kPassageMembers[] = {
    {"id", "string", "Stays the same as long as its text does"},
    {"ordinal", "integer", "Its place in its document, from 0"},
    {"document", "object", "id, title, kind, date, url"},
    {"heading", "array", "Those it stands under, the outermost first"},
    {"text", "string", "Offsets into it are of Unicode code points"},
    {"dates", "array",
     "text, span, edtf, earliest, latest, kind (point, vague or span), grain (day to century, "
     "event), role; stated: false for the one of its heading or document; approximate; calendar in "
     "which it is written; rule that read it; resolved_from: where what it does not say comes "
     "from, "
     "explicit, context, heading, document, editor, none or what says it and the event"},
    {"actors", "array",
     "One for each actor and evidence: id, name, type, evidence, spans, rules: the rule by which "
     "each span was taken for it"},
    {"links", "array", "document, span"},
    {"source", "object",
     "file, begin, end: its bytes in the source; licence: what its document's metadata say, or "
     "null"},
    {"coins", "string", "Its citation as an OpenURL context object (COinS)"},
    {"before", "array", "As many passages as context asked for"},
    {"after", "array", "The same behind it"},
};

constexpr Member kSimilarMembers[] = {
    {"passage", "string", "The id asked for"},
    {"similar", "array",
     "The most similar first: as hits, and shared: stems, actors and dates that both have"},
};

constexpr Member kErasMembers[] = {
    {"eras", "array",
     "id, name, from and to in EDTF, earliest, latest, parent, and the document about it"},
};

constexpr Member kDocumentsMembers[] = {
    {"documents", "array", "id, title, kind, date, url, lang, passages"},
    {"total", "integer", "How many there are"},
    {"next", "integer?", "The offset of the next page"},
};

constexpr Member kDocumentMembers[] = {
    {"id", "string", "What filters take"},
    {"title", "string", "As its source has it"},
    {"kind", "string", "Article, source, letter and so on"},
    {"date", "string?", "Its own, in EDTF"},
    {"url", "string?", "Where it comes from"},
    {"lang", "string?", "ISO 639-1"},
    {"file", "string", "Its source's name"},
    {"licence", "string?",
     "Of the metadata licence, license, rights or availability: a name or an address"},
    {"passages", "integer", "How many it has"},
    {"first", "string?", "The id of its first passage"},
    {"actor", "object?", "That it defines: id, name, type"},
    {"outline", "array", "Its headings: heading, depth, passage"},
    {"related", "array", "Documents that it names as related: id, title"},
    {"links_here", "array", "Documents that link to it: id, title, passages"},
    {"metadata", "object", "Further fields of its source"},
};

constexpr Member kSuggestMembers[] = {
    {"q", "string", "What was typed"},
    {"actors", "array", "id, name, type, matched, passages, documents"},
    {"titles", "array", "id, title, kind, passages"},
    {"words", "array", "word, passages"},
};

constexpr Member kHealthMembers[] = {{"status", "string", "ok"}};

constexpr Member kReadyMembers[] = {
    {"status", "string", "ready"},
    {"generation", "integer", "Of the index"},
    {"documents", "integer", "In it"},
    {"passages", "integer", "In it"},
};

constexpr Member kOpenapiMembers[] = {
    {"openapi", "string", "3.1.0"},
    {"info", "object", "Title, description and version"},
    {"paths", "object", "The routes"},
    {"components", "object", "What they have in common"},
};

struct Answer {
  std::string_view path;
  std::span<const Member> members;
};
constexpr Answer kAnswers[] = {
    {"/v1/search", kSearchMembers},
    {"/v1/multi", kMultiMembers},
    {"/v1/facets/{facet}", kFacetMembers},
    {"/v1/timeline", kTimelineMembers},
    {"/v1/passages/{id}", kPassageMembers},
    {"/v1/passages/{id}/similar", kSimilarMembers},
    {"/v1/eras", kErasMembers},
    {"/v1/documents", kDocumentsMembers},
    {"/v1/documents/{id}", kDocumentMembers},
    {"/v1/suggest", kSuggestMembers},
    {"/v1/actors", kActorsMembers},
    {"/v1/actors/{id}", kActorMembers},
    {"/healthz", kHealthMembers},
    {"/readyz", kReadyMembers},
    {"/openapi.json", kOpenapiMembers},
};

Json json_content(std::string_view path) {
  const auto found = std::ranges::find(kAnswers, path, &Answer::path);
  if (found == std::end(kAnswers)) return Json::object();
  Json properties = Json::object(), required = Json::array();
  for (const auto& [name, type, description] : found->members) {
    const bool nullable = type.ends_with('?');
    const std::string_view base = type.substr(0, type.size() - (nullable ? 1 : 0));
    properties[std::string(name)] = {{"type", nullable ? Json::array({base, "null"}) : Json(base)},
                                     {"description", description}};
    required.push_back(name);
  }
  return {{"schema",
           {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)}}}};
}

// The forms of an answer.
Json content_of(std::string_view path) {
  Json out = Json::object();
  if (path.ends_with("/export")) {
    for (const ExportFormat& format : export_formats())
      out[std::string(format.content_type)] = Json::object();
  } else {
    out[path == "/metrics" ? "text/plain" : "application/json"] = json_content(path);
  }
  return out;
}

// What may be wrong with a request of a route, beyond the answers that every one may have.
Json problems_of(const Route& route) {
  struct Problem {
    std::string_view status, description;
    bool possible;
  };
  const bool has_id = route.path.find('{') != std::string_view::npos;
  const bool guarded = route.scope != Scope::open;
  const bool posted = route.method == "POST";
  const Problem problems[] = {
      {"400", "A parameter is not known or has no such value; parameter and example tell more",
       true},
      {"401", "A key is wanted, or this one is not known; only with keys", guarded},
      {"403", "The key does not allow it; only with keys", guarded},
      {"404", "There is none of this name", has_id},
      {"410", "The passage's text is no more; document names where it was",
       route.path.starts_with("/v1/passages/")},
      {"410", "The cursor is of an older generation", route.path == "/v1/search"},
      {"413", "The body is longer than 1 MiB", posted},
      {"415", "The body is no application/json", posted},
      {"429", "More requests than the key or the address may send; Retry-After", guarded},
      {"503", "Too many requests wait; Retry-After", true},
  };
  Json out = Json::object();
  for (const Problem& problem : problems)
    if (problem.possible)
      out[std::string(problem.status)] = {
          {"description", problem.description},
          {"content",
           {{"application/problem+json",
             {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  out["default"] = {{"$ref", "#/components/responses/Problem"}};
  return out;
}

Json responses_of(const Route& route) {
  Json out{{"200", {{"description", "The answer"}, {"content", content_of(route.path)}}}};
  if (route.method == "GET" && route.path != "/metrics" && !route.path.ends_with("/export"))
    out["304"] = {{"description", "What If-None-Match names is still right"}};
  out.update(problems_of(route));
  return out;
}

Json problem_schema() {
  const Json text{{"type", "string"}};
  return {{"type", "object"},
          {"description", "RFC 9457"},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"detail", text},
            {"parameter", {{"type", "string"}, {"description", "At fault"}}},
            {"example", {{"type", "string"}, {"description", "A value that works"}}}}},
          {"required", {"type", "title", "status", "detail"}},
          {"example",
           {{"type", "about:blank"},
            {"title", "Bad Request"},
            {"status", 400},
            {"detail", "\"many\" is not a whole number from 0 to 100"},
            {"parameter", "limit"},
            {"example", "20"}}}};
}

}  // namespace

Json openapi_json(std::span<const Route> routes) {
  Json paths = Json::object();
  for (const Route& route : routes) {
    Json operation{{"summary", route.summary}};
    // Keys are wanted only by a server that has been told to.
    if (route.scope != Scope::open)
      operation["security"] = {
          Json::object(), {{"bearer", Json::array()}}, {{"key", Json::array()}}};
    if (route.method == "GET")
      operation["parameters"] = parameters_of(route.path);
    else
      operation["requestBody"] = {
          {"required", true},
          {"content", {{"application/json", {{"schema", body_of(route.path)}}}}}};
    operation["responses"] = responses_of(route);
    const std::string method = route.method == "GET" ? "get" : "post";
    paths[std::string(route.path)][method] = std::move(operation);
  }
  const Json problem{
      {"description", "What is wrong"},
      {"content",
       {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "Fasti"},
            {"description", "Full-text search of historical text by word, date and actor"},
            {"version", FASTI_VERSION}}},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas", {{"Problem", problem_schema()}}},
            {"responses", {{"Problem", problem}}},
            {"securitySchemes",
             {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
              {"key", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-API-Key"}}}}}}}};
}

}  // namespace fasti::api
