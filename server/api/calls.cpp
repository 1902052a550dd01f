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
template <typename Enum>
Enum choice(std::string_view parameter, const std::string& value,
            std::span<const std::string_view> names) {
  return static_cast<Enum>(read_choice(parameter, value, names));
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

void read_from(SearchRequest& request, const std::string& value) {
  request.filters.from = read_date("from", value).earliest;
  if (!request.filters.from)
    throw BadRequest("from", "a date without a beginning cannot be where a range begins", "1914");
}

void read_to(SearchRequest& request, const std::string& value) {
  request.filters.to = read_date("to", value).latest;
  if (!request.filters.to)
    throw BadRequest("to", "a date without an end cannot be where a range ends", "1918");
}

void read_q(SearchRequest& request, const std::string& value) {
  if (value.size() > search::kLongestQuery)
    throw BadRequest("q", fmt::format("a query has at most {} bytes", search::kLongestQuery),
                     "straits convention");
  request.q = value;
}

template <search::Filters::Values search::Filters::*Member>
void add_filter(SearchRequest& request, const std::string& value) {
  (request.filters.*Member).push_back(value);
}

void read_evidence(actors::Evidence& evidence, const std::string& value) {
  evidence = choice<actors::Evidence>("evidence", value, kEvidences);
}

using search::Filters;
constexpr Parameter<SearchRequest> kRequestParameters[] = {
    {"q", false, read_q, "straits convention",
     "The query: words, \"phrases\", AND OR NOT + -, brackets, NEAR/5, prefix*, title: actor: "
     "date: "
     "era: kind:. Without it every passage is found."},
    {"match", false,
     [](SearchRequest& r, const std::string& v) {
       r.match = choice<search::Match>("match", v, kMatches);
     },
     "auto",
     "all: passages with all words; any: with one of them; auto: all, or any when no passage at "
     "all "
     "has them all."},
    {"fold", false, [](SearchRequest& r, const std::string& v) { r.fold = read_switch("fold", v); },
     "1", "0: words only as they are written here, case, accents and endings included."},
    {"fuzzy", false,
     [](SearchRequest& r, const std::string& v) { r.fuzzy = read_switch("fuzzy", v); }, "0",
     "1: words a letter or two away too."},
    {"from", false, read_from, "1914-07", "Only passages with a date from this day on."},
    {"to", false, read_to, "1918", "Only passages with a date up to this day."},
    {"era", true, add_filter<&Filters::era>, "interwar",
     "Era by id or name; \"undated\" for passages without a date."},
    {"century", true, add_filter<&Filters::century>, "19", "By its hundreds: 19 is 1900 to 1999."},
    {"decade", true, add_filter<&Filters::decade>, "1930s", "Also 193X."},
    {"year", true, add_filter<&Filters::year>, "1936", "As in EDTF: 1936, -0043; also 44 BCE."},
    {"actor", true, add_filter<&Filters::actor>, "turkey",
     "Passages that name any of these actors, by id or exact name."},
    {"actor.all", true, add_filter<&Filters::actor_all>, "turkey", "That name all of these."},
    {"actor.not", true, add_filter<&Filters::actor_not>, "turkey", "That name none of these."},
    {"type", true, add_filter<&Filters::type>, "treaty", "That name an actor of this type."},
    {"kind", true, add_filter<&Filters::kind>, "source", "Kind of document."},
    {"document", true, add_filter<&Filters::document>, "treaty-of-kars", "Document by id."},
    {"lang", true, add_filter<&Filters::lang>, "en", "Language of the document."},
    {"linked", true, add_filter<&Filters::linked>, "treaty-of-kars",
     "Passages that link to this document, or that it links to."},
    {"overlap", false,
     [](SearchRequest& r, const std::string& v) {
       r.dates.membership.overlap = choice<dates::Overlap>("overlap", v, kOverlaps);
     },
     "half",
     "When a date belongs to a range. half: a span that touches it, another date with half of its "
     "days in it; any: whatever touches; all: what lies wholly inside."},
    {"open", false,
     [](SearchRequest& r, const std::string& v) {
       r.dates.membership.open = read_switch("open", v);
     },
     "0", "1: \"since 1999\" reaches on beyond 1999."},
    {"context", false,
     [](SearchRequest& r, const std::string& v) { r.dates.context = read_switch("context", v); },
     "1", "0: leave out dates that a passage has from its heading or document only."},
    {"roles", false,
     [](SearchRequest& r, const std::string& v) {
       r.dates.all_roles = read_choice("roles", v, kRoles) == 1;
     },
     "default", "all: count dates in citations and life spans too."},
    {"evidence", false,
     [](SearchRequest& r, const std::string& v) { read_evidence(r.evidence, v); }, "metonym",
     "What counts as naming an actor. name: its names; metonym: also \"the Porte\"; adjective: "
     "also "
     "\"Ottoman\"."},
};

void read_facets(SearchCall& call, const std::string& value) {
  call.request.facets.clear();
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    std::vector<std::string_view> names;
    for (const auto& facet : search::facet_names()) names.push_back(facet.name);
    const std::size_t place = read_choice("facets", std::string(one), names);
    const search::Facet facet = search::facet_names()[place].facet;
    if (std::ranges::find(call.request.facets, facet) == call.request.facets.end())
      call.request.facets.push_back(facet);
  }
}

