#include "server/api/json.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/text/utf8.h"

namespace fasti::api {
namespace {

using index::StoredPassage;
using search::Snapshot;

// Spans in code points, in any order of asking; texts are short.
class Spans {
 public:
  explicit Spans(std::string_view text) : counter_(text) {}
  Json operator()(text::Span span) {
    const std::size_t begin = counter_.at_byte(span.begin);
    return Json::array({begin, counter_.at_byte(span.end)});
  }

 private:
  text::CodePointCounter counter_;
};

Json date_json(const index::StoredDate& date, bool stated, std::string_view text, Spans& spans) {
  const bool resolved = !date.edtf.empty();
  return {{"text", stated ? Json(text::slice(text, date.span)) : Json(nullptr)},
          {"span", stated ? spans(date.span) : Json(nullptr)},
          {"edtf", text_or_null(date.edtf)},
          {"earliest", resolved ? day_json(date.interval.earliest) : Json(nullptr)},
          {"latest", resolved ? day_json(date.interval.latest) : Json(nullptr)},
          {"kind", dates::name(date.kind)},
          {"role", dates::name(date.role)},
          {"stated", stated}};
}

Json dates_json(const StoredPassage& passage, const PassageView& view, Spans& spans) {
  Json out = Json::array();
  for (const index::StoredDate& date : passage.dates)
    out.push_back(date_json(date, true, passage.text, spans));
  if (view.context && !passage.context.edtf.empty())
    out.push_back(date_json(passage.context, false, passage.text, spans));
  return out;
}

// One entry for each actor and evidence, in the order of their first mentions.
Json actors_json(const StoredPassage& passage, const PassageView& view, const Snapshot& snapshot,
                 Spans& spans) {
  Json out = Json::array();
  std::map<std::pair<std::uint32_t, actors::Evidence>, std::size_t> places;
  for (const index::StoredMention& mention : passage.mentions) {
    if (mention.evidence > view.evidence) continue;
    const auto [place, added] = places.try_emplace({mention.actor, mention.evidence}, out.size());
    if (added) {
      const actors::Actor& actor = snapshot.generation().actors()[mention.actor];
      out.push_back({{"id", actor.id},
                     {"name", actor.name},
                     {"type", actors::name(actor.type)},
                     {"evidence", actors::name(mention.evidence)},
                     {"spans", Json::array()}});
    }
    out[place->second]["spans"].push_back(spans(mention.span));
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string marked(std::string_view text, const std::vector<text::Span>& highlights) {
  std::string out;
  std::size_t at = 0;
  for (const text::Span span : highlights) {
    out += escaped(text.substr(at, span.begin - at));
    out += "<mark>" + escaped(text::slice(text, span)) + "</mark>";
    at = span.end;
  }
  return out + escaped(text.substr(at));
}

}  // namespace

Json actor_reference(const actors::Actor& actor) {
  return {{"id", actor.id}, {"name", actor.name}, {"type", actors::name(actor.type)}};
}

Json day_json(const std::optional<dates::Day>& day) {
  return day ? Json(dates::format_day(*day)) : Json(nullptr);
}

double rounded(double score) { return std::round(score * 1e6) / 1e6; }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json document_json(const index::StoredDocument& document) {
  return {{"id", document.id},
          {"title", document.title},
          {"kind", document.kind},
          {"date", text_or_null(document.date)},
          {"url", text_or_null(document.url)}};
}

Json passage_json(const StoredPassage& passage, const PassageView& view, const Snapshot& snapshot) {
  Spans spans(passage.text);
  Json out{{"id", passage.id}, {"ordinal", passage.ordinal}};
  out["document"] = document_json(snapshot.generation().documents()[passage.document]);
  out["heading"] = passage.headings;
  out["text"] = passage.text;
  out["dates"] = dates_json(passage, view, spans);
  out["actors"] = actors_json(passage, view, snapshot, spans);
  out["links"] = Json::array();
  for (const index::StoredLink& link : passage.links)
    out["links"].push_back({{"span", spans(link.span)}, {"document", link.document}});
  return out;
}

namespace {

Json explanation_json(const std::vector<search::ScorePart>& explanation) {
  Json out = Json::array();
  for (const search::ScorePart& part : explanation)
    out.push_back({{"term", part.term},
                   {"wdf", part.wdf},
                   {"passages", part.passages},
                   {"weight", rounded(part.weight)}});
  return out;
}

// A hit that was asked for without its text.
Json bare_hit_json(const search::Hit& hit, const Snapshot& snapshot) {
  const StoredPassage passage = snapshot.generation().passage(hit.docid).value();
  return {{"id", passage.id},
          {"ordinal", passage.ordinal},
          {"score", rounded(hit.score)},
          {"document", document_json(snapshot.generation().documents()[passage.document])}};
}

Json whole_hit_json(const search::Hit& hit, const search::SearchRequest& request, bool html,
                    const Snapshot& snapshot) {
  Json passage = passage_json(hit.passage, {request.evidence, request.dates.context}, snapshot);
  Json out{{"id", passage["id"]},
           {"ordinal", passage["ordinal"]},
           {"score", rounded(hit.score)},
           {"matched_in", hit.matched_in}};
  for (const char* member : {"document", "heading", "text"})
    out[member] = std::move(passage[member]);
  Spans spans(hit.passage.text);
  out["highlights"] = Json::array();
  for (const text::Span span : hit.highlights) out["highlights"].push_back(spans(span));
  if (html) out["html"] = marked(hit.passage.text, hit.highlights);
  for (const char* member : {"dates", "actors", "links"}) out[member] = std::move(passage[member]);
  return out;
}

}  // namespace

Json hit_json(const search::Hit& hit, const search::SearchRequest& request, bool html,
              const Snapshot& snapshot) {
  Json out =
      request.texts ? whole_hit_json(hit, request, html, snapshot) : bare_hit_json(hit, snapshot);
  if (request.group == search::Group::document) out["in_document"] = hit.in_document;
  if (request.explain) out["explanation"] = explanation_json(hit.explanation);
  return out;
}

Json similar_json(const search::SimilarPassage& similar, const Snapshot& snapshot) {
  Json out = passage_json(*snapshot.generation().passage(similar.docid), {}, snapshot);
  out["score"] = rounded(similar.score);
  Json ids = Json::array();
  for (const std::uint32_t actor : similar.actors)
    ids.push_back(snapshot.generation().actors()[actor].id);
  out["shared"] = {{"stems", similar.stems}, {"actors", std::move(ids)}, {"dates", similar.dates}};
  return out;
}

Json facet_json(const search::FacetResult& facet) {
  Json values = Json::array();
  for (const search::FacetValue& value : facet.values) {
    Json one{{"id", value.id}, {"name", value.label}};
    if (!value.type.empty()) one["type"] = value.type;
    one["passages"] = value.passages;
    one["documents"] = value.documents;
    values.push_back(std::move(one));
  }
  return {{"values", std::move(values)}, {"total", facet.total}};
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

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fasti::api
