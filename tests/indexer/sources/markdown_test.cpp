#include "indexer/sources/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"
#include "indexer/sources/front_matter.h"

namespace fasti::sources {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

Document read_markdown_text(const std::string& text) {
  const Collected read = read_as("markdown", text, "dir/test.md");
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_EQ(read.documents.size(), 1U);
  expect_places(read.documents.at(0), text);
  return read.documents.at(0);
}

std::string text_of(const std::string& markdown) {
  std::string out;
  for (const auto& section : read_markdown_text(markdown).sections) {
    if (!out.empty()) out += "\n\n";
    out += section.text.str();
  }
  return out;
}

TEST(Markdown, BecomesPlainParagraphs) {
  const struct {
    std::string_view markdown, text;
  } cases[] = {
      {"One line\nand the next.\n\nTwo.", "One line and the next.\n\nTwo."},
      {"Some *emphasis*, **strong**, ~~struck~~, `code` and _more_.",
       "Some emphasis, strong, struck, code and more."},
      {"A [link](https://example.org) and <https://example.org/a>.",
       "A link and https://example.org/a."},
      {"* one\n* two\n    * three\n* four *x*\n", "one\n\ntwo\n\nthree\n\nfour x"},
      {"1. one\n2. two", "one\n\ntwo"},
      {"| a | b |\n|---|---|\n| c | *d* |\n", "a b\n\nc d"},
      {"Fish &amp; chips &#8211; 5 &pound; &unknown;", "Fish & chips – 5 £ &unknown;"},
      {"Hard  \nbreak and \\*stars\\*", "Hard break and *stars*"},
      {"<div class=\"a > b\">Text <b>bold</b></div>", "b\">Text bold"},
      {"A<!-- > hidden --> b<br/>c", "A bc"},
      {"<p>\nBlock <!-- hid\nden > --> text\n</p>", "Block text"},
      {"![A map](map.png) of it", "A map of it"},
      {"    indented code\n\n```\nfenced\n```\n", "indented code\n\nfenced"},
      {"One\n\n---\n\nTwo", "One\n\nTwo"},
      {"Küçük\u00A0Kaynarca\t&nbsp; x", "Küçük Kaynarca x"},
      {"", ""},
  };
  for (const auto& [markdown, text] : cases) {
    SCOPED_TRACE(markdown);
    EXPECT_EQ(text_of(std::string(markdown)), text);
  }
}

TEST(Markdown, HeadingsNestAndTheFirstIsTheTitle) {
  const Document document = read_markdown_text(
      "# The *Title*\n\nLead.\n\n## One\n\nText.\n\n### Below & more\n\nDeep.\n\nTwo\n---\n\n"
      "#### Deeper\n\nEnd.\n\n## References\n\n* A book.");
  EXPECT_EQ(document.title, "The Title");
  std::vector<std::string> seen;
  for (const auto& section : document.sections) {
    std::string path;
    for (const std::string& heading : section.path) path += heading + "/";
    seen.push_back(path + std::to_string(section.level) + (section.reference ? "r" : "") + ":" +
                   section.text.str());
  }
  EXPECT_THAT(seen, ElementsAre("0:Lead.", "One/1:Text.", "One/Below & more/2:Deep.",
                                "Two/1:", "Two/Deeper/2:End.", "References/1r:A book."));
}

TEST(Markdown, QuotationsAreTheirOwnSections) {
  const Document document =
      read_markdown_text("# T\n\nBefore.\n\n> Quoted\n> text.\n>\n> > Nested.\n\nAfter.");
  std::vector<std::string> seen;
  for (const auto& section : document.sections) {
    seen.push_back((section.quotation ? "> " : "") + section.text.str());
  }
  EXPECT_THAT(seen, ElementsAre("Before.", "> Quoted text.", "> Nested.", "After."));
}

TEST(Markdown, LinksLeadToDocuments) {
  const Document document = read_markdown_text(
      "The [Treaty *of* Kars](sources/treaty-of-kars.md), [web](https://example.org/x.md) and\n"
      "[Küçük\nKaynarca](kucuk.md#a \"title\").\n\n> [Quoted](q.md)\n\nSee [ref].\n\n[ref]: "
      "r.md\n");
  std::vector<std::pair<std::string, std::string>> links;
  for (const auto& section : document.sections) {
    for (const indexer::Link& link : section.links) {
      links.emplace_back(slice(section.text.str(), link.span), link.target);
    }
  }
  EXPECT_THAT(links,
              ElementsAre(Pair("Treaty of Kars", "treaty-of-kars"), Pair("Küçük Kaynarca", "kucuk"),
                          Pair("Quoted", "q"), Pair("ref", "r")));
}

constexpr std::string_view kFrontMatter = R"(+++
id = "treaty-of-kars"
title = "Treaty of Kars"
kind = "source"
type = "treaty"
aliases = ["Kars Treaty", "Kars Antlaşması"]
ambiguous_aliases = ["the Treaty"]
adjective = "Karsian"
metonyms = ["Kars"]
parent = "moscow-system"
successor_of = ["treaty-of-alexandropol"]
wikidata = "Q123"
dates = ["1921-10-13/1922-09-11", "1923"]
date = 1921-10-13
related = ["kars", "turkey"]
actors = ["Turkey", "Soviet Armenia"]
lang = "en"
url = "https://example.org/kars"
archive = "Box 12"
pages = [1, 2]
+++

# Treaty of Kars

The text.
)";