void read_cursor(SearchCall& call, const std::string& value) {
  call.cursor = Cursor::parse(value);
  if (!call.cursor)
    throw BadRequest("cursor", "this is no cursor; take \"next\" from an answer as it stands",
                     Cursor{1, 10, text::hash64("")}.str());
}

constexpr Parameter<SearchCall> kSearchParameters[] = {
    {"sort", false,
     [](SearchCall& c, const std::string& v) {
       c.request.sort = choice<search::Sort>("sort", v, kSorts);
     },
     "relevance", "date, -date: by the earliest date that satisfies the filters; undated last."},
    {"group", false,
     [](SearchCall& c, const std::string& v) {
       c.request.group = choice<search::Group>("group", v, kGroups);
     },
     "none",
     "document: the best passage of each document stands for it, the others are counted; "
     "document= gets them. limit, offset and cursor then count documents."},
    {"limit", false,
     [](SearchCall& c, const std::string& v) {
       c.request.limit = read_number("limit", v, 0, search::kMostHits);
     },
     "10", "How many passages; at most 100."},
    {"offset", false,
     [](SearchCall& c, const std::string& v) {
       c.request.offset = read_number("offset", v, 0, kFarthestOffset);
     },
     "0", "How many passages are passed over; at most 10000. A cursor reaches further."},
    {"cursor", false, read_cursor, "", "\"next\" of the answer before, with the same parameters."},
    {"facets", false, read_facets, "actor,era",
     "Of actor, type, era, century, decade, year, kind, document; empty for none."},
    {"facet_limit", false,
     [](SearchCall& c, const std::string& v) {
       c.request.facet_limit = read_number("facet_limit", v, 0, search::kMostFacetValues);
     },
     "20", "How many values of each facet; at most 1000."},
    {"facet_sort", false,
     [](SearchCall& c, const std::string& v) {
       c.request.facet_order = choice<search::FacetOrder>("facet_sort", v, kOrders);
     },
     "count", "Order of the values shown, always the first by count: count, name or time."},
    {"expand", false,
     [](SearchCall& c, const std::string& v) { c.request.expand = read_switch("expand", v); }, "0",
     "1: passages that share further words with the first hits rank higher; the hits are the "
     "same."},
    {"highlight", false,
     [](SearchCall& c, const std::string& v) {
       c.html = read_choice("highlight", v, kHighlights) == 1;
     },
     "offsets", "html: each hit's text once more as HTML with <mark>."},
    {"texts", false,
     [](SearchCall& c, const std::string& v) { c.request.texts = read_switch("texts", v); }, "1",
     "0: hits without their texts and marks, only with id, ordinal, score and document."},
    {"explain", false,
     [](SearchCall& c, const std::string& v) { c.request.explain = read_switch("explain", v); },
     "0", "1: the parts of each score."},
};

constexpr Parameter<FacetCall> kFacetParameters[] = {
    {"prefix", false, [](FacetCall& c, const std::string& v) { c.page.prefix = v; }, "tre",
     "Only values of whose name a word begins so."},
    {"sort", false,
     [](FacetCall& c, const std::string& v) {
       c.page.order = choice<search::FacetOrder>("sort", v, kOrders);
     },
     "count", "count, name or time."},
    {"limit", false,
     [](FacetCall& c, const std::string& v) {
       c.page.limit = read_number("limit", v, 0, search::kMostFacetValues);
     },
     "20", "How many values; at most 1000."},
    {"offset", false,
     [](FacetCall& c, const std::string& v) {
       c.page.offset = read_number("offset", v, 0, 100'000'000);
     },
     "0", "How many values are passed over."},
};

void read_interval(TimelineCall& call, const std::string& value) {
  static_assert(std::size(kIntervals) == search::kStepNames.size() + 1);
  const std::size_t place = read_choice("interval", value, kIntervals);
  call.step = place == 0 ? std::nullopt : std::optional(static_cast<search::Step>(place - 1));
}

constexpr Parameter<TimelineCall> kTimelineParameters[] = {
    {"interval", false, read_interval, "auto",
     "What a bar stands for: day, month, year, decade, century; auto takes one that needs few "
     "bars."},
};

