#include "server/api/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Text that each form has to escape, and what its reader must get back.
const std::string kHostile =
    "=cmd|'/c calc'!A1, \"quoted\" {brace} }{ \\end{x} 100% #1 a_b $5 & ~ ^";

index::TinyCorpus hostile_corpus() {
  return {.documents = {{.id = "a b/{c},\"d\"",
                         .title = "@title {of} \"it\"\r\nTY  - JOUR",
                         .kind = "+kind",
                         .passages = {{.text = kHostile, .headings = {"-head", "}ing"}},
                                      {.text = "Second\n\nER  - \nTY  - BOOK"}},
                         .date = "-0043-03-15",
                         .url = "https://example.org/{a}\\b c"},
                        {.id = "plain",
                         .title = "Plain",
                         .passages = {{.text = "Kars in 1921.",
                                       .dates = {{"1921", "1921"}},
                                       .mentions = {{"Kars", "kars"}}}},
                         .date = "1921-10-13"}},
          .actors = {index::tiny_actor("kars", "Kars", actors::Type::place)}};
}

std::string exported(std::string_view name) {
  const index::TinyIndex tiny(hostile_corpus());
  const auto snapshot = std::make_shared<const search::Snapshot>(tiny.open());
  for (const ExportFormat& format : export_formats()) {
    if (format.name != name) continue;
    const auto parts = export_parts(format, snapshot, search::all_up_to(snapshot->passages()), {});
    std::string out;
    for (std::string part = parts(); !part.empty(); part = parts()) out += part;
    EXPECT_EQ(parts(), "") << "and stays ended";
    return out;
  }
  return "no such format";
}

// RFC 4180, strictly.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::size_t at = 0;
  while (at < text.size()) {
    auto& row = rows.emplace_back();
    for (bool more = true; more;) {
      std::string cell;
      if (text[at] == '"') {
        for (++at; at < text.size(); ++at) {
          if (text[at] == '"' && text[at + 1] != '"') break;
          if (text[at] == '"') ++at;
          cell += text[at];
        }
        ++at;
      } else {
        while (text[at] != ',' && text[at] != '\r') cell += text[at++];
      }
      row.push_back(cell);
      more = text[at] == ',';
      at += more ? 1 : 2;
    }
  }
  return rows;
}

TEST(Export, Csv) {
  const auto rows = read_csv(exported("csv"));
  ASSERT_EQ(rows.size(), 4U);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  EXPECT_EQ(rows[0][6], "text");
  EXPECT_EQ(rows[1][1], "a b/{c},\"d\"");
  EXPECT_EQ(rows[1][2], "'@title {of} \"it\"\r\nTY  - JOUR");
  EXPECT_EQ(rows[1][3], "'+kind");
  EXPECT_EQ(rows[1][4], "-0043-03-15");
  EXPECT_EQ(rows[1][5], "'-head > }ing");
  EXPECT_EQ(rows[1][6], "'" + kHostile);
  EXPECT_EQ(rows[3][7], "1921");
  EXPECT_EQ(rows[3][8], "kars");
  EXPECT_EQ(csv_cell(""), "\"\"");
  EXPECT_EQ(csv_cell("\tx"), "\"'\tx\"");
}

TEST(Export, BibTexBracesBalance) {
  const std::string text = exported("bibtex");
  int depth = 0, entries = 0;
  for (const char c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    ASSERT_GE(depth, 0);
    entries += c == '@' ? 1 : 0;
  }
  EXPECT_EQ(depth, 0);
  EXPECT_EQ(entries, 5) << "three entries, two with an @ in the title";
  EXPECT_THAT(text, HasSubstr("\\textbraceleft{}brace\\textbraceright{}"));
  EXPECT_THAT(text, HasSubstr("\\textbackslash{}end"));
  EXPECT_THAT(text, HasSubstr("100\\% \\#1 a\\_b \\$5 \\& \\textasciitilde{} \\textasciicircum{}"));
  EXPECT_THAT(text, HasSubstr("url = {https://example.org/%7Ba%7D%5Cb%20c}"));
  EXPECT_THAT(text, HasSubstr("date = {1921-10-13}"));
  EXPECT_THAT(text, HasSubstr("@misc{a-b--c---d-:"));
}

