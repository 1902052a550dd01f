#include "server/api/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/text/hash.h"
#include "embedded/web.h"
#include "server/api/addresses.h"
#include "server/api/calls.h"
#include "server/api/handlers.h"
#include "server/api/html.h"

namespace fasti::api {
namespace {

// Nothing but the server's own files, and no script or style within the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
    "data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr std::string_view kHtml = "text/html; charset=utf-8";

Response with_policy(int status, std::string_view type, std::string content) {
  return {status,
          std::string(type),
          std::move(content),
          {{"Content-Security-Policy", std::string(kPolicy)}}};
}

// For what does not depend on the index.
void add_own_tag(Response& response) {
  response.headers.emplace_back("ETag", fmt::format("\"{:016x}\"", text::hash64(response.body)));
}

/* Files */

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

/* The shell */

// What stands in index.html in the place of a part. It is a page by itself all the same.
struct Slot {
  std::string_view mark;
  std::string (*fill)(const PageParts& parts);
};
// One of the form's fields.
std::string field(std::string_view name, const PageParts& parts) {
  const std::string value = parts.form.value(name);
  const std::string mark = fmt::format("name=\"{}\"", name);
  return value.empty() ? mark : fmt::format("{} value=\"{}\"", mark, escaped(value));
}
// What the form has no field for goes with it, so that a new query keeps the filters.
std::string hidden_fields(const PageParts& parts) {
  std::string out;
  for (const auto& [name, value] : parts.form.parameters())
    if (name != "q" && name != "from" && name != "to")
      out += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escaped(name),
                         escaped(value));
  return out;
}
// Data, which no policy for scripts concerns: no browser runs it. Without "<" nothing ends it.
std::string answer_block(const PageParts& parts) {
  if (parts.answer.empty()) return "";
  std::string out = "<script type=\"application/json\" id=\"answer\">";
  for (const char c : parts.answer) c == '<' ? out += "\\u003c" : out += c;
  return out + "</script>";
}
constexpr Slot kSlots[] = {
    {"<title>Fasti</title>",
     [](const PageParts& parts) {
       return fmt::format("<title>{}{}Fasti</title>", escaped(parts.title),
                          parts.title.empty() ? "" : " – ");
     }},
    {"<!--head-->", [](const PageParts& parts) { return parts.head; }},
    {"<!--citation-->", [](const PageParts& parts) { return parts.citation; }},
    {"<!--plain-->", [](const PageParts& parts) { return parts.plain; }},
    {"<!--answer-->", answer_block},
    {"<!--kept-->", hidden_fields},
    {"name=\"q\"", [](const PageParts& parts) { return field("q", parts); }},
    {"name=\"from\"", [](const PageParts& parts) { return field("from", parts); }},
    {"name=\"to\"", [](const PageParts& parts) { return field("to", parts); }},
};

// The slots in the order in which the shell has them.
std::vector<std::pair<std::size_t, const Slot*>> slots() {
  std::vector<std::pair<std::size_t, const Slot*>> out;
  for (const Slot& slot : kSlots)
    if (const std::size_t at = web::index_html.find(slot.mark); at != std::string_view::npos)
      out.emplace_back(at, &slot);
  std::ranges::sort(out);
  return out;
}

std::string filled(const PageParts& parts) {
  static const auto in_order = slots();
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, slot] : in_order) {
    out += web::index_html.substr(at, begin - at);
    out += slot->fill(parts);
    at = begin + slot->mark.size();
  }
  out += web::index_html.substr(at);
  return out;
}

// What the form was sent with, so that it can be put right. What else stood in the address may be
// what is wrong.
SearchAddress form_of(const Request& request) {
  SearchAddress out;
  const std::string_view target = request.target;
  if (!target.starts_with("/?")) return out;
  try {
    const SearchAddress sent(Arguments::of_query(target.substr(2)).given());
    for (const char* name : {"q", "from", "to"}) out = out.with_only(name, sent.value(name));
  } catch (const search::BadRequest&) {
    // It cannot be read at all.
  }
  return out;
}

