#include "server/api/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/actors/actor.h"
#include "core/text/hash.h"
#include "core/text/utf8.h"
#include "server/api/citation.h"
#include "server/api/json.h"

namespace fasti::api {
namespace {

using index::DocumentHead;
using index::StoredPassage;
using search::SearchRequest;
using search::Snapshot;

constexpr std::size_t kPart = 64U << 10U;  // bytes, about

const DocumentHead& document_of(const StoredPassage& passage, const Snapshot& snapshot) {
  return snapshot.generation().documents()[passage.document];
}

std::string heading_path(const StoredPassage& passage) {
  return fmt::format("{}", fmt::join(passage.headings, " > "));
}

// The dates that are shown with a passage, as EDTF.
std::vector<std::string> dates_of(const StoredPassage& passage, const SearchRequest& request) {
  std::vector<std::string> out;
  for (const index::StoredDate& date : passage.dates)
    if (!date.edtf.empty()) out.push_back(date.edtf);
  if (request.dates.context && !passage.context.edtf.empty()) out.push_back(passage.context.edtf);
  return out;
}

// The actors that the request counts, each once, in the order of their mentions.
std::vector<const index::ActorHead*> actors_of(const StoredPassage& passage,
                                               const SearchRequest& request,
                                               const Snapshot& snapshot) {
  std::vector<const index::ActorHead*> out;
  for (const index::StoredMention& mention : passage.mentions) {
    const index::ActorHead* actor = &snapshot.generation().actors()[mention.actor];
    if (mention.evidence <= request.evidence && std::ranges::find(out, actor) == out.end())
      out.push_back(actor);
  }
  return out;
}

// Characters at which some reader breaks a line, or which no reader shows.
bool breaks_line(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

// One line: line breaks and other control characters as blanks.
std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::decode(text, at);
    text::append_utf8(out, breaks_line(c) ? U' ' : c);
  }
  return out;
}

/* JSON Lines */

std::string jsonl_record(const StoredPassage& passage, const SearchRequest& request,
                         const Snapshot& snapshot) {
  JsonWriter out;
  out.begin_object();
  write_passage_members(out, passage, {request.evidence, request.dates.context}, snapshot);
  out.end_object();
  return out.str() + '\n';
}

/* CSV */

constexpr std::string_view kCsvHead =
    "id,document,title,kind,document_date,heading,text,dates,actors,url\r\n";

std::string csv_record(const StoredPassage& passage, const SearchRequest& request,
                       const Snapshot& snapshot) {
  const DocumentHead& document = document_of(passage, snapshot);
  std::vector<std::string> actors;
  for (const index::ActorHead* actor : actors_of(passage, request, snapshot))
    actors.emplace_back(actor->id);
  // Dates are our own: digits and signs, never a formula, though "-0043" begins like one.
  const std::string dates = fmt::format("\"{}\"", fmt::join(dates_of(passage, request), "; "));
  return fmt::format("{},{},{},{},\"{}\",{},{},{},{},{}\r\n", csv_cell(passage.id),
                     csv_cell(document.id), csv_cell(document.title), csv_cell(document.kind),
                     document.date, csv_cell(heading_path(passage)), csv_cell(passage.text), dates,
                     csv_cell(fmt::format("{}", fmt::join(actors, "; "))), csv_cell(document.url));
}

/* BibTeX */

// A citation key of plain letters that no other passage has.
std::string bibtex_key(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == ':' || c == '.' || c == '_';
    out += plain ? c : '-';
  }
  return out == id ? out : out + "-" + text::hash_hex8(id);
}

// An address as biblatex and url.sty take it, verbatim.
std::string verbatim_address(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '{' || c == '}' || c == '\\' || byte <= 0x20 || byte == 0x7F)
      out += fmt::format("%{:02X}", byte);
    else
      out += c;
  }
  return out;
}

std::string bibtex_record(const StoredPassage& passage, const SearchRequest& request,
                          const Snapshot& snapshot) {
  const DocumentHead& document = document_of(passage, snapshot);
  std::string out = fmt::format("@misc{{{},\n", bibtex_key(passage.id));
  const auto field = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {} = {{{}}},\n", name, value);
  };
  // Braced once more, so that a style does not lower its capitals.
  field("title", "{" + bibtex_text(document.title) + "}");
  field("date", bibtex_text(document.date));
  field("url", verbatim_address(document.url));
  field("abstract", bibtex_text(passage.text));
  std::vector<std::string> names;
  for (const index::ActorHead* actor : actors_of(passage, request, snapshot))
    names.push_back(bibtex_text(actor->name));
  field("keywords", fmt::format("{}", fmt::join(names, ", ")));
  field("note", bibtex_text("Passage " + passage.id));
  field("titleaddon", bibtex_text(heading_path(passage)));
  field("langid", bibtex_text(document.lang));
  return out + "}\n\n";
}

/* RIS */

