#include "server/api/calls.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "core/actors/actor.h"
#include "core/dates/read_dates.h"
#include "core/text/hash.h"

namespace fasti::api {
namespace {

using search::BadRequest;
using search::SearchRequest;

constexpr std::string_view kMatches[] = {"auto", "all", "any"};
constexpr std::string_view kSorts[] = {"relevance", "date", "-date"};
constexpr std::string_view kGroups[] = {"none", "document"};
constexpr std::string_view kOverlaps[] = {"half", "any", "all"};
constexpr std::string_view kRoles[] = {"default", "all"};
constexpr std::string_view kHighlights[] = {"offsets", "html"};
constexpr std::string_view kOrders[] = {"count", "name", "time"};
constexpr std::string_view kIntervals[] = {"auto", "day", "month", "year", "decade", "century"};
constexpr std::string_view kEvidences[] = {"name", "metonym", "adjective"};

// The lists above are in the order of the enumerations.
template <const auto& Names>
constexpr Form one_of() {
  return {.kind = Form::Kind::choice, .names = [] {
            return std::vector<std::string_view>(std::begin(Names), std::end(Names));
          }};
}

std::vector<std::string_view> facet_choices() {
  std::vector<std::string_view> out;
  for (const auto& facet : search::facet_names()) out.push_back(facet.name);
  return out;
}

std::vector<std::string_view> format_choices() {
  std::vector<std::string_view> out;
  for (const ExportFormat& format : export_formats()) out.push_back(format.name);
  return out;
}

std::vector<std::string_view> type_choices() {
  std::vector<std::string_view> out;
  for (int type = 0; type <= static_cast<int>(actors::Type::unknown); ++type)
    out.push_back(actors::name(static_cast<actors::Type>(type)));
  return out;
}

dates::Interval read_date(std::string_view parameter, const std::string& value) {
  const auto date = dates::parse_date(value);
  if (!date)
    throw BadRequest(std::string(parameter),
                     fmt::format("\"{}\" is not a date that can be read; write a year such as 1914 "
                                 "or 44 BCE, or EDTF such as 1914-07-28",
                                 value.size() > 60 ? "the value" : value),
                     "1914-07");
  return date->interval;
}

void read_from(SearchRequest& request, const Value& value) {
  request.filters.from = read_date("from", value.text).earliest;
  if (!request.filters.from)
    throw BadRequest("from", "a date without a beginning cannot be where a range begins", "1914");
}

void read_to(SearchRequest& request, const Value& value) {
  request.filters.to = read_date("to", value.text).latest;
  if (!request.filters.to)
    throw BadRequest("to", "a date without an end cannot be where a range ends", "1918");
}

template <search::Filters::Values search::Filters::*Member>
void add_filter(SearchRequest& request, const Value& value) {
  (request.filters.*Member).push_back(value.text);
}

using search::Filters;
constexpr Parameter<SearchRequest> kRequestParameters[] = {
    {"q", false, text_up_to(search::kLongestQuery),
     [](SearchRequest& r, const Value& v) { r.q = v.text; }, "straits convention",
     "The query: words, \"phrases\", AND OR NOT + -, brackets, NEAR/5, prefix*, title: actor: "
     "date: "
     "era: kind:. Without it every passage is found."},
    {"match", false, one_of<kMatches>(),
     [](SearchRequest& r, const Value& v) { r.match = v.as<search::Match>(); }, "auto",
     "all: passages with all words; any: with one of them; auto: all, or any when no passage at "
     "all "
     "has them all."},
    {"fold", false, kSwitch, [](SearchRequest& r, const Value& v) { r.fold = v.is_on(); }, "1",
     "0: words only as they are written here, case, accents and endings included."},
    {"fuzzy", false, kSwitch, [](SearchRequest& r, const Value& v) { r.fuzzy = v.is_on(); }, "0",
     "1: words a letter or two away too."},
    {"from", false, kText, read_from, "1914-07", "Only passages with a date from this day on."},
    {"to", false, kText, read_to, "1918", "Only passages with a date up to this day."},
    {"era", true, kText, add_filter<&Filters::era>, "interwar",
     "Era by id or name; \"undated\" for passages without a date."},
    {"century", true, kText, add_filter<&Filters::century>, "19",
     "By its hundreds: 19 is 1900 to 1999."},
    {"decade", true, kText, add_filter<&Filters::decade>, "1930s", "Also 193X."},
    {"year", true, kText, add_filter<&Filters::year>, "1936",
     "As in EDTF: 1936, -0043; also 44 BCE."},
    {"actor", true, kText, add_filter<&Filters::actor>, "turkey",
     "Passages that name any of these actors, by id or exact name."},
    {"actor.all", true, kText, add_filter<&Filters::actor_all>, "turkey",
     "That name all of these."},
    {"actor.not", true, kText, add_filter<&Filters::actor_not>, "turkey",
     "That name none of these."},
    {"type", true, kText, add_filter<&Filters::type>, "treaty", "That name an actor of this type."},
    {"kind", true, kText, add_filter<&Filters::kind>, "source", "Kind of document."},
    {"document", true, kText, add_filter<&Filters::document>, "treaty-of-kars", "Document by id."},
    {"lang", true, kText, add_filter<&Filters::lang>, "en", "Language of the document."},
    {"linked", true, kText, add_filter<&Filters::linked>, "treaty-of-kars",
     "Passages that link to this document, or that it links to."},
    {"overlap", false, one_of<kOverlaps>(),
     [](SearchRequest& r, const Value& v) { r.dates.membership.overlap = v.as<dates::Overlap>(); },
     "half",
     "When a date belongs to a range. half: a span that touches it, another date with half of its "
     "days in it; any: whatever touches; all: what lies wholly inside."},
    {"open", false, kSwitch,
     [](SearchRequest& r, const Value& v) { r.dates.membership.open = v.is_on(); }, "0",
     "1: \"since 1999\" reaches on beyond 1999."},
    {"context", false, kSwitch,
     [](SearchRequest& r, const Value& v) { r.dates.context = v.is_on(); }, "1",
     "0: leave out dates that a passage has from its heading or document only."},
    {"roles", false, one_of<kRoles>(),
     [](SearchRequest& r, const Value& v) { r.dates.all_roles = v.number == 1; }, "default",
     "all: count dates in citations and life spans too."},
    {"evidence", false, one_of<kEvidences>(),
     [](SearchRequest& r, const Value& v) { r.evidence = v.as<actors::Evidence>(); }, "metonym",
     "What counts as naming an actor. name: its names; metonym: also \"the Porte\"; adjective: "
     "also "
     "\"Ottoman\"."},
};

void read_facets(SearchCall& call, const Value& value) {
  call.request.facets.clear();
  for (const std::size_t place : value.numbers) {
    const search::Facet facet = search::facet_names()[place].facet;
    if (std::ranges::find(call.request.facets, facet) == call.request.facets.end())
      call.request.facets.push_back(facet);
  }
}

void read_cursor(SearchCall& call, const Value& value) {
  call.cursor = Cursor::parse(value.text);
  if (!call.cursor)
    throw BadRequest("cursor", "this is no cursor; take \"next\" from an answer as it stands",
                     Cursor{1, 10, text::hash64("")}.str());
}

constexpr Parameter<SearchCall> kSearchParameters[] = {
    {"sort", false, one_of<kSorts>(),
     [](SearchCall& c, const Value& v) { c.request.sort = v.as<search::Sort>(); }, "relevance",
     "date, -date: by the earliest date that satisfies the filters; undated last."},
    {"group", false, one_of<kGroups>(),
     [](SearchCall& c, const Value& v) { c.request.group = v.as<search::Group>(); }, "none",
     "document: the best passage of each document stands for it, the others are counted; "
     "document= gets them. limit, offset and cursor then count documents."},
    {"limit", false, number_from(0, search::kMostHits),
     [](SearchCall& c, const Value& v) { c.request.limit = v.number; }, "10",
     "How many passages; at most 100."},
    {"offset", false, number_from(0, kFarthestOffset),
     [](SearchCall& c, const Value& v) { c.request.offset = v.number; }, "0",
     "How many passages are passed over; at most 10000. A cursor reaches further."},
    {"cursor", false, kText, read_cursor, "",
     "\"next\" of the answer before, with the same parameters."},
    {"facets", false, Form{.kind = Form::Kind::choices, .names = facet_choices}, read_facets,
     "actor,era", "Of actor, type, era, century, decade, year, kind, document; empty for none."},
    {"facet_limit", false, number_from(0, search::kMostFacetValues),
     [](SearchCall& c, const Value& v) { c.request.facet_limit = v.number; }, "20",
     "How many values of each facet; at most 1000."},
    {"facet_sort", false, one_of<kOrders>(),
     [](SearchCall& c, const Value& v) { c.request.facet_order = v.as<search::FacetOrder>(); },
     "count", "Order of the values shown, always the first by count: count, name or time."},
    {"expand", false, kSwitch, [](SearchCall& c, const Value& v) { c.request.expand = v.is_on(); },
     "0",
     "1: passages that share further words with the first hits rank higher; the hits are the "
     "same."},
    {"highlight", false, one_of<kHighlights>(),
     [](SearchCall& c, const Value& v) { c.extras.html = v.number == 1; }, "offsets",
     "html: each hit's text once more as HTML with <mark>."},
    {"coins", false, kSwitch, [](SearchCall& c, const Value& v) { c.extras.coins = v.is_on(); },
     "0", "1: with each text its citation as an OpenURL context object (COinS)."},
    {"texts", false, kSwitch, [](SearchCall& c, const Value& v) { c.request.texts = v.is_on(); },
     "1", "0: hits without their texts and marks, only with id, ordinal, score and document."},
    {"explain", false, kSwitch,
     [](SearchCall& c, const Value& v) { c.request.explain = v.is_on(); }, "0",
     "1: the parts of each score."},
};

constexpr Parameter<FacetCall> kFacetParameters[] = {
    {"prefix", false, kText, [](FacetCall& c, const Value& v) { c.page.prefix = v.text; }, "tre",
     "Only values of whose name a word begins so."},
    {"sort", false, one_of<kOrders>(),
     [](FacetCall& c, const Value& v) { c.page.order = v.as<search::FacetOrder>(); }, "count",
     "count, name or time."},
    {"limit", false, number_from(0, search::kMostFacetValues),
     [](FacetCall& c, const Value& v) { c.page.limit = v.number; }, "20",
     "How many values; at most 1000."},
    {"offset", false, number_from(0, 100'000'000),
     [](FacetCall& c, const Value& v) { c.page.offset = v.number; }, "0",
     "How many values are passed over."},
};

void read_interval(TimelineCall& call, const Value& value) {
  static_assert(std::size(kIntervals) == search::kStepNames.size() + 1);
  const std::size_t place = value.number;
  call.step = place == 0 ? std::nullopt : std::optional(static_cast<search::Step>(place - 1));
}

constexpr Parameter<TimelineCall> kTimelineParameters[] = {
    {"interval", false, one_of<kIntervals>(), read_interval, "auto",
     "What a bar stands for: day, month, year, decade, century; auto takes one that needs few "
     "bars."},
};

constexpr Parameter<ExportCall> kExportParameters[] = {
    {"format", false, Form{.kind = Form::Kind::choice, .names = format_choices},
     [](ExportCall& c, const Value& v) { c.format = &export_formats()[v.number]; }, "jsonl",
     "jsonl, csv, bibtex, ris or csljson: one record a passage, its document as the source."},
};

constexpr Parameter<PassageCall> kPassageParameters[] = {
    {"context", false, number_from(0, 20),
     [](PassageCall& c, const Value& v) { c.context = v.number; }, "2",
     "How many neighbours before and after; at most 20."},
};

constexpr Parameter<SimilarCall> kSimilarParameters[] = {
    {"same_document", false, kSwitch,
     [](SimilarCall& c, const Value& v) { c.same_document = v.is_on(); }, "1",
     "0: leave out the passages of its own document."},
    {"limit", false, number_from(1, search::kMostHits),
     [](SimilarCall& c, const Value& v) { c.limit = v.number; }, "10",
     "How many passages; at most 100."},
};

// Of a name, or the beginning of one.
constexpr std::size_t kLongestName = 200;  // bytes

constexpr Parameter<SuggestCall> kSuggestParameters[] = {
    {"q", false, text_up_to(kLongestName), [](SuggestCall& c, const Value& v) { c.q = v.text; },
     "montr", "What has been typed so far."},
    {"limit", false, number_from(1, 50), [](SuggestCall& c, const Value& v) { c.limit = v.number; },
     "5", "How many of each kind; at most 50."},
};

// Which part of a list is shown.
template <typename Call>
constexpr Parameter<Call> kListLimit{"limit",
                                     false,
                                     number_from(0, 1000),
                                     [](Call& c, const Value& v) { c.limit = v.number; },
                                     "20",
                                     "How many; at most 1000."};
template <typename Call>
constexpr Parameter<Call> kListOffset{"offset",
                                      false,
                                      number_from(0, 100'000'000),
                                      [](Call& c, const Value& v) { c.offset = v.number; },
                                      "0",
                                      "How many are passed over."};

constexpr Parameter<ListCall> kDocumentsParameters[] = {kListLimit<ListCall>,
                                                        kListOffset<ListCall>};

constexpr Parameter<ActorsCall> kActorsParameters[] = {
    {"q", false, text_up_to(kLongestName),
     [](ActorsCall& c, const Value& v) { c.request.q = v.text; }, "lenin",
     "What the actor may be called, in any script: a name or words that begin its words."},
    {"type", true, Form{.kind = Form::Kind::choice, .names = type_choices},
     [](ActorsCall& c, const Value& v) { c.request.types.push_back(v.as<actors::Type>()); },
     "treaty", "Only actors of this type."},
    {"evidence", false, one_of<kEvidences>(),
     [](ActorsCall& c, const Value& v) { c.request.evidence = v.as<actors::Evidence>(); },
     "metonym", "What the counts take for naming an actor: name, metonym or adjective."},
    kListLimit<ActorsCall>,
    kListOffset<ActorsCall>,
};

constexpr Parameter<ActorCall> kActorParameters[] = {
    {"evidence", false, one_of<kEvidences>(),
     [](ActorCall& c, const Value& v) { c.evidence = v.as<actors::Evidence>(); }, "metonym",
     "Which passages name the actor and its companions: by name, by metonym too, by adjective "
     "too."},
    {"limit", false, number_from(0, 1000),
     [](ActorCall& c, const Value& v) { c.companions = v.number; }, "20",
     "How many companions; at most 1000."},
};

// What only says which part of a search is shown, and how.
constexpr std::string_view kPaging[] = {"limit",     "offset",      "cursor",
                                        "facets",    "facet_limit", "facet_sort",
                                        "highlight", "texts",       "explain"};

}  // namespace

std::string Cursor::str() const {
  return fmt::format("g{}-{}-{:016x}", generation, offset, search);
}

std::optional<Cursor> Cursor::parse(std::string_view text) {
  Cursor out;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto take = [&](char mark, auto& number, int base) {
    if (at == end || *at != mark) return false;
    const auto [last, error] = std::from_chars(at + 1, end, number, base);
    at = last;
    return error == std::errc();
  };
  if (!take('g', out.generation, 10) || !take('-', out.offset, 10) || !take('-', out.search, 16) ||
      at != end)
    return std::nullopt;
  return out;
}

std::span<const Parameter<SearchRequest>> request_parameters() { return kRequestParameters; }
std::span<const Parameter<SearchCall>> search_parameters() { return kSearchParameters; }
std::span<const Parameter<FacetCall>> facet_parameters() { return kFacetParameters; }
std::span<const Parameter<TimelineCall>> timeline_parameters() { return kTimelineParameters; }
std::span<const Parameter<ExportCall>> export_parameters() { return kExportParameters; }
std::span<const Parameter<PassageCall>> passage_parameters() { return kPassageParameters; }
std::span<const Parameter<SimilarCall>> similar_parameters() { return kSimilarParameters; }
std::span<const Parameter<SuggestCall>> suggest_parameters() { return kSuggestParameters; }
std::span<const Parameter<ListCall>> documents_parameters() { return kDocumentsParameters; }
std::span<const Parameter<ActorsCall>> actors_parameters() { return kActorsParameters; }
std::span<const Parameter<ActorCall>> actor_parameters() { return kActorParameters; }

SearchCall read_search(Arguments arguments) {
  SearchCall call;
  using search::Facet;
  call.request.facets = {Facet::actor,   Facet::type,   Facet::era,
                         Facet::century, Facet::decade, Facet::kind};
  arguments.read(request_parameters(), call.request);
  arguments.read(search_parameters(), call);
  arguments.require_all_read();
  call.identity = text::hash64(arguments.canonical(kPaging));
  if (call.cursor) {
    if (call.request.offset > 0)
      throw BadRequest("cursor", "a cursor and an offset cannot both be given", "offset=0");
    if (call.cursor->search != call.identity)
      throw BadRequest(
          "cursor",
          "this cursor belongs to another search; take \"next\" from an answer to this one",
          Cursor{call.cursor->generation, call.cursor->offset, call.identity}.str());
    call.request.offset = call.cursor->offset;
  }
  return call;
}

// A call that takes the parameters of a search and `own` ones.
template <typename Call, typename Parameters>
Call read_under_search(Arguments& arguments, const Parameters& own) {
  Call call;
  arguments.read(request_parameters(), call.request);
  arguments.read(own, call);
  arguments.require_all_read();
  return call;
}

FacetCall read_facet(Arguments arguments) {
  return read_under_search<FacetCall>(arguments, facet_parameters());
}

TimelineCall read_timeline(Arguments arguments) {
  return read_under_search<TimelineCall>(arguments, timeline_parameters());
}

ExportCall read_export(Arguments arguments) {
  return read_under_search<ExportCall>(arguments, export_parameters());
}

// A call that takes parameters of its own only.
template <typename Call>
Call read_own(Arguments& arguments, std::span<const Parameter<Call>> own) {
  Call call;
  arguments.read(own, call);
  arguments.require_all_read();
  return call;
}

ExportCall read_export_passage(Arguments arguments) {
  return read_own(arguments, export_parameters());
}
PassageCall read_passage(Arguments arguments) { return read_own(arguments, passage_parameters()); }
SimilarCall read_similar(Arguments arguments) { return read_own(arguments, similar_parameters()); }
SuggestCall read_suggest(Arguments arguments) { return read_own(arguments, suggest_parameters()); }
ListCall read_documents(Arguments arguments) { return read_own(arguments, documents_parameters()); }
ActorsCall read_actors(Arguments arguments) { return read_own(arguments, actors_parameters()); }
ActorCall read_actor(Arguments arguments) { return read_own(arguments, actor_parameters()); }

void read_nothing(const Arguments& arguments) { arguments.require_all_read(); }

}  // namespace fasti::api