void read_format(ExportCall& call, const std::string& value) {
  std::vector<std::string_view> names;
  for (const ExportFormat& format : export_formats()) names.push_back(format.name);
  call.format = &export_formats()[read_choice("format", value, names)];
}

constexpr Parameter<ExportCall> kExportParameters[] = {
    {"format", false, read_format, "jsonl",
     "jsonl, csv, bibtex, ris or csljson: one record a passage, its document as the source."},
};

constexpr Parameter<PassageCall> kPassageParameters[] = {
    {"context", false,
     [](PassageCall& c, const std::string& v) { c.context = read_number("context", v, 0, 20); },
     "2", "How many neighbours before and after; at most 20."},
};

constexpr Parameter<SimilarCall> kSimilarParameters[] = {
    {"same_document", false,
     [](SimilarCall& c, const std::string& v) {
       c.same_document = read_switch("same_document", v);
     },
     "1", "0: leave out the passages of its own document."},
    {"limit", false,
     [](SimilarCall& c, const std::string& v) {
       c.limit = read_number("limit", v, 1, search::kMostHits);
     },
     "10", "How many passages; at most 100."},
};

// A name, or the beginning of one.
void require_short(std::string_view parameter, const std::string& value, std::string_view example) {
  constexpr std::size_t kLongestName = 200;
  if (value.size() > kLongestName)
    throw BadRequest(std::string(parameter), fmt::format("has at most {} bytes", kLongestName),
                     std::string(example));
}

constexpr Parameter<SuggestCall> kSuggestParameters[] = {
    {"q", false,
     [](SuggestCall& c, const std::string& v) {
       require_short("q", v, "montr");
       c.q = v;
     },
     "montr", "What has been typed so far."},
    {"limit", false,
     [](SuggestCall& c, const std::string& v) { c.limit = read_number("limit", v, 1, 50); }, "5",
     "How many of each kind; at most 50."},
};

// Which part of a list is shown.
template <typename Call>
constexpr Parameter<Call> kListLimit{
    "limit", false,
    [](Call& c, const std::string& v) { c.limit = read_number("limit", v, 0, 1000); }, "20",
    "How many; at most 1000."};
template <typename Call>
constexpr Parameter<Call> kListOffset{
    "offset", false,
    [](Call& c, const std::string& v) { c.offset = read_number("offset", v, 0, 100'000'000); }, "0",
    "How many are passed over."};

constexpr Parameter<ListCall> kDocumentsParameters[] = {kListLimit<ListCall>,
                                                        kListOffset<ListCall>};

void read_type(ActorsCall& call, const std::string& value) {
  std::vector<std::string_view> names;
  for (int type = 0; type <= static_cast<int>(actors::Type::unknown); ++type)
    names.push_back(actors::name(static_cast<actors::Type>(type)));
  call.request.types.push_back(choice<actors::Type>("type", value, names));
}

constexpr Parameter<ActorsCall> kActorsParameters[] = {
    {"q", false,
     [](ActorsCall& c, const std::string& v) {
       require_short("q", v, "lenin");
       c.request.q = v;
     },
     "lenin", "What the actor may be called, in any script: a name or words that begin its words."},
    {"type", true, read_type, "treaty", "Only actors of this type."},
    {"evidence", false,
     [](ActorsCall& c, const std::string& v) { read_evidence(c.request.evidence, v); }, "metonym",
     "What the counts take for naming an actor: name, metonym or adjective."},
    kListLimit<ActorsCall>,
    kListOffset<ActorsCall>,
};

constexpr Parameter<ActorCall> kActorParameters[] = {
    {"evidence", false, [](ActorCall& c, const std::string& v) { read_evidence(c.evidence, v); },
     "metonym",
     "Which passages name the actor and its companions: by name, by metonym too, by adjective "
     "too."},
    {"limit", false,
     [](ActorCall& c, const std::string& v) { c.companions = read_number("limit", v, 0, 1000); },
     "20", "How many companions; at most 1000."},
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

PassageCall read_passage(Arguments arguments) { return read_own(arguments, passage_parameters()); }
SimilarCall read_similar(Arguments arguments) { return read_own(arguments, similar_parameters()); }
SuggestCall read_suggest(Arguments arguments) { return read_own(arguments, suggest_parameters()); }
ListCall read_documents(Arguments arguments) { return read_own(arguments, documents_parameters()); }
ActorsCall read_actors(Arguments arguments) { return read_own(arguments, actors_parameters()); }
ActorCall read_actor(Arguments arguments) { return read_own(arguments, actor_parameters()); }

void read_nothing(const Arguments& arguments) { arguments.require_all_read(); }

}  // namespace fasti::api
