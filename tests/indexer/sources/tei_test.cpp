#include "indexer/sources/tei.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "collect.h"
#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

using nlohmann::ordered_json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr std::string_view kHead =
    "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title>"
    "</titleStmt></fileDesc></teiHeader>";

std::string tei(std::string_view body) {
  return std::string(kHead) + "<text><body>" + std::string(body) + "</body></text></TEI>";
}

Collected read_tei_text(std::string_view body) { return read_as("tei", tei(body), "a.xml"); }

// Read as a stream from a file of that name.
Collected read_file(const std::string& name, const std::string& bytes) {
  const std::string path = testing::TempDir() + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return read_all(path);
}

// The texts of a document's sections, parted by lines of "--"; headings behind "# ".
std::string shown(const Document& document) {
  std::string out;
  for (const indexer::Section& section : document.sections) {
    if (!out.empty()) out += "\n--\n";
    if (!section.heading.empty()) out += "# " + section.heading.str() + "\n";
    if (section.quotation) out += "> ";
    if (section.reference) out += "* ";
    out += section.text.str();
  }
  return out;
}

std::string text_of(std::string_view body) {
  const Collected read = read_tei_text(body);
  EXPECT_THAT(read.messages(), IsEmpty()) << body;
  for (const Document& document : read.documents) expect_places(document, tei(body));
  return read.documents.size() == 1 ? shown(read.documents[0]) : "(no document)";
}

// A document in the form of the expected.json files.
ordered_json describe(const Document& document) {
  ordered_json sections = ordered_json::array();
  for (const indexer::Section& section : document.sections) {
    const std::string_view text = section.text.str();
    ordered_json described = {{"path", section.path}, {"text", text}};
    if (!section.heading.empty()) described["heading"] = section.heading.str();
    if (section.reference) described["reference"] = true;
    if (section.quotation) described["quotation"] = true;
    for (const indexer::Link& link : section.links) {
      described["links"].push_back({slice(text, link.span), link.target});
    }
    for (const indexer::EditorMark& mark : section.marks) {
      described["marks"].push_back({slice(text, mark.span), actors::name(mark.type), mark.ref});
    }
    for (const dates::StatedDate& date : section.dates) {
      described["dates"].push_back({slice(text, date.span), date.edtf});
    }
    sections.push_back(described);
  }
  ordered_json records = ordered_json::array();
  for (const actors::Actor& record : document.records) {
    ordered_json described = {
        {"key", record.id}, {"name", record.name}, {"type", actors::name(record.type)}};
    if (!record.aliases.empty()) described["aliases"] = record.aliases;
    if (!record.from.empty()) described["from"] = record.from;
    if (!record.to.empty()) described["to"] = record.to;
    if (!record.viaf.empty()) described["viaf"] = record.viaf;
    if (!record.note.empty()) described["note"] = record.note;
    records.push_back(described);
  }
  ordered_json out = {{"id", document.id},
                      {"title", document.title},
                      {"kind", document.kind},
                      {"date", document.date},
                      {"lang", document.lang}};
  for (const auto& [name, value] : document.metadata) out["metadata"][name] = value;
  out["sections"] = sections;
  if (!records.empty()) out["records"] = records;
  for (const indexer::NamedAbove& named : document.named_above) {
    out["named_above"].push_back({named.name, actors::name(named.type), named.ref});
  }
  return out;
}

class TeiFixture : public testing::TestWithParam<const char*> {};

TEST_P(TeiFixture, IsReadAsExpected) {
  const std::string path = std::string(FASTI_TEST_DATA "/sources/") + GetParam();
  const std::string bytes = file_bytes(path + ".xml");
  const Collected read = read_all(path + ".xml");
  EXPECT_THAT(read.messages(), IsEmpty());
  ordered_json described = ordered_json::array();
  for (const Document& document : read.documents) {
    described.push_back(describe(document));
    expect_places(document, bytes);
  }
  EXPECT_EQ(described.dump(1), ordered_json::parse(file_bytes(path + ".expected.json")).dump(1));
}

INSTANTIATE_TEST_SUITE_P(All, TeiFixture, testing::Values("tei-volume", "tei-book", "tei-corpus"));

