#include <algorithm>
#include <utility>

#include "server/api/calls.h"
#include "server/api/handlers.h"
#include "server/api/problem.h"
#include "server/search/actors_by_name.h"
#include "server/search/suggest.h"

namespace fasti::api {
namespace {

using actors::Actor;
using index::Generation;

// Proposed where no actor is found.
constexpr std::size_t kMostProposed = 5;

Json named_actor_json(const search::NamedActor& found, const Generation& generation) {
  Json out = actor_reference(generation.actors()[found.actor]);
  out["matched"] = found.name;
  out["passages"] = found.passages;
  out["documents"] = found.documents;
  return out;
}

// An actor by id, with its name and type where the index knows it.
Json reference_by_id(std::string_view id, const Generation& generation) {
  if (const auto place = generation.find_actor(id))
    return actor_reference(generation.actors()[*place]);
  return {{"id", id}, {"name", nullptr}, {"type", nullptr}};
}

// The actors of which `is_related` is true.
template <typename IsRelated>
Json related_actors_json(const Generation& generation, const IsRelated& is_related) {
  Json out = Json::array();
  for (const index::ActorHead& one : generation.actors())
    if (is_related(one)) out.push_back(actor_reference(one));
  return out;
}

// What the authority record says.
Json record_json(std::uint32_t place, const Generation& generation) {
  const Actor actor = generation.actor(place).record;
  Json out = actor_reference(generation.actors()[place]);
  for (const auto& [name, value] : {std::pair("aliases", &actor.aliases),
                                    {"ambiguous_aliases", &actor.ambiguous_aliases},
                                    {"adjectives", &actor.adjectives},
                                    {"metonyms", &actor.metonyms}})
    out[name] = *value;
  for (const auto& [name, value] : {std::pair("from", &actor.from),
                                    {"to", &actor.to},
                                    {"wikidata", &actor.wikidata},
                                    {"viaf", &actor.viaf},
                                    {"cerl", &actor.cerl},
                                    {"note", &actor.note}})
    out[name] = text_or_null(*value);
  out["parent"] = actor.parent.empty() ? Json(nullptr) : reference_by_id(actor.parent, generation);
  out["parts"] =
      related_actors_json(generation, [&](const auto& other) { return other.parent == actor.id; });
  out["predecessors"] = Json::array();
  for (const std::string& id : actor.successor_of)
    out["predecessors"].push_back(reference_by_id(id, generation));
  out["successors"] = related_actors_json(generation, [&](const auto& other) {
    return std::ranges::find(other.successor_of, actor.id) != other.successor_of.end();
  });
  const auto document = generation.find_document(actor.document);
  out["document"] = document ? document_json(generation.documents()[*document]) : Json(nullptr);
  return out;
}

Json forms_json(const std::vector<index::NameForm>& forms) {
  Json out = Json::array();
  for (const index::NameForm& form : forms)
    out.push_back({{"text", form.text},
                   {"evidence", actors::name(form.evidence)},
                   {"mentions", form.mentions},
                   {"passages", form.passages}});
  return out;
}

Json placed_date_json(const std::optional<search::PlacedDate>& placed,
                      const Generation& generation) {
  if (!placed) return nullptr;
  const index::StoredPassage passage = *generation.passage(placed->docid);
  return {{"text", text::slice(passage.text, placed->date.span)},
          {"edtf", placed->date.edtf},
          {"earliest", day_json(placed->date.interval.earliest)},
          {"latest", day_json(placed->date.interval.latest)},
          {"passage", passage.id}};
}

Json companions_json(const search::Companions& companions, const Generation& generation) {
  Json out = Json::array();
  for (const search::Companion& one : companions.first) {
    out.push_back(actor_reference(generation.actors()[one.actor]));
    out.back()["passages"] = one.passages;
    out.back()["documents"] = one.documents;
    out.back()["score"] = rounded(one.score);
  }
  return out;
}

void write_profile_members(JsonWriter& out, const search::ActorProfile& profile,
                           const Generation& generation) {
  out.member("passages", profile.passages);
  out.member("documents", profile.documents);
  out.member("seen_as", forms_json(profile.forms));
  out.member("first", placed_date_json(profile.first, generation));
  out.member("last", placed_date_json(profile.last, generation));
  out.member("timeline", timeline_json(profile.timeline));
  out.key("decades");
  write_facet_values(out, profile.decades);
  out.member("companions", companions_json(profile.companions, generation));
  out.member("companions_total", profile.companions.total);
}

}  // namespace

std::uint32_t actor_of(const Call& call) {
  const auto place = call.snapshot.generation().find_actor(call.id);
  if (!place) throw Problem{404, "there is no actor with this id"};
  return *place;
}

search::ActorProfile profile_of(std::uint32_t actor, const ActorCall& asked, Call& call) {
  const std::string id(call.snapshot.generation().actors()[actor].id);
  const search::SearchRequest request{.filters = {.actor_all = {id}}, .evidence = asked.evidence};
  const auto passages = search::members(call.searcher->all(request));
  return search::make_profile(actor, passages, call.snapshot, request, asked.companions);
}

Response actors(Call& call) {
  const ActorsCall asked = read_actors(std::move(call.arguments));
  const Generation& generation = call.snapshot.generation();
  const auto list_json = [&](auto begin, auto end) {
    Json out = Json::array();
    for (auto at = begin; at != end; ++at) out.push_back(named_actor_json(*at, generation));
    return out;
  };
  const auto found = search::actors_by_name(call.snapshot, asked.request);
  const Page page(asked.offset, asked.limit, found.size());
  const auto first = found.begin() + static_cast<std::ptrdiff_t>(page.begin);
  const auto last = found.begin() + static_cast<std::ptrdiff_t>(page.end);
  std::vector<search::NamedActor> near;
  if (found.empty()) near = search::actors_near(call.snapshot, asked.request, kMostProposed);
  return json_response({{"actors", list_json(first, last)},
                        {"total", found.size()},
                        {"next", page.next()},
                        {"nearest", list_json(near.begin(), near.end())}});
}

Response actor(Call& call) {
  const ActorCall asked = read_actor(std::move(call.arguments));
  const Generation& generation = call.snapshot.generation();
  const std::uint32_t place = actor_of(call);
  JsonWriter out;
  out.begin_object();
  out.members(record_json(place, generation));
  write_profile_members(out, profile_of(place, asked, call), generation);
  out.end_object();
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
    const index::DocumentHead& document = generation.documents()[place];
    out["titles"].push_back({{"id", document.id},
                             {"title", document.title},
                             {"kind", document.kind},
                             {"passages", document.passages}});
  }
  for (const auto& [word, passages] : found.words)
    out["words"].push_back({{"word", word}, {"passages", passages}});
  return json_response(out);
}

}  // namespace fasti::api
