#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/text/counted.h"
#include "server/api/addresses.h"
#include "server/api/citation.h"
#include "server/api/handlers.h"
#include "server/api/html.h"
#include "server/api/page.h"

namespace fasti::api {
namespace {

using index::DocumentHead;
using search::AppliedFilter;
using search::Facet;
using search::SearchResult;
using text::counted;

constexpr std::size_t kFacetValues = 8;
constexpr std::array<std::pair<Facet, std::string_view>, 4> kFacets{{
    {Facet::era, "Eras"},
    {Facet::decade, "Decades"},
    {Facet::actor, "Actors"},
    {Facet::kind, "Kinds of text"},
}};
// The script shows these, and as many values: FACETS of address.js, FEW of facets.js.
constexpr Facet kFacetsOfTheScript[] = {Facet::era,   Facet::century, Facet::decade,  Facet::type,
                                        Facet::actor, Facet::kind,    Facet::document};

// Whether the script asks for this very search at this address: it knows no other limits, facets
// and the like than its own.
bool is_of_the_script(const SearchAddress& address) {
  return std::ranges::all_of(address.parameters(), [](const auto& given) {
    const std::string_view name = given.first;
    return name == "sort" || name == "group" || name == "offset" ||
           std::ranges::any_of(request_parameters(),
                               [&](const auto& known) { return known.name == name; });
  });
}

// A search as its page tells it.
struct ToldSearch {
  const Found& found;
  const SearchAddress& address;
  const Call& call;

  const SearchResult& result() const { return found.result; }
  const search::SearchRequest& request() const { return found.asked.request; }
};

// The filter in force that was given so, by its id or its name; null for none.
const AppliedFilter* applied(const SearchResult& result, std::string_view name,
                             std::string_view value) {
  for (const AppliedFilter& filter : result.filters)
    if (filter.parameter == name && (filter.id == value || filter.label == value)) return &filter;
  return nullptr;
}

std::string total_html(const SearchResult& result) {
  return fmt::format("<p>{}{} in {}</p>\n", result.exact ? "" : "at least ",
                     counted(result.passages, "passage"), counted(result.documents, "document"));
}

std::string messages_html(const ToldSearch& told) {
  std::string out;
  const auto notice = [&](std::string_view html) {
    out += fmt::format("<p class=\"notice\" dir=\"auto\">{}</p>\n", html);
  };
  if (const auto& corrected = told.result().corrected)
    notice("Did you mean " + link(told.address.with_only("q", *corrected).str(), *corrected) + "?");
  if (told.result().relaxed) notice("No passage has all these words; these have some of them.");
  for (const std::string& warning : told.result().warnings) notice(escaped(warning));
  if (told.result().passages == 0)
    notice(
        "Nothing matches. Remove a filter, use fewer words, or search for a beginning of a word "
        "such as <code>treat*</code>.");
  return out;
}

// All that narrows or rules the search beside its words, each with a link without it.
std::string filters_html(const ToldSearch& told) {
  std::string out;
  for (const auto& [name, value] : told.address.parameters()) {
    const bool is_filter = std::ranges::any_of(
        request_parameters(), [&](const auto& known) { return known.name == name; });
    if (!is_filter || name == "q") continue;
    const AppliedFilter* const filter = applied(told.result(), name, value);
    out += fmt::format("<li>{} <bdi>{}</bdi> <a href=\"{}\">remove</a></li>\n", escaped(name),
                       escaped(filter != nullptr ? filter->label : value),
                       escaped(told.address.without(name, value).str()));
  }
  if (out.empty()) return out;
  return "<h2>Filters</h2>\n<ul class=\"filters\">\n" + out + "</ul>\n";
}

std::string order_html(const ToldSearch& told) {
  constexpr std::pair<std::string_view, std::string_view> kShownOrders[] = {
      {"", "best first"}, {"date", "oldest first"}, {"-date", "newest first"}};
  std::string out;
  for (const auto& [sort, label] : kShownOrders)
    out += fmt::format("<li><a href=\"{}\"{}>{}</a></li>\n",
                       escaped(told.address.with_only("sort", sort).str()),
                       told.address.value("sort") == sort ? " aria-current=\"true\"" : "", label);
  return "<nav class=\"order\" aria-label=\"Order\">\n<ul>\n" + out + "</ul>\n</nav>\n";
}

std::string place_html(const index::StoredPassage& passage, const DocumentHead& document) {
  std::string out = "<p class=\"place\" dir=\"auto\">";
  std::string_view between;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    out += fmt::format("{}<bdi>{}</bdi>", between, escaped(part));
    between = " › ";
  };
  add(document.kind);
  add(document.date);
  for (const std::string& heading : passage.headings) add(heading);
  return out + "</p>\n";
}

std::string hit_html(const search::Hit& hit, const ToldSearch& told) {
  const index::Generation& generation = told.call.snapshot.generation();
  const DocumentHead& document = generation.documents()[hit.passage.document];
  std::string out = fmt::format(
      "<li>\n<article>\n<h2{}>{}</h2>\n{}<p class=\"text\"{}>{}</p>\n"
      "<p><a href=\"{}\">Passage {} of {}</a>",
      in_language(document.lang), link(document_address(document.id), document.title),
      place_html(hit.passage, document), in_language(document.lang),
      marked(hit.passage.text, hit.highlights), escaped(passage_address(hit.passage.id)),
      hit.passage.ordinal + 1, document.passages);
  if (told.request().group == search::Group::document && hit.in_document > 1) {
    const SearchAddress all = told.address.with_only("group", "").with("document", document.id);
    out += fmt::format(" · <a href=\"{}\">{} found in this document</a>", escaped(all.str()),
                       counted(hit.in_document, "passage"));
  }
  return out + "</p>\n" +
         citation_span(citation_of(hit.passage, generation.document(hit.passage.document))) +
         "\n</article>\n</li>\n";
}

std::string hits_html(const ToldSearch& told) {
  if (told.result().hits.empty()) return "";
  std::string out = fmt::format("<ol start=\"{}\">\n", told.request().offset + 1);
  for (const search::Hit& hit : told.result().hits) out += hit_html(hit, told);
  return out + "</ol>\n";
}

// The same search from another hit on; an offset does not reach as far as a cursor.
std::string page_link(const ToldSearch& told, const Cursor& at, std::string_view rel,
                      std::string_view label) {
  const bool near = at.offset <= kFarthestOffset;
  SearchAddress address = told.address.with_only("offset", "");
  if (at.offset > 0)
    address =
        address.with_only(near ? "offset" : "cursor", near ? std::to_string(at.offset) : at.str());
  return fmt::format("<a rel=\"{}\" href=\"{}\">{}</a>\n", rel, escaped(address.str()), label);
}

std::string pages_html(const ToldSearch& told) {
  std::string out;
  const auto& [asked, result] = told.found;
  const std::size_t offset = asked.request.offset;
  if (offset > 0) {
    Cursor before{told.call.snapshot.generation().manifest().generation,
                  offset - std::min(offset, asked.request.limit), asked.identity};
    out += page_link(told, before, "prev", "previous");
  }
  if (const auto next = next_hits(told.found, told.call))
    out += page_link(told, *next, "next", "next");
  return out.empty() ? out : "<nav class=\"pages\" aria-label=\"Pages\">\n" + out + "</nav>\n";
}

std::string facet_html(const search::FacetResult& facet, std::string_view title,
                       const ToldSearch& told) {
  if (facet.values.empty()) return "";
  const std::string_view name = search::name(facet.facet);
  std::string out = fmt::format("<section>\n<h2>{}</h2>\n<ul>\n", title);
  for (const search::FacetValue& value : facet.values) {
    // One that is chosen may have been given by its name.
    const auto& given = told.address.parameters();
    const auto chosen = std::ranges::find_if(given, [&](const auto& one) {
      return one.first == name && (one.second == value.id || one.second == value.label);
    });
    const SearchAddress address = chosen != given.end() ? told.address.without(name, chosen->second)
                                                        : told.address.with(name, value.id);
    out += fmt::format(
        "<li><a href=\"{}\" dir=\"auto\"{}>{}</a> <span class=\"count\">{}</span></li>\n",
        escaped(address.str()), chosen != given.end() ? " aria-current=\"true\"" : "",
        escaped(value.label), counted(value.passages, "passage"));
  }
  return out + "</ul>\n</section>\n";
}

std::string facets_html(const ToldSearch& told) {
  std::string out;
  for (const auto& [facet, title] : kFacets) {
    const auto found = std::ranges::find(told.result().facets, facet, &search::FacetResult::facet);
    if (found != told.result().facets.end()) out += facet_html(*found, title, told);
  }
  return out.empty() ? out : "<nav class=\"narrow\" aria-label=\"Narrow\">\n" + out + "</nav>\n";
}

std::string result_html(const ToldSearch& told) {
  const std::string& q = told.request().q;
  std::string out = q.empty() ? "<h1>Passages</h1>\n"
                              : fmt::format("<h1>Passages: <bdi>{}</bdi></h1>\n", escaped(q));
  out += total_html(told.result());
  if (!told.result().understood.empty())
    out += fmt::format("<p>Searched: <bdi>{}</bdi></p>\n", escaped(told.result().understood));
  return out + messages_html(told) + filters_html(told) + order_html(told) + hits_html(told) +
         pages_html(told) + facets_html(told);
}

std::string entrance_html(const ToldSearch& told) {
  return fmt::format("<h1>Search</h1>\n<p>{} in {}. <a href=\"/about\">How to search</a></p>\n",
                     counted(told.result().passages, "passage"),
                     counted(told.result().documents, "document")) +
         facets_html(told);
}

}  // namespace