TEST(Tei, TextIsWhatAReaderWouldRead) {
  const struct {
    std::string_view body, text;
  } cases[] = {
      {"<p>One</p><p>two\n three</p>", "One\n\ntwo three"},
      {"<p>One\n\n  two</p>", "One two"},
      {"<p><hi>In</hi>side <hi>a</hi> word</p>", "Inside a word"},
      {"<p>a<lb/>b<pb/>c <cb/> d</p>", "a b c d"},
      {"<p>con<lb break='no'/>tinue, con-\n <pb break='no'/>\n tinue</p>", "continue, continue"},
      {"<p>a Anglo-<hi>Saxon</hi> and-<lb/>or</p>", "a Anglo-Saxon and- or"},
      {"<closer><signed>A. B.</signed>, <hi>Envoy</hi><lb/>By <signed>C</signed></closer>",
       "A. B., Envoy By C"},
      {"<p>x <del>no</del><add>yes</add> <gap/> <space/>y</p>", "x yes […] y"},
      {"<p><choice><orig>vp</orig><reg>up</reg></choice>on</p>", "upon"},
      {"<p>h<choice>\n<orig>o</orig>\n<reg>u</reg>\n</choice>se</p>", "huse"},
      {"<p><choice><reg>up</reg><orig>vp</orig></choice></p>", "up"},
      {"<p><choice><abbr>Mr</abbr></choice> <abbr>Dr</abbr> <sic>teh</sic></p>", "Mr Dr teh"},
      {"<p><choice><choice><sic>a</sic><corr>b</corr></choice><unclear>c</unclear></choice></p>",
       "b"},
      {"<p><app><rdg>x</rdg><rdg>y</rdg></app><app><rdg>x</rdg><lem>z</lem></app></p>", "xz"},
      {"<p>The end<note>Not quite.</note>.</p>", "The end.\n--\n* Not quite."},
      {"<p>a<note>b<note>c</note></note></p><p>d<note><p>e</p><p>f</p></note></p>",
       "a\n\nd\n--\n* b c\n\ne\n\nf"},
      {"<p>a</p><note>b</note><p>c</p>", "a\n\nb\n\nc"},
      {"<p>He said <quote>yes</quote> and <q>no</q>.</p>", "He said yes and no."},
      {"<p>He said:</p><quote>Yes.</quote><p>So.</p>", "He said:\n--\n> Yes.\n--\nSo."},
      {"<cit><quote>Yes.</quote><bibl>A</bibl></cit>", "> Yes.\n--\nA"},
      {"<lg><l>One</l><l>two,</l></lg><lg><l>three</l></lg>", "One two,\n\nthree"},
      {"<list><head>Two</head><item>one</item><label>2.</label><item>two</item></list>",
       "Two\n\none\n\n2. two"},
      {"<table><row><cell>a</cell><cell>b</cell></row><row><cell/><cell>c</cell></row></table>",
       "a b\n\nc"},
      {"<div><head>One<note>n</note></head><p>x</p><div><head>Two</head></div></div>",
       "# One\nx\n--\n* n\n--\n# Two\n"},
      {"<div><head>I</head><head>Rain</head><p>x</p><head>II</head><p>y</p></div>",
       "# I Rain\nx\n--\n# II\ny"},
      {"<p>a<floatingText><body><head>F</head><p>x</p></body></floatingText>b</p>",
       "a\n--\n# F\nx\n--\nb"},
      {"<p>&amp;&#x41;&#66;&lt;<![CDATA[<b> & ]]>c<!-- no --><?no no?>d</p>", "&AB<<b> & cd"},
      {"<p>\xF0\x9F\x98\x80 K\xC3\xBC\xC3\xA7</p>", "\xF0\x9F\x98\x80 K\xC3\xBC\xC3\xA7"},
      {"<div type='index'><p>no</p></div><fw>no</fw><p>yes</p>", "yes"},
  };
  for (const auto& [body, text] : cases) {
    EXPECT_EQ(text_of(body), text) << body;
  }
}