std::string ris_record(const StoredPassage& passage, const SearchRequest& request,
                       const Snapshot& snapshot) {
  const DocumentHead& document = document_of(passage, snapshot);
  std::string out = ris_line("TY", "GEN");
  const auto line = [&](std::string_view tag, std::string_view text) {
    if (!text.empty()) out += ris_line(tag, text);
  };
  line("ID", passage.id);
  line("TI", document.title);
  line("SE", heading_path(passage));
  if (const auto date = plain_date(document.date)) {
    line("PY", fmt::format("{:04}", date->year));
    line("DA", fmt::format("{:04}/{}/{}/", date->year,
                           date->month ? fmt::format("{:02}", *date->month) : "",
                           date->day ? fmt::format("{:02}", *date->day) : ""));
  } else {
    line("N1", document.date.empty() ? "" : fmt::format("Date: {}", document.date));
  }
  line("AB", passage.text);
  for (const index::ActorHead* actor : actors_of(passage, request, snapshot))
    line("KW", actor->name);
  line("UR", document.url);
  line("LA", document.lang);
  return out + ris_line("ER", "") + "\r\n";
}

/* CSL-JSON */

Json csl_date(std::string_view edtf) {
  const auto date = plain_date(edtf);
  if (!date) return {{"raw", edtf}};
  Json parts = Json::array({date->year});
  if (date->month) parts.push_back(*date->month);
  if (date->day) parts.push_back(*date->day);
  return {{"date-parts", Json::array({std::move(parts)})}};
}

std::string csl_record(const StoredPassage& passage, const SearchRequest& request,
                       const Snapshot& snapshot) {
  const DocumentHead& document = document_of(passage, snapshot);
  Json out{{"id", passage.id}, {"type", "document"}, {"title", document.title}};
  if (!document.date.empty()) out["issued"] = csl_date(document.date);
  if (!document.url.empty()) out["URL"] = document.url;
  if (!passage.headings.empty()) out["section"] = heading_path(passage);
  out["abstract"] = passage.text;
  std::vector<std::string> names;
  for (const index::ActorHead* actor : actors_of(passage, request, snapshot))
    names.emplace_back(actor->name);
  if (!names.empty()) out["keyword"] = fmt::format("{}", fmt::join(names, ", "));
  out["language"] = document.lang;
  return dump(out);
}

constexpr std::array<ExportFormat, 5> kFormats{{
    {"jsonl", "application/jsonl; charset=utf-8", "jsonl", "", "", "", jsonl_record},
    {"csv", "text/csv; charset=utf-8", "csv", kCsvHead, "", "", csv_record},
    {"bibtex", "application/x-bibtex; charset=utf-8", "bib", "", "", "", bibtex_record},
    {"ris", "application/x-research-info-systems; charset=utf-8", "ris", "", "", "", ris_record},
    {"csljson", "application/vnd.citationstyles.csl+json", "json", "[\n", ",\n", "\n]\n",
     csl_record},
}};

// The state of one export.
class Parts {
 public:
  Parts(const ExportFormat& format, std::shared_ptr<const Snapshot> snapshot,
        search::Bitmap passages, SearchRequest request)
      : format_(format),
        snapshot_(std::move(snapshot)),
        passages_(std::move(passages)),
        request_(std::move(request)) {}

  std::string next() {
    std::string out;
    if (ended_) return out;
    if (told_ == 0) out = format_.head;
    const std::uint64_t all = passages_.cardinality();
    for (; told_ < all && out.size() < kPart; ++told_) {
      std::uint32_t docid = 0;
      passages_.select(static_cast<std::uint32_t>(told_), &docid);
      if (told_ > 0) out += format_.between;
      out += format_.record(*snapshot_->generation().passage(docid), request_, *snapshot_);
    }
    ended_ = told_ == all;
    if (ended_) out += format_.foot;
    return out;
  }

 private:
  const ExportFormat& format_;
  std::shared_ptr<const Snapshot> snapshot_;
  search::Bitmap passages_;
  SearchRequest request_;
  std::uint64_t told_ = 0;
  bool ended_ = false;
};

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

std::function<std::string()> export_parts(const ExportFormat& format,
                                          std::shared_ptr<const Snapshot> snapshot,
                                          search::Bitmap passages, SearchRequest request) {
  auto parts =
      std::make_shared<Parts>(format, std::move(snapshot), std::move(passages), std::move(request));
  return [parts] { return parts->next(); };
}

Response export_response(const ExportFormat& format, std::shared_ptr<const Snapshot> snapshot,
                         search::Bitmap passages, SearchRequest request) {
  return {200,
          std::string(format.content_type),
          "",
          {{"Content-Disposition",
            fmt::format("attachment; filename=\"fasti.{}\"", format.file_ending)}},
          export_parts(format, std::move(snapshot), std::move(passages), std::move(request))};
}

std::string csv_cell(std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  std::string out = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string bibtex_text(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      // BibTeX counts braces even behind a backslash, so "\{" would not do.
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '$':
      case '&':
      case '%':
      case '#':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

std::string ris_line(std::string_view tag, std::string_view text) {
  return fmt::format("{}  - {}\r\n", tag, one_line(text));
}

}  // namespace fasti::api