Response search_page(Call& call) {
  auto given = call.arguments.given();
  // How the page divides the time is no affair of the search.
  std::erase_if(given, [](const auto& parameter) { return parameter.first == "bars"; });
  const SearchAddress address(std::move(given));
  SearchCall asked = read_search(Arguments::of_query(address.query()));
  const bool entrance = address.parameters().empty();
  const bool carried = !entrance && is_of_the_script(address);
  search::SearchRequest& request = asked.request;
  if (entrance) request.limit = 0;
  request.texts = true;
  request.explain = false;
  request.facet_limit = kFacetValues;
  request.facet_order = search::FacetOrder::count;
  request.facets.clear();
  if (carried) {
    request.facets.assign(std::begin(kFacetsOfTheScript), std::end(kFacetsOfTheScript));
    asked.extras = {.html = false, .coins = true};
  } else {
    for (const auto& [facet, title] : kFacets) request.facets.push_back(facet);
  }

  const Found found = find_hits(std::move(asked), call);
  const ToldSearch told{found, address, call};
  JsonWriter answer;
  if (carried) write_found(answer, found, call);
  // Crawlers would follow the facets of every search without end.
  return page_response(
      {.title = found.asked.request.q,
       .head = entrance ? "" : "<meta name=\"robots\" content=\"noindex, nofollow\">\n",
       .plain = entrance ? entrance_html(told) : result_html(told),
       .answer = carried ? answer.str() : "",
       .form = address.with_only("offset", "")});
}

}  // namespace fasti::api
