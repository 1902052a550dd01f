#include "server/api/citation.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "core/dates/day.h"
#include "core/dates/edtf.h"
#include "core/text/fold.h"
#include "server/api/addresses.h"
#include "server/api/arguments.h"
#include "server/api/html.h"

namespace fasti::api {
namespace {

using index::StoredDocument;
using index::StoredPassage;

std::string creator_of(const StoredDocument& document) {
  for (const auto& [name, value] : document.metadata)
    if (name == "author") return value;
  return "";
}

// The elements of Dublin Core that are known, all but the type.
std::vector<std::pair<std::string_view, std::string_view>> elements_of(const Citation& citation) {
  std::vector<std::pair<std::string_view, std::string_view>> out{
      {"title", citation.title},   {"creator", citation.creator},
      {"date", citation.date},     {"identifier", citation.identifier},
      {"source", citation.source}, {"language", citation.language},
      {"rights", citation.rights}};
  std::erase_if(out, [](const auto& element) { return element.second.empty(); });
  return out;
}

// As Google Scholar wants it: "1921/10/13".
std::string with_slashes(const PlainDate& date) {
  std::string out = fmt::format("{:04}", date.year);
  if (date.month) out += fmt::format("/{:02}", *date.month);
  if (date.day) out += fmt::format("/{:02}", *date.day);
  return out;
}

}  // namespace

std::optional<PlainDate> plain_date(std::string_view edtf) {
  if (edtf.size() != 4 && edtf.size() != 7 && edtf.size() != 10) return std::nullopt;
  if (edtf.find_first_not_of("0123456789-") != std::string_view::npos) return std::nullopt;
  const auto bounds = dates::edtf_bounds(edtf);
  if (!bounds || !bounds->earliest) return std::nullopt;
  const dates::Civil first = dates::civil_from_day(*bounds->earliest);
  if (first.year < 1 || first.year > dates::kMaxYear) return std::nullopt;
  PlainDate out{first.year, {}, {}};
  if (edtf.size() >= 7) out.month = first.month;
  if (edtf.size() == 10) out.day = first.day;
  return out;
}

Citation citation_of(const StoredDocument& document) {
  return {.address = document_address(document.id),
          .title = document.title,
          .creator = creator_of(document),
          .date = document.date,
          .identifier = document.id,
          .source = document.url,
          .language = document.lang,
          .rights = licence_of(document)};
}

Citation citation_of(const StoredPassage& passage, const StoredDocument& document) {
  Citation out = citation_of(document);
  out.address = passage_address(passage.id);
  out.identifier = passage.id;
  if (out.source.empty()) out.source = document.title;
  for (const std::string& heading : passage.headings) out.title += " › " + heading;
  return out;
}

std::string licence_of(const StoredDocument& document) {
  for (const std::string_view wanted : {"licence", "license", "rights", "availability"})
    for (const auto& [name, value] : document.metadata)
      if (text::lower(name) == wanted && !value.empty()) return value;
  return "";
}

std::string citation_head(const Citation& citation) {
  std::string out = fmt::format(
      "<link rel=\"canonical\" href=\"{}\">\n"
      "<link rel=\"schema.DC\" href=\"http://purl.org/dc/elements/1.1/\">\n",
      escaped(citation.address));
  const auto meta = [&](std::string_view name, std::string_view content) {
    if (!content.empty())
      out += fmt::format("<meta name=\"{}\" content=\"{}\">\n", name, escaped(content));
  };
  for (const auto& [name, value] : elements_of(citation)) meta(fmt::format("DC.{}", name), value);
  meta("DC.type", "Text");
  meta("citation_title", citation.title);
  meta("citation_author", citation.creator);
  if (const auto date = plain_date(citation.date)) meta("citation_date", with_slashes(*date));
  meta("citation_language", citation.language);
  return out;
}

std::string context_object(const Citation& citation) {
  std::string object = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc";
  for (const auto& [name, value] : elements_of(citation))
    object += fmt::format("&rft.{}={}", name, percent_encoded(value));
  return object + "&rft.type=document";
}

std::string citation_span(const Citation& citation) {
  return fmt::format("<span class=\"Z3988\" title=\"{}\"></span>",
                     escaped(context_object(citation)));
}

}  // namespace fasti::api