std::string problem_html(const Problem& problem) {
  std::string out = fmt::format("<h1>{}</h1>\n<p class=\"notice\"><bdi>{}</bdi></p>\n",
                                reason_phrase(problem.status), escaped(problem.detail));
  if (!problem.parameter.empty())
    out += fmt::format("<p>This is about <code>{}</code>.</p>\n", escaped(problem.parameter));
  if (!problem.example.empty())
    out += fmt::format("<p>For example: <code>{}</code></p>\n", escaped(problem.example));
  // Where the API says that something was, a page is, too.
  constexpr std::string_view kDocuments = "/v1/documents/";
  for (const auto& [name, value] : problem.members)
    if (name == "document" && value.starts_with(kDocuments))
      out += fmt::format("<p><a href=\"/document/{}\">Its document</a></p>\n",
                         escaped(value.substr(kDocuments.size())));
  return out + "<p><a href=\"/\">Search</a> · <a href=\"/about\">How to search</a></p>\n";
}

/* How to search */

struct Operator {
  std::string_view query, meaning;
};
constexpr Operator kOperators[] = {
    {"straits convention",
     "both words, in any form: “strait” and “conventions” too. When no passage has all the words, "
     "those with some of them are shown"},
    {"\"treaty of kars\"", "these words as written, in this order"},
    {"kars OR moscow", "either; also AND, NOT and brackets"},
    {"treaty -kars", "without a word; + insists on one"},
    {"black sea OR straits", "words side by side bind closest, then AND, then OR"},
    {"stalin NEAR/5 kars", "words as written, at most five words apart"},
    {"istan*", "every word that begins so"},
    {"title:kars", "in the title of the document"},
    {"actor:turkey", "passages that name this person, state, treaty, …, by any of its names"},
    {"date:1914..1918", "passages with a date in this time"},
    {"era:interwar kind:article", "of an era, of a kind of document"},
};

template <typename C>
void add_parameters(std::string& out, std::span<const Parameter<C>> parameters) {
  for (const Parameter<C>& parameter : parameters)
    out += fmt::format("<dt><code>{}</code></dt>\n<dd>{}</dd>\n", escaped(parameter.name),
                       escaped(parameter.help));
}

std::string about_html() {
  std::string out =
      "<article class=\"about\">\n<h1>How to search</h1>\n"
      "<p>A search finds passages: some sentences of a text, with the dates and the actors that "
      "are "
      "read out of them. Case, accents and spelling of letters make no difference.</p>\n"
      "<h2>Words and signs</h2>\n<dl>\n";
  for (const Operator& one : kOperators)
    out += fmt::format("<dt><a href=\"{}\"><code>{}</code></a></dt>\n<dd>{}</dd>\n",
                       escaped(SearchAddress().with("q", one.query).str()), escaped(one.query),
                       escaped(one.meaning));
  out +=
      "</dl>\n<h2>Dates</h2>\n"
      "<p>“from” and “to” take a year, <code>1914-07</code>, <code>44 BCE</code>, or any date in "
      "EDTF. A span of time belongs to every range that it touches, another date to one that holds "
      "at least half of its days.</p>\n"
      "<h2>In the address</h2>\n"
      "<p>All that a search is stands in its address and can be kept, sent and "
      "changed:</p>\n<dl>\n";
  add_parameters(out, request_parameters());
  add_parameters(out, search_parameters());
  return out +
         "</dl>\n<h2>For programs</h2>\n"
         "<p>The same answers in JSON are under <code>/v1/</code>; "
         "<a href=\"/openapi.json\">/openapi.json</a> describes them.</p>\n</article>\n";
}

}  // namespace

std::uint64_t shell_hash() {
  static const std::uint64_t hash = text::hash64(web::index_html);
  return hash;
}

Response page_response(const PageParts& parts, int status) {
  return with_policy(status, kHtml, filled(parts));
}

Response problem_page(const Problem& problem, const Request& request) {
  Response out = page_response({.title = std::string(reason_phrase(problem.status)),
                                .plain = problem_html(problem),
                                .form = form_of(request)},
                               problem.status);
  out.headers.insert(out.headers.end(), problem.headers.begin(), problem.headers.end());
  return out;
}

Response closed_page(const Problem& why) {
  Response out = page_response({.plain = problem_html(why)});
  add_own_tag(out);
  return out;
}

Response page_file(Call& call) {
  for (const auto& [name, content] : web::files) {
    if (name != call.id || name == "index.html") continue;
    Response out = with_policy(200, type_of(name), std::string(content));
    add_own_tag(out);
    return out;
  }
  throw Problem{404, "the page has no file of this name"};
}

Response about_page(Call&) {
  Response out = page_response({.title = "How to search", .plain = about_html()});
  add_own_tag(out);
  return out;
}

}  // namespace fasti::api
