#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/text/counted.h"
#include "server/api/addresses.h"
#include "server/api/citation.h"
#include "server/api/handlers.h"
#include "server/api/html.h"
#include "server/api/page.h"
#include "server/api/reasons.h"

namespace fasti::api {
namespace {

using actors::Actor;
using index::ActorHead;
using index::DocId;
using index::Generation;
using index::StoredDocument;
using index::StoredPassage;
using text::counted;

constexpr std::size_t kPassages = 100;   // of a document, on one page; PAGE of reading.js
constexpr std::size_t kLinkedFrom = 12;  // documents that are named as linking to one

// <dt>, <dd>; `html` "" leaves it out.
std::string entry(std::string_view name, std::string_view html) {
  if (html.empty()) return "";
  return fmt::format("<dt dir=\"auto\">{}</dt>\n<dd dir=\"auto\">{}</dd>\n", escaped(name), html);
}

std::string source_entries(const StoredDocument& document) {
  return entry("Source", linked_address(document.url.empty() ? document.file : document.url)) +
         entry("Licence", linked_address(licence_of(document)));
}

std::string list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += fmt::format("<li dir=\"auto\">{}</li>\n", item);
  return out.empty() ? out : "<ul>\n" + out + "</ul>\n";
}

std::string heading_html(const std::vector<std::string>& headings) {
  std::string out;
  for (const std::string& heading : headings)
    out += fmt::format("{}<bdi>{}</bdi>", out.empty() ? "" : " › ", escaped(heading));
  return out;
}

std::string search_of_days(const dates::Interval& days) {
  return SearchAddress().within(days).str();
}

// A stretch of a text that leads elsewhere.
struct TextLink {
  text::Span span;
  std::string address;
  std::string title;
  bool by_hand = false;  // not found by machine
};

// The dates, actors and links of a passage, by span; none within another.
std::vector<TextLink> text_links(const StoredPassage& passage, const Generation& generation) {
  std::vector<TextLink> all;
  for (const index::StoredDate& date : passage.dates)
    if (!date.edtf.empty() && (date.interval.earliest || date.interval.latest))
      all.push_back(
          {date.span, search_of_days(date.interval), date_title(date), is_by_hand(date.rule)});
  for (const index::StoredMention& mention : passage.mentions) {
    const ActorHead& actor = generation.actors()[mention.actor];
    all.push_back({mention.span, actor_address(actor.id), mention_title(mention, actor),
                   is_by_hand(mention.rule)});
  }
  for (const index::StoredLink& one : passage.links) {
    const auto place = generation.find_document(one.document);
    all.push_back({one.span, document_address(one.document),
                   place ? std::string(generation.documents()[*place].title) : one.document, true});
  }
  std::ranges::stable_sort(all, [](const TextLink& a, const TextLink& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::vector<TextLink> out;
  for (TextLink& one : all)
    if (out.empty() || one.span.begin >= out.back().span.end) out.push_back(std::move(one));
  return out;
}

std::string text_html(const StoredPassage& passage, std::span<const TextLink> links) {
  std::string out;
  std::size_t at = 0;
  for (const TextLink& one : links) {
    out += escaped(std::string_view(passage.text).substr(at, one.span.begin - at));
    out += fmt::format("<a{} href=\"{}\" title=\"{}\">{}</a>",
                       one.by_hand ? " class=\"by-hand\"" : "", escaped(one.address),
                       escaped(one.title), escaped(text::slice(passage.text, one.span)));
    at = one.span.end;
  }
  return out + escaped(std::string_view(passage.text).substr(at));
}

std::string paragraph_html(const StoredPassage& passage, std::string_view lang,
                           std::span<const TextLink> links) {
  return fmt::format("<p class=\"text\"{}>{}</p>\n", in_language(lang), text_html(passage, links));
}

// The marks of a passage and why they are, for those who have nothing to point with.
std::string marks_list_html(const StoredPassage& passage, std::span<const TextLink> links) {
  std::string out;
  for (const TextLink& one : links)
    out += entry(text::slice(passage.text, one.span), escaped(one.title));
  if (out.empty()) return out;
  return fmt::format("<details class=\"why\">\n<summary>{}</summary>\n<dl>\n{}</dl>\n</details>\n",
                     escaped(marks_title()), out);
}

std::string marks_html() {
  return fmt::format("<p class=\"marks\">{}</p>\n", escaped(marks_note()));
}

/* A passage */

std::string passage_link(DocId docid, std::string_view rel, std::string_view label,
                         const Generation& generation) {
  return fmt::format("<a rel=\"{}\" href=\"{}\">{}</a>\n", rel,
                     escaped(passage_address(generation.passage(docid).value().id)), label);
}

std::string passage_html(DocId docid, const StoredPassage& passage, const StoredDocument& document,
                         const Generation& generation) {
  const std::string headings = heading_html(passage.headings);
  std::string out = fmt::format("<article>\n<h1{}>{}</h1>\n", in_language(document.lang),
                                link(document_address(document.id), document.title));
  if (!headings.empty())
    out += fmt::format("<p class=\"place\"{}>{}</p>\n", in_language(document.lang), headings);
  const std::vector<TextLink> links = text_links(passage, generation);
  out += paragraph_html(passage, document.lang, links);
  std::string facts = entry("Kind", escaped(document.kind)) + entry("Date", escaped(document.date));
  if (passage.dates.empty() && !passage.context.edtf.empty())
    facts += entry(
        "In time",
        fmt::format("{}, {}", link(search_of_days(passage.context.interval), passage.context.edtf),
                    escaped(date_reason(passage.context, false))));
  facts += source_entries(document);
  facts += entry("Passage", fmt::format("{} of {}", passage.ordinal + 1, document.passages));
  out += "<dl>\n" + facts + "</dl>\n" + marks_html() + marks_list_html(passage, links) +
         "</article>\n<nav class=\"pages\" aria-label=\"Passages\">\n";
  if (docid > document.first) out += passage_link(docid - 1, "prev", "previous", generation);
  if (docid + 1 < document.first + document.passages)
    out += passage_link(docid + 1, "next", "next", generation);
  return out + "</nav>\n";
}

/* A document */

std::string document_facts_html(const StoredDocument& document, const Generation& generation) {
  std::string out = entry("Kind", escaped(document.kind)) + entry("Date", escaped(document.date)) +
                    entry("Language", escaped(document.lang));
  out += source_entries(document);
  if (document.subject != StoredDocument::kNoActor) {
    const ActorHead& subject = generation.actors()[document.subject];
    out += entry("About", link(actor_address(subject.id), subject.name));
  }
  const std::string licence = licence_of(document);
  for (const auto& [name, value] : document.metadata)
    if (value != licence) out += entry(name, linked_address(value));
  return "<dl>\n" + out + entry("Passages", std::to_string(document.passages)) + "</dl>\n";
}

std::string outline_html(const StoredDocument& document, const Generation& generation) {
  std::vector<std::string> items;
  for (const index::OutlineEntry& one : document.outline) {
    const auto first = generation.passage(one.first);
    items.push_back(first ? link(passage_address(first->id), one.heading) : escaped(one.heading));
  }
  return items.empty()
             ? ""
             : "<nav aria-label=\"Outline\">\n<h2>Outline</h2>\n" + list(items) + "</nav>\n";
}

std::string related_html(const StoredDocument& document, const Generation& generation) {
  std::vector<std::string> items;
  for (const RelatedDocument& one : related_to(document, generation))
    items.push_back(one.title ? link(document_address(one.id), *one.title) : escaped(one.id));
  return items.empty() ? "" : "<h2>Related</h2>\n" + list(items);
}

std::string linked_from_html(const StoredDocument& document, Call& call) {
  const std::vector<RelatedDocument> all = linking_to(head_of(document), call);
  if (all.empty()) return "";
  const std::size_t shown = std::min(all.size(), kLinkedFrom);
  std::vector<std::string> items;
  for (const RelatedDocument& one : std::span(all).first(shown))
    items.push_back(fmt::format("{} <span class=\"count\">{}</span>",
                                link(document_address(one.id), *one.title),
                                counted(one.passages, "passage")));
  return fmt::format("<h2>Linked from{}</h2>\n{}",
                     shown < all.size() ? fmt::format(" {}, of them {}", all.size(), shown) : "",
                     list(items));
}

std::string document_passages_html(const StoredDocument& document, const Page& page,
                                   const Generation& generation) {
  std::string out = fmt::format("<h2>Passages</h2>\n<ol start=\"{}\">\n", page.begin + 1);
  std::vector<std::string> under;
  for (std::size_t i = page.begin; i < page.end; ++i) {
    const auto passage = generation.passage(document.first + static_cast<DocId>(i)).value();
    out += "<li>\n";
    if (passage.headings != under)
      out += fmt::format("<p class=\"place\"{}>{}</p>\n", in_language(document.lang),
                         heading_html(passage.headings));
    out += paragraph_html(passage, document.lang, text_links(passage, generation));
    out += fmt::format("<p><a href=\"{}\">Passage {}</a></p>\n</li>\n",
                       escaped(passage_address(passage.id)), i + 1);
    under = passage.headings;
  }
  return out + "</ol>\n";
}

std::string document_pages_html(const StoredDocument& document, const Page& page,
                                const ListCall& asked) {
  const auto at = [&](std::size_t offset, std::string_view rel, std::string_view label) {
    std::string address = document_address(document.id);
    if (offset > 0) address += fmt::format("?offset={}", offset);
    if (asked.limit != kPassages)
      address += fmt::format("{}limit={}", offset > 0 ? "&" : "?", asked.limit);
    return fmt::format("<a rel=\"{}\" href=\"{}\">{}</a>\n", rel, escaped(address), label);
  };
  std::string out;
  if (page.begin > 0) out += at(page.begin - std::min(page.begin, asked.limit), "prev", "previous");
  if (const Json next = page.next(); !next.is_null())
    out += at(next.get<std::size_t>(), "next", "next");
  return out.empty() ? out : "<nav class=\"pages\" aria-label=\"Pages\">\n" + out + "</nav>\n";
}

std::string document_html(const StoredDocument& document, const ListCall& asked, Call& call) {
  const Generation& generation = call.snapshot.generation();
  const Page page(asked.offset, asked.limit, document.passages);
  std::string out = fmt::format("<article>\n<h1{}>{}</h1>\n", in_language(document.lang),
                                escaped(document.title));
  out += document_facts_html(document, generation);
  out += fmt::format(
      "<ul>\n<li><a href=\"{}\">Search in it</a></li>\n"
      "<li><a href=\"{}\">Passages that link to it, or that it links to</a></li>\n</ul>\n",
      escaped(SearchAddress().with("document", document.id).str()),
      escaped(SearchAddress().with("linked", document.id).str()));
  return out + outline_html(document, generation) +
         document_passages_html(document, page, generation) +
         document_pages_html(document, page, asked) + related_html(document, generation) +
         linked_from_html(document, call) + marks_html() + "</article>\n";
}

/* An actor */

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names)
    out += fmt::format("{}<bdi>{}</bdi>", out.empty() ? "" : ", ", escaped(name));
  return out;
}

std::string actor_link(const std::string& id, const Generation& generation) {
  const auto place = generation.find_actor(id);
  return place ? link(actor_address(id), generation.actors()[*place].name) : escaped(id);
}

std::string record_html(const Actor& actor, const Generation& generation) {
  std::string out = entry("Type", escaped(actors::name(actor.type)));
  out += entry("Other names", joined(actor.aliases));
  out +=
      entry("Also called", joined(actor.metonyms)) + entry("Adjectives", joined(actor.adjectives));
  out += entry("From", escaped(actor.from)) + entry("To", escaped(actor.to));
  out += entry("Part of", actor.parent.empty() ? "" : actor_link(actor.parent, generation));
  std::string before;
  for (const std::string& id : actor.successor_of)
    before += (before.empty() ? "" : ", ") + actor_link(id, generation);
  out += entry("Successor of", before) + entry("Note", escaped(actor.note));
  if (const auto document = generation.find_document(actor.document))
    out += entry("Document",
                 link(document_address(actor.document), generation.documents()[*document].title));
  return out;
}

std::string placed_date_html(const std::optional<search::PlacedDate>& placed,
                             const Generation& generation) {
  if (!placed) return "";
  const StoredPassage passage = generation.passage(placed->docid).value();
  return link(passage_address(passage.id), text::slice(passage.text, placed->date.span));
}

std::string profile_html(const Actor& actor, const search::ActorProfile& profile,
                         const Generation& generation) {
  const SearchAddress search = SearchAddress().with("actor", actor.id);
  std::string out = "<dl>\n" + record_html(actor, generation);
  std::vector<std::string> forms;
  for (const index::NameForm& form : profile.forms) forms.push_back(form.text);
  out += entry("In the texts", joined(forms));
  out += entry("First date", placed_date_html(profile.first, generation)) +
         entry("Last date", placed_date_html(profile.last, generation)) + "</dl>\n";
  out += fmt::format("<p><a href=\"{}\">{} in {}</a></p>\n", escaped(search.str()),
                     counted(profile.passages, "passage"), counted(profile.documents, "document"));

  std::vector<std::string> decades, companions;
  for (const search::FacetValue& decade : profile.decades.values)
    decades.push_back(
        link(search.with("decade", decade.id).str(), decade.label) +
        fmt::format(" <span class=\"count\">{}</span>", counted(decade.passages, "passage")));
  for (const search::Companion& one : profile.companions.first) {
    const ActorHead& other = generation.actors()[one.actor];
    companions.push_back(
        link(actor_address(other.id), other.name) +
        fmt::format(
            " <a class=\"count\" href=\"{}\">{} together</a>",
            escaped(SearchAddress().with("actor.all", actor.id).with("actor.all", other.id).str()),
            counted(one.passages, "passage")));
  }
  if (!decades.empty()) out += "<h2>Decades</h2>\n" + list(decades);
  if (!companions.empty()) out += "<h2>Companions</h2>\n" + list(companions);
  return out;
}

}  // namespace