TEST(Tei, DocumentsOfAVolume) {
  const Collected read = read_tei_text(
      "<p>Lead.</p><div type='chapter'><head>C</head>"
      "<div type='document' xml:id='d1'><head>One</head><p>x</p>"
      "<div type='document'><head>Within</head><p>y</p></div></div>"
      "<div type='letter' n='2'><p>z</p></div><div type='letter'><head>No</head><p>w</p></div>"
      "<div type='document'><p>v</p></div></div>");
  EXPECT_THAT(read.messages(), IsEmpty());
  ASSERT_THAT(read.ids(), ElementsAre("a/d1", "a/2", "a/3", ""));
  EXPECT_EQ(read.documents[0].title, "One");
  EXPECT_EQ(shown(read.documents[0]), "x\n--\n# Within\ny");
  EXPECT_THAT(read.documents[0].sections[1].path, ElementsAre("C", "Within"));
  EXPECT_EQ(read.documents[1].title, "T");
  EXPECT_EQ(read.documents[1].kind, "letter");
  EXPECT_THAT(read.documents[1].metadata, ElementsAre(Pair("volume", "T")));
  EXPECT_EQ(shown(read.documents[3]), "Lead.\n--\n# C\n\n--\n# No\nw");
}

TEST(Tei, AFileOfOneLetterIsOneDocument) {
  const std::string body =
      "<text><body><div type='letter' xml:id='l'><p>x</p></div></body></text></TEI>";
  const std::string letter =
      "<correspDesc><correspAction type='sent'><date when='1671'/></correspAction></correspDesc>";
  const auto with = [&](const std::string& letters) {
    std::string head(kHead);
    return head.insert(head.find("</teiHeader>"), "<profileDesc>" + letters + "</profileDesc>");
  };
  const Collected whole = read_as("tei", with(letter) + body, "a.xml");
  ASSERT_THAT(whole.ids(), ElementsAre(""));
  EXPECT_EQ(whole.documents[0].kind, "letter");
  EXPECT_EQ(whole.documents[0].date, "1671");
  EXPECT_THAT(read_as("tei", with(letter + letter) + body, "a.xml").ids(), ElementsAre("a/l"));
}

TEST(Tei, DatesOfDocuments) {
  const struct {
    std::string_view attributes, body, date;
  } cases[] = {
      {"when='1671-03-09T16:00:00-05:00'", "", "1671-03-09"},
      {"frus:doc-dateTime-min='1671-03-09T00:00:00' frus:doc-dateTime-max='1671-03-09T23:59:59'",
       "", "1671-03-09"},
      {"notBefore='1671-01-01' notAfter='1671-12-31'", "", "1671"},
      {"notBefore='1671-01-01' notAfter='1671-12-30'", "", "[1671-01-01..1671-12-30]"},
      {"from='1671-01' to='1672'", "", "1671-01/1672"},
      {"from='1671-01'", "", "1671-01/.."},
      {"when='--03-09'", "", ""},
      {"when='1671' cert='low'", "", "1671?"},
      {"", "<dateline><date when='1671-03-09'>x</date></dateline>", "1671-03-09"},
      {"", "<closer><dateline>N., <date>9 March 1671</date></dateline></closer>", "1671-03-09"},
      {"", "<p><date when='1671'>x</date></p>", ""},
      {"", "<quote><dateline><date when='1671'>x</date></dateline></quote>", ""},
      {"when='1670'", "<dateline><date when='1671'>x</date></dateline>", "1670"},
      // A slip of the edition's
      {"when='0167-06-05'", "<dateline><date when='0167-06-05'>5 June 1671</date></dateline>",
       "1671-06-05"},
      {"when='1603'", "<dateline><date when='1603'>of the year 1013 A. H.</date></dateline>",
       "1603"},
  };
  for (const auto& [attributes, body, date] : cases) {
    const Collected read =
        read_tei_text("<div type='document' xmlns:frus='http://history.state.gov/frus/ns/1.0' " +
                      std::string(attributes) + "><p>x</p>" + std::string(body) + "</div>");
    ASSERT_THAT(read.documents, SizeIs(1)) << attributes << body;
    EXPECT_EQ(read.documents[0].date, date) << attributes << body;
  }
}