TEST(FrontMatter, TheOnlyDateOfTheSubject) {
  const auto subject_date = [](const std::string& dates) {
    return read_markdown_text("+++\ndates = " + dates + "\n+++\n\nThe text.\n").subject_date;
  };
  EXPECT_EQ(subject_date("[\"1774-07-21\"]"), "1774-07-21");
  EXPECT_EQ(subject_date("[]"), "");
  EXPECT_EQ(subject_date("[\"1774\", \"1775\"]"), "");
}

TEST(FrontMatter, FillsTheDocument) {
  const Document document = read_markdown_text(std::string(kFrontMatter));
  EXPECT_EQ(document.id, "treaty-of-kars");
  EXPECT_EQ(document.title, "Treaty of Kars");
  EXPECT_EQ(document.kind, "source");
  EXPECT_EQ(document.date, "1921-10-13");
  EXPECT_EQ(document.url, "https://example.org/kars");
  EXPECT_EQ(document.lang, "en");
  EXPECT_THAT(document.related, ElementsAre("kars", "turkey"));
  EXPECT_THAT(document.actors, ElementsAre("Turkey", "Soviet Armenia"));
  EXPECT_EQ(document.subject_date, "") << "there are two";
  EXPECT_THAT(document.metadata, ElementsAre(Pair("archive", "Box 12"), Pair("dates", "1923"),
                                             Pair("pages", "[ 1, 2 ]")));
  const actors::Actor& subject = document.subject;
  EXPECT_EQ(subject.name, "Treaty of Kars");
  EXPECT_EQ(subject.type, actors::Type::treaty);
  EXPECT_THAT(subject.aliases, ElementsAre("Kars Treaty", "Kars Antlaşması"));
  EXPECT_THAT(subject.ambiguous_aliases, ElementsAre("the Treaty"));
  EXPECT_THAT(subject.adjectives, ElementsAre("Karsian"));
  EXPECT_THAT(subject.metonyms, ElementsAre("Kars"));
  EXPECT_EQ(subject.parent, "moscow-system");
  EXPECT_THAT(subject.successor_of, ElementsAre("treaty-of-alexandropol"));
  EXPECT_EQ(subject.wikidata, "Q123");
  EXPECT_EQ(subject.from, "1921-10-13");
  EXPECT_EQ(subject.to, "1922-09-11");
  // The heading repeats the title: no section of its own.
  ASSERT_EQ(document.sections.size(), 1U);
  EXPECT_TRUE(document.sections[0].path.empty());
  EXPECT_EQ(document.sections[0].text.str(), "The text.");
}

TEST(FrontMatter, WithoutASubjectHasNone) {
  const Document document = read_markdown_text("+++\ntitle = \"X\"\nkind = \"letter\"\n+++\nText.");
  EXPECT_EQ(document.kind, "letter");
  EXPECT_TRUE(document.subject.name.empty());
}

TEST(FrontMatter, FaultsAreSaidWithTheirLine) {
  const struct {
    std::string toml;
    std::size_t line;
    std::string message;
  } cases[] = {
      {"title = \"X\"\nkind = ", 3, "front matter: "},
      {"title = [\"X\"]", 2, "\"title\" must be a text"},
      {"a = 1\naliases = [[\"X\"]]", 3, "\"aliases\" must be a list"},
      {"type = \"monster\"", 2, "no type of actor"},
      {"\n\ndate = \"some day\"", 4, "no date"},
      {"dates = \"1921\"", 2, "must be a list"},
      {"dates = [\"1921\", \"bad\"]", 2, "bad is no date"},
  };
  for (const auto& [toml, line, message] : cases) {
    SCOPED_TRACE(toml);
    const Collected read = read_as("markdown", "+++\n" + toml + "\n+++\nText.\n", "a.md");
    ASSERT_EQ(read.documents.size(), 1U);
    EXPECT_EQ(read.documents[0].sections.at(0).text.str(), "Text.");
    ASSERT_EQ(read.diagnostics.size(), 1U);
    EXPECT_EQ(read.diagnostics[0].file, "a.md");
    EXPECT_EQ(read.diagnostics[0].line, line);
    EXPECT_THAT(read.diagnostics[0].message, HasSubstr(message));
    EXPECT_FALSE(read.diagnostics[0].skipped);
  }
}

TEST(FrontMatter, WithoutAnEndIsText) {
  const Collected read = read_as("markdown", "+++\ntitle = \"X\"\n\nText.", "a.md");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("a.md:1: ")));
  EXPECT_THAT(read.documents[0].sections.at(0).text.str(), HasSubstr("Text."));
}

TEST(Markdown, HostileTextIsRead) {
  const auto repeat = [](std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
  };
  const std::string texts[] = {
      repeat("> ", 50000) + "x",
      repeat("[", 100000),
      repeat("*a ", 100000),
      repeat("- ", 20000) + "x",
      repeat("<!--", 100000),
      repeat("`a", 100000),
      repeat("![x](", 50000),
      repeat("# x\n", 100000),
      "+++\n" + repeat("a=[", 50000),
      repeat("|a", 20000) + "\n" + repeat("|-", 20000) + "\n" + repeat("|b", 20000),
      "+++\nx = " + repeat("[", 100000) + "\n+++\ntext"};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 12));
    const Collected read = read_as("markdown", text, "a.md");
    ASSERT_LE(read.documents.size(), 1U);
    for (const Document& document : read.documents) expect_places(document, text);
  }
}

}  // namespace
}  // namespace fasti::sources