// What else the addresses of these pages hold is their script's affair; only a document's page has
// parts.

// Tells programs where the same is as JSON.
std::string json_head(std::string_view records, std::string_view id) {
  return fmt::format("<link rel=\"alternate\" type=\"application/json\" href=\"/v1/{}/{}\">\n",
                     records, percent_encoded(id));
}

Response passage_page(Call& call) {
  const Generation& generation = call.snapshot.generation();
  const DocId docid = passage_of(call);
  const StoredPassage passage = generation.passage(docid).value();
  const StoredDocument document = generation.document(passage.document);
  const Citation citation = citation_of(passage, document);
  return page_response({.title = citation.title,
                        .head = citation_head(citation) + json_head("passages", passage.id),
                        .citation = citation_span(citation),
                        .plain = passage_html(docid, passage, document, generation)});
}

Response document_page(Call& call) {
  const Generation& generation = call.snapshot.generation();
  const StoredDocument document = generation.document(document_of(call));
  ListCall asked{.limit = kPassages};
  call.arguments.read(documents_parameters(), asked);
  const Citation citation = citation_of(document);
  return page_response({.title = citation.title,
                        .head = citation_head(citation) + json_head("documents", document.id),
                        .citation = citation_span(citation),
                        .plain = document_html(document, asked, call)});
}

Response actor_page(Call& call) {
  const Generation& generation = call.snapshot.generation();
  const std::uint32_t place = actor_of(call);
  const Actor actor = generation.actor(place).record;
  const search::ActorProfile profile = profile_of(place, {}, call);
  return page_response(
      {.title = actor.name,
       .head =
           fmt::format("<link rel=\"canonical\" href=\"{}\">\n", escaped(actor_address(actor.id))) +
           json_head("actors", actor.id),
       .plain = fmt::format("<article>\n<h1 dir=\"auto\">{}</h1>\n{}</article>\n",
                            escaped(actor.name), profile_html(actor, profile, generation))});
}

}  // namespace fasti::api