TEST(Tei, NamesAreMarked) {
  const struct {
    std::string_view body, mark;
  } cases[] = {
      {"<p>a <persName ref='#x'>Ada</persName> b</p>", "Ada person a#x"},
      {"<p><persName corresp='#x y'>Ada</persName></p>", "Ada person a#x"},
      {"<p><name type='place' key='k1'>Elm</name></p>", "Elm place k1"},
      {"<p><rs type='org' ref='list.xml#o'>the board</rs></p>", "the board organisation list#o"},
      {"<p><rs ref='#x'>she</rs></p>", "she unknown a#x"},
      {"<p><rs>she</rs> <name>Ada</name></p>", ""},
      {"<p><orgName ref='http://x/y'>Bank of <placeName>Elm</placeName></orgName></p>",
       "Bank of Elm organisation http://x/y"},
      {"<p><orgName>Bank of <placeName ref='#e'>Elm</placeName></orgName></p>", "Elm place a#e"},
      {"<p><orgName>Bank of <placeName>Elm</placeName></orgName></p>", "Bank of Elm organisation "},
      {"<dateline><placeName>Legation, Elm</placeName></dateline>", ""},
      {"<dateline><placeName ref='#e'>Elm</placeName></dateline>", "Elm place a#e"},
      {"<sp who='#q'><speaker>Quill.</speaker><p>Yes.</p></sp>", "Quill. person a#q"},
      {"<sp><speaker>Quill.</speaker><p>Yes.</p></sp>", ""},
      {"<p><persName ref='#x'> Ada<lb/>B. </persName></p>", "Ada B. person a#x"},
      {"<p>x<note><persName ref='#x'>Ada</persName></note></p>", "Ada person a#x"},
  };
  for (const auto& [body, expected] : cases) {
    const Collected read = read_tei_text(body);
    ASSERT_THAT(read.documents, SizeIs(1)) << body;
    std::string marks;
    for (const indexer::Section& section : read.documents[0].sections) {
      for (const indexer::EditorMark& mark : section.marks) {
        marks += slice(section.text.str(), mark.span);
        marks += " " + std::string(actors::name(mark.type)) + " " + mark.ref;
      }
    }
    EXPECT_EQ(marks, expected) << body;
  }
}

// What stands at the place of every character is that character, or a reference or gap that it is
// made from.
void expect_characters(const text::MappedText& text, std::string_view source) {
  const std::string_view all = text.str();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t begin = at;
    text::decode(all, at);
    const std::string_view character = all.substr(begin, at - begin);
    if (character == " " || character == "\n") continue;
    const std::string_view there = text::slice(source, text.source({begin, at}));
    const bool made = there.starts_with('&') || there.starts_with("<gap");
    ASSERT_TRUE(there == character || made) << character << " at " << begin << ": " << there;
  }
}

TEST(Tei, EveryCharacterKnowsItsPlace) {
  for (const char* name : {"tei-volume", "tei-book", "tei-corpus"}) {
    const std::string path = std::string(FASTI_TEST_DATA "/sources/") + name + ".xml";
    const std::string bytes = file_bytes(path);
    for (const Document& document : read_all(path).documents) {
      for (const indexer::Section& section : document.sections) {
        expect_characters(section.heading, bytes);
        expect_characters(section.text, bytes);
      }
    }
  }
  // Lines that end as on other systems, byte order marks, and blanks within tags.
  const std::string odd =
      "\xEF\xBB\xBF" + std::string(kHead) +
      "<text\r\n><body  ><p\n>One\r\ntwo&#x2014;\rthree <hi rend='>'>K\xC3\xBC</hi "
      "></p></body></text></TEI>";
  const Collected read = read_file("odd.xml", odd);
  ASSERT_THAT(read.documents, SizeIs(1));
  EXPECT_EQ(shown(read.documents[0]), "One two\u2014 three K\xC3\xBC");
  expect_characters(read.documents[0].sections[0].text, odd);
}

