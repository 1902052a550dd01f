#include "server/api/json.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>
#include <tuple>

#include "core/text/utf8.h"
#include "server/api/citation.h"
#include "server/api/html.h"

namespace fasti::api {
namespace {

using index::StoredPassage;
using search::Snapshot;

// Spans in code points, in any order of asking.
class Spans {
 public:
  explicit Spans(std::string_view text) : code_points_(text) {}

  void write(JsonWriter& out, text::Span span) const {
    out.begin_array();
    out.value(code_points_.at_byte(span.begin));
    out.value(code_points_.at_byte(span.end));
    out.end_array();
  }

 private:
  text::CodePoints code_points_;
};

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Calls `member` with the name and the value of each member that tells of a document.
template <typename Member>
void for_members_of(const index::DocumentHead& document, const Member& member) {
  member("id", std::optional<std::string_view>(document.id));
  member("title", std::optional<std::string_view>(document.title));
  member("kind", std::optional<std::string_view>(document.kind));
  member("date", unless_empty(document.date));
  member("url", unless_empty(document.url));
}

void write_document(JsonWriter& out, const index::DocumentHead& document) {
  out.key("document");
  out.begin_object();
  for_members_of(document, [&](std::string_view name, auto value) { out.member(name, value); });
  out.end_object();
}

void write_day(JsonWriter& out, std::string_view name, const std::optional<dates::Day>& day) {
  out.member(name, day ? std::optional(dates::format_day(*day)) : std::nullopt);
}

void write_date(JsonWriter& out, const index::StoredDate& date, bool stated, std::string_view text,
                const Spans& spans) {
  const bool resolved = !date.edtf.empty();
  out.begin_object();
  out.member("text", stated ? std::optional(text::slice(text, date.span)) : std::nullopt);
  out.key("span");
  stated ? spans.write(out, date.span) : out.null();
  out.member("edtf", unless_empty(date.edtf));
  write_day(out, "earliest", resolved ? date.interval.earliest : std::nullopt);
  write_day(out, "latest", resolved ? date.interval.latest : std::nullopt);
  out.member("kind", dates::name(date.kind));
  out.member("grain", dates::name(date.grain));
  out.member("role", dates::name(date.role));
  out.member("stated", stated);
  out.member("approximate", date.approximate);
  out.member("calendar", dates::name(date.calendar));
  out.member("rule", date.rule);
  out.member("resolved_from", unless_empty(date.resolved_from));
  out.end_object();
}

void write_dates(JsonWriter& out, const StoredPassage& passage, const PassageView& view,
                 const Spans& spans) {
  out.begin_array();
  for (const index::StoredDate& date : passage.dates)
    write_date(out, date, true, passage.text, spans);
  if (view.context && !passage.context.edtf.empty())
    write_date(out, passage.context, false, passage.text, spans);
  out.end_array();
}

// One entry for each actor and evidence, in the order of their first mentions.
void write_actors(JsonWriter& out, const StoredPassage& passage, const PassageView& view,
                  const Snapshot& snapshot, const Spans& spans) {
  std::vector<std::vector<const index::StoredMention*>> entries;
  std::map<std::pair<std::uint32_t, actors::Evidence>, std::size_t> places;
  for (const index::StoredMention& mention : passage.mentions) {
    if (mention.evidence > view.evidence) continue;
    const auto [place, added] =
        places.try_emplace({mention.actor, mention.evidence}, entries.size());
    if (added) entries.emplace_back();
    entries[place->second].push_back(&mention);
  }
  out.begin_array();
  for (const auto& mentions : entries) {
    const index::ActorHead& actor = snapshot.generation().actors()[mentions.front()->actor];
    out.begin_object();
    out.member("id", actor.id);
    out.member("name", actor.name);
    out.member("type", actors::name(actor.type));
    out.member("evidence", actors::name(mentions.front()->evidence));
    out.key("spans");
    out.begin_array();
    for (const index::StoredMention* mention : mentions) spans.write(out, mention->span);
    out.end_array();
    out.member("rules", mentions | std::views::transform([](const index::StoredMention* mention) {
                          return std::string_view(mention->rule);
                        }));
    out.end_object();
  }
  out.end_array();
}

void write_links(JsonWriter& out, const StoredPassage& passage, const Spans& spans) {
  out.begin_array();
  for (const index::StoredLink& link : passage.links) {
    out.begin_object();
    out.key("span");
    spans.write(out, link.span);
    out.member("document", link.document);
    out.end_object();
  }
  out.end_array();
}

// "document", "heading", "text".
void write_text_members(JsonWriter& out, const StoredPassage& passage, const Snapshot& snapshot) {
  write_document(out, snapshot.generation().documents()[passage.document]);
  out.member("heading", passage.headings);
  out.member("text", passage.text);
}

// "dates", "actors", "links".
void write_found_members(JsonWriter& out, const StoredPassage& passage, const PassageView& view,
                         const Snapshot& snapshot, const Spans& spans) {
  out.key("dates");
  write_dates(out, passage, view, spans);
  out.key("actors");
  write_actors(out, passage, view, snapshot, spans);
  out.key("links");
  write_links(out, passage, spans);
}

}  // namespace

Json actor_reference(const index::ActorHead& actor) {
  return {{"id", actor.id}, {"name", actor.name}, {"type", actors::name(actor.type)}};
}

Json day_json(const std::optional<dates::Day>& day) {
  return day ? Json(dates::format_day(*day)) : Json(nullptr);
}

double rounded(double score) { return std::round(score * 1e6) / 1e6; }

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json document_json(const index::DocumentHead& document) {
  Json out = Json::object();
  for_members_of(document, [&](const char* name, std::optional<std::string_view> value) {
    out[name] = value ? Json(*value) : Json(nullptr);
  });
  return out;
}

void write_passage_members(JsonWriter& out, const StoredPassage& passage, const PassageView& view,
                           const Snapshot& snapshot) {
  out.member("id", passage.id);
  out.member("ordinal", passage.ordinal);
  write_text_members(out, passage, snapshot);
  write_found_members(out, passage, view, snapshot, Spans(passage.text));
}

namespace {

void write_explanation(JsonWriter& out, const std::vector<search::ScorePart>& explanation) {
  out.begin_array();
  for (const search::ScorePart& part : explanation) {
    out.begin_object();
    out.member("term", part.term);
    out.member("wdf", part.wdf);
    out.member("passages", part.passages);
    out.member("weight", rounded(part.weight));
    out.end_object();
  }
  out.end_array();
}

// A hit that was asked for without its text.
void write_bare_hit(JsonWriter& out, const search::Hit& hit, const Snapshot& snapshot) {
  const StoredPassage passage = snapshot.generation().passage(hit.docid).value();
  out.member("id", passage.id);
  out.member("ordinal", passage.ordinal);
  out.member("score", rounded(hit.score));
  write_document(out, snapshot.generation().documents()[passage.document]);
}

void write_whole_hit(JsonWriter& out, const search::Hit& hit, const search::SearchRequest& request,
                     const HitExtras& extras, const Snapshot& snapshot) {
  const StoredPassage& passage = hit.passage;
  const Spans spans(passage.text);
  out.member("id", passage.id);
  out.member("ordinal", passage.ordinal);
  out.member("score", rounded(hit.score));
  out.member("matched_in", hit.matched_in);
  write_text_members(out, passage, snapshot);
  out.key("highlights");
  out.begin_array();
  for (const text::Span span : hit.highlights) spans.write(out, span);
  out.end_array();
  if (extras.html) out.member("html", marked(passage.text, hit.highlights));
  write_found_members(out, passage, {request.evidence, request.dates.context}, snapshot, spans);
  if (extras.coins)
    out.member("coins", context_object(citation_of(
                            passage, snapshot.generation().document(passage.document))));
}

}  // namespace

void write_hit(JsonWriter& out, const search::Hit& hit, const search::SearchRequest& request,
               const HitExtras& extras, const Snapshot& snapshot) {
  out.begin_object();
  if (request.texts) {
    write_whole_hit(out, hit, request, extras, snapshot);
  } else {
    write_bare_hit(out, hit, snapshot);
  }
  if (request.group == search::Group::document) out.member("in_document", hit.in_document);
  if (request.explain) {
    out.key("explanation");
    write_explanation(out, hit.explanation);
  }
  out.end_object();
}

void write_similar(JsonWriter& out, const search::SimilarPassage& similar,
                   const Snapshot& snapshot) {
  const index::Generation& generation = snapshot.generation();
  out.begin_object();
  write_passage_members(out, generation.passage(similar.docid).value(), {}, snapshot);
  out.member("score", rounded(similar.score));
  out.key("shared");
  out.begin_object();
  out.member("stems", similar.stems);
  out.member("actors", similar.actors | std::views::transform([&](std::uint32_t actor) {
                         return std::string_view(generation.actors()[actor].id);
                       }));
  out.member("dates", similar.dates);
  out.end_object();
  out.end_object();
}

void write_facet_values(JsonWriter& out, const search::FacetResult& facet) {
  out.begin_array();
  for (const search::FacetValue& value : facet.values) {
    out.begin_object();
    out.member("id", value.id);
    out.member("name", value.label);
    if (!value.type.empty()) out.member("type", value.type);
    out.member("passages", value.passages);
    out.member("documents", value.documents);
    out.end_object();
  }
  out.end_array();
}

Json timeline_json(const search::Timeline& timeline) {
  Json bars = Json::array();
  for (const search::Bar& bar : timeline.bars)
    bars.push_back({{"label", bar.label},
                    {"from", dates::format_day(bar.first)},
                    {"to", dates::format_day(bar.last)},
                    {"passages", bar.passages},
                    {"documents", bar.documents}});
  return {{"interval", search::kStepNames[static_cast<std::size_t>(timeline.step)]},
          {"bars", std::move(bars)},
          {"outside", {{"before", timeline.before}, {"after", timeline.after}}},
          {"undated", timeline.undated},
          {"unplaced", timeline.unplaced}};
}

Json query_json(const std::string& q, const search::SearchResult& result) {
  Json filters = Json::array();
  for (const search::AppliedFilter& filter : result.filters)
    filters.push_back(
        {{"parameter", filter.parameter}, {"id", filter.id}, {"label", filter.label}});
  return {{"q", q},
          {"understood", text_or_null(result.understood)},
          {"corrected", result.corrected ? Json(*result.corrected) : Json(nullptr)},
          {"relaxed", result.relaxed},
          {"warnings", result.warnings},
          {"filters", std::move(filters)}};
}

Json total_json(const search::SearchResult& result) {
  return {{"passages", result.passages}, {"documents", result.documents}, {"exact", result.exact}};
}

}  // namespace fasti::api