TEST(Export, RisKeepsItsLines) {
  const std::string text = exported("ris");
  std::size_t at = 0, entries = 0, ends = 0;
  while (at < text.size()) {
    const std::size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    const std::string line = text.substr(at, end - at);
    at = end + 2;
    if (line.empty()) continue;
    ASSERT_GE(line.size(), 6U) << line;
    EXPECT_EQ(line.substr(2, 4), "  - ") << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    entries += line.starts_with("TY  - ") ? 1 : 0;
    ends += line.starts_with("ER  - ") ? 1 : 0;
  }
  EXPECT_EQ(entries, 3U);
  EXPECT_EQ(ends, 3U);
  EXPECT_THAT(text, HasSubstr("PY  - 1921\r\nDA  - 1921/10/13/\r\n"));
  EXPECT_THAT(text, HasSubstr("N1  - Date: -0043-03-15\r\n"));
  EXPECT_EQ(ris_line("AB", "a\u2028b\u0085c\td"), "AB  - a b c d\r\n");
}

TEST(Export, CslJson) {
  const json list = json::parse(exported("csljson"));
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0]["abstract"], kHostile);
  EXPECT_EQ(list[0]["issued"], json::parse(R"({"raw":"-0043-03-15"})"));
  EXPECT_EQ(list[2]["issued"], json::parse(R"({"date-parts":[[1921,10,13]]})"));
  EXPECT_EQ(list[2]["keyword"], "Kars");
}

TEST(Export, JsonLines) {
  std::istringstream lines(exported("jsonl"));
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);) texts.push_back(json::parse(line)["text"]);
  EXPECT_THAT(texts, ElementsAre(kHostile, "Second\n\nER  - \nTY  - BOOK", "Kars in 1921."));
}

TEST(Export, AnEmptyResultIsWellFormed) {
  TinyLibrary tiny;
  const auto body = [&](const std::string& format) {
    const Response response = tiny.get("/v1/export?q=nowhere&format=" + format);
    EXPECT_EQ(response.status, 200);
    std::string out;
    for (std::string part = response.parts(); !part.empty(); part = response.parts()) out += part;
    return out;
  };
  EXPECT_EQ(body("jsonl"), "");
  EXPECT_THAT(body("csv"), StartsWith("id,document,"));
  EXPECT_EQ(json::parse(body("csljson")), json::array());
}

TEST(Export, TakesTheParametersOfASearch) {
  TinyLibrary tiny;
  const Response response = tiny.get("/v1/export?q=treaty&decade=1920s&format=csv");
  EXPECT_THAT(response.content_type, HasSubstr("text/csv"));
  EXPECT_THAT(header(response, "Content-Disposition"), HasSubstr("fasti.csv"));
  EXPECT_FALSE(header(response, "ETag").empty());
  EXPECT_EQ(read_csv(response.parts()).size(), 3U);
  EXPECT_EQ(tiny.get("/v1/export?format=xml").status, 400);
  EXPECT_EQ(tiny.get("/v1/export?limit=5").status, 400);
  EXPECT_EQ(tiny.get("/v1/export?from=1920&to=1910").status, 400);
}

// A stream keeps its generation, whatever is built meanwhile; parts stay small.
TEST(Export, OutlivesItsGenerationInSmallParts) {
  index::TinyCorpus corpus;
  for (int d = 0; d < 40; ++d) {
    index::TinyDocument document{.id = "d" + std::to_string(d), .title = "D"};
    for (int p = 0; p < 40; ++p)
      document.passages.push_back({.text = std::to_string(d * 40 + p) + std::string(200, 'x')});
    corpus.documents.push_back(document);
  }
  const index::TinyIndex tiny(corpus);
  auto library = std::make_unique<Library>(tiny.path(), 1);
  const Metrics metrics;
  Access access;
  const Response response =
      answer({"GET", "/v1/export?format=jsonl", "", "", ""}, Service{*library, metrics, access});
  index::build_tiny_index(tiny.path(), {});
  library.reset();
  std::size_t lines = 0, largest = 0;
  for (std::string part = response.parts(); !part.empty(); part = response.parts()) {
    largest = std::max(largest, part.size());
    lines += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
  }
  EXPECT_EQ(lines, 1600U);
  EXPECT_LT(largest, 100'000U);
}

}  // namespace
}  // namespace fasti::api