TEST(Tei, EncodingsAreHonoured) {
  const std::string start = "<?xml version='1.0' encoding='";
  const struct {
    std::string_view encoding, bytes, text;
  } cases[] = {
      {"ISO-8859-9", "\xDDstanbul", "\u0130stanbul"},
      {"windows-1251", "\xCA\xE0\xF0\xF1", "\u041A\u0430\u0440\u0441"},
      {"utf-8", "K\xC3\xBC", "K\xC3\xBC"},
      {"US-ASCII", "K", "K"},
      {"Shift_JIS", "\x93\xFA\x96\x7B", "\u65E5\u672C"},
  };
  for (const auto& [encoding, bytes, text] : cases) {
    const std::string all =
        start + std::string(encoding) + "'?>" + tei("<p>a " + std::string(bytes) + " b</p>");
    const Collected read = read_file("encoded.xml", all);
    EXPECT_THAT(read.messages(), IsEmpty());
    ASSERT_THAT(read.documents, SizeIs(1)) << encoding;
    const text::MappedText& got = read.documents[0].sections.at(0).text;
    EXPECT_EQ(got.str(), "a " + std::string(text) + " b");
    EXPECT_EQ(text::slice(all, got.source({2, got.size() - 2})), bytes);
  }
  EXPECT_THAT(read_file("unknown.xml", start + "klingon'?>" + tei("<p>x</p>")).messages(),
              ElementsAre(HasSubstr("unknown.xml:1: has the encoding \"klingon\"")));
  // What a message quotes can be shown.
  for (const std::string_view odd : {"kling\xC3n", "\x1B", "\x1B[31mkling\xE2\x82"}) {
    const auto messages =
        read_file("odd.xml", start + std::string(odd) + "'?>" + tei("<p>x</p>")).messages();
    ASSERT_THAT(messages, ElementsAre(HasSubstr("odd.xml:1: has the encoding")));
    EXPECT_FALSE(text::first_invalid_utf8(messages[0]));
    EXPECT_EQ(messages[0].find('\x1B'), std::string::npos);
  }
  std::string utf16 = "\xFF\xFE";
  for (const char c : start + "UTF-16'?>" + tei("<p>wide</p>")) utf16 += {c, '\0'};
  const Collected wide = read_file("wide.xml", utf16);
  ASSERT_THAT(wide.documents, SizeIs(1));
  EXPECT_EQ(shown(wide.documents[0]), "wide");
  EXPECT_EQ(wide.documents[0].sections[0].text.source({0, 1}).begin, utf16.find("w\0i", 0, 3));
}

std::string lines(int count) { return std::string(static_cast<std::size_t>(count), '\n'); }

TEST(Tei, HostileTextsAreRefused) {
  const std::string root = tei("<p>x &a; y</p>");
  const std::string whole = "<div type='document' n='1'><p>whole</p></div>";
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<hi>";
  const std::string bomb =
      "<!DOCTYPE TEI [<!ENTITY c 'lol'><!ENTITY b '&c;&c;&c;'><!ENTITY a '&b;&b;&b;'>]>" + root;
  const struct {
    std::string name, bytes, message;
    std::size_t documents = 0;
  } cases[] = {
      {"bomb", bomb, "bomb.xml:1: names the entity \"a\", which is more than a few characters"},
      {"long", "<!DOCTYPE TEI [<!ENTITY a '" + std::string(1000, 'x') + "'>]>" + root,
       "which is more than a few characters"},
      {"tags", "<!DOCTYPE TEI [<!ENTITY a '<p>x</p>'>]>" + root, "more than a few characters"},
      {"attribute",
       "<!DOCTYPE TEI [<!ENTITY c 'lol'><!ENTITY a '&c;&c;'>]>" + tei("<p n='&a;'>x</p>"),
       "more than a few characters"},
      {"external", "<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>" + root,
       "which is in another file"},
      {"undeclared", root, "Entity 'a' not defined"},
      {"deep", tei(deep), "Excessive depth in document: 256"},
      {"torn", tei(whole + lines(3) + "<p>x"), "torn.xml:4: Opening and ending tag mismatch", 1},
      {"truncated", std::string(kHead) + "<text><body>" + whole + "<div><p>x",
       "; the documents before it are read", 1},
      {"control", tei("<p>\x01</p>"), "control.xml:1: "},
      {"empty-tei", std::string(kHead), "empty-tei.xml:1: "},
  };
  for (const auto& [name, bytes, message, documents] : cases) {
    const Collected read = read_file(name + ".xml", bytes);
    EXPECT_THAT(read.messages(), ElementsAre(HasSubstr(message))) << name;
    EXPECT_EQ(read.documents.size(), documents) << name;
    EXPECT_EQ(read.diagnostics.at(0).skipped, documents == 0) << name;
  }
  EXPECT_THAT(read_file("none.tei", "").messages(), ElementsAre(HasSubstr("is empty")));
}

TEST(Tei, HarmlessOdditiesAreRead) {
  const std::string text = tei("<p>x &mdash; &a;</p>");
  Collected read = read_file("dtd.xml",
                             "<!DOCTYPE TEI SYSTEM 'tei.dtd' [<!ENTITY a 'ay'>"
                             "<!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'c'>]>" +
                                 text);
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_EQ(shown(read.documents.at(0)), "x \u2014 ay");
  read = read_file("bad.xml", tei("<p>caf\xE9 \xC3\xA9</p>"));
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("and perhaps others are no UTF-8")));
  EXPECT_EQ(shown(read.documents.at(0)), "caf\uFFFD \xC3\xA9");
  read =
      read_file("parts.xml", tei("<p>x</p><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
                                 "href='file:///etc/hostname'/>"));
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("includes another file, which is not read")));
  EXPECT_EQ(shown(read.documents.at(0)), "x");
}

TEST(Tei, IsRecognised) {
  const std::string text = tei("<p>x</p>");
  EXPECT_TRUE(is_tei("a.xml", text));
  EXPECT_TRUE(is_tei("a.txt", "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <TEI> -->\n" + text));
  EXPECT_TRUE(is_tei(
      "-",
      "<!DOCTYPE TEI [<!ENTITY a '>'>]><t:teiCorpus\n xmlns:t='http://www.tei-c.org/ns/1.0'>"));
  EXPECT_TRUE(is_tei("a.tei", "anything"));
  EXPECT_FALSE(is_tei("a.xml", "<TEI><text/></TEI>"));
  EXPECT_FALSE(is_tei("a.xml", "<TEI.2>"));
  EXPECT_FALSE(is_tei("a.xml", "<html><p>http://www.tei-c.org/ns/1.0 TEI</p>"));
  EXPECT_FALSE(is_tei("a.xml", "The <TEI xmlns='http://www.tei-c.org/ns/1.0'>"));
  EXPECT_FALSE(is_tei("a.xml", "<!-- never ends"));
  EXPECT_FALSE(is_tei("a.txt", ""));
  EXPECT_THAT(read_file("other.xml", "<?xml version='1.0'?><note>x</note>").messages(),
              ElementsAre(HasSubstr("other.xml: is XML, which is not read")));
  EXPECT_THAT(read_as("tei", "<note>x</note>", "note.xml").messages(),
              ElementsAre(HasSubstr("has no TEI element")));
}

TEST(Tei, DamagedTextsNeverHurt) {
  std::mt19937 random(7);
  const std::string good = file_bytes(FASTI_TEST_DATA "/sources/tei-volume.xml");
  for (int i = 0; i < 300; ++i) {
    std::string text = good;
    for (auto n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text[at] = "<>&\"'/ x\xC3"[random() % 9];
      } else {
        text.erase(at, 1 + random() % 5);
      }
    }
    const Collected read = read_file("damaged.xml", text);
    for (const Document& document : read.documents) expect_places(document, text);
  }
}

// The volumes of a real edition, if they are there: every document of theirs, no complaints, and
// every character in its place.
TEST(Tei, ReadsARealEdition) {
  const std::string shared = FASTI_SHARED_DIR;
  if (shared.empty()) GTEST_SKIP() << "no shared data";
  const Collected read = read_all(shared + "/data/text/frus-tei.tar.xz");
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_GT(read.documents.size(), 6000U);
  std::set<std::string> ids;
  std::size_t records = 0, references = 0, dated = 0;
  for (const Document& document : read.documents) {
    EXPECT_TRUE(ids.insert(document.id).second) << document.id;
    records += document.records.size();
    dated += !document.date.empty();
    for (const indexer::Section& section : document.sections) {
      references += section.reference;
      ASSERT_EQ(section.text.str().find('<'), std::string::npos) << document.id;
    }
  }
  EXPECT_EQ(records, 261U);
  EXPECT_GT(references, 1000U);
  EXPECT_GT(dated, read.documents.size() * 9 / 10);
}

}  // namespace
}  // namespace fasti::sources
