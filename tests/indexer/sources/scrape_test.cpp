#include "indexer/sources/scrape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "collect.h"
#include "core/text/normalize.h"

namespace fasti::sources {
namespace {

using nlohmann::ordered_json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kFixture = FASTI_TEST_DATA "/sources/scrape.txt";

// A document in the form of scrape.expected.json.
ordered_json describe_scraped(const Document& document) {
  ordered_json sections = ordered_json::array();
  for (const indexer::Section& section : document.sections) {
    ordered_json links = ordered_json::array();
    for (const indexer::Link& link : section.links) {
      links.push_back({slice(section.text.str(), link.span), link.target});
    }
    ordered_json described = {{"path", section.path}, {"text", section.text.str()}};
    if (section.reference) described["reference"] = true;
    if (!links.empty()) described["links"] = links;
    sections.push_back(described);
  }
  return {{"id", document.id},
          {"title", document.title},
          {"kind", document.kind},
          {"related", document.related},
          {"sections", sections}};
}

TEST(Scrape, TheFixtureComesApart) {
  const std::string bytes = file_bytes(kFixture);
  const Collected read = read_all(kFixture);
  EXPECT_THAT(read.messages(), IsEmpty());
  const ordered_json expected =
      ordered_json::parse(file_bytes(FASTI_TEST_DATA "/sources/scrape.expected.json"));
  ASSERT_EQ(read.documents.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(describe_scraped(read.documents[i]).dump(1), expected[i].dump(1));
    EXPECT_EQ(read.documents[i].file, kFixture);
    expect_places(read.documents[i], bytes);
  }
}

const Document* find(const Collected& read, std::string_view id) {
  const auto found = std::find_if(read.documents.begin(), read.documents.end(),
                                  [&](const Document& document) { return document.id == id; });
  return found == read.documents.end() ? nullptr : &*found;
}

TEST(Scrape, AnchorsBecomeNamesOfWhatTheyMean) {
  const Collected read = read_all(kFixture);
  const Document* union_of_kalmar = find(read, "kalmar-union");
  ASSERT_TRUE(union_of_kalmar);
  EXPECT_EQ(union_of_kalmar->subject.id, "kalmar-union");
  EXPECT_EQ(union_of_kalmar->subject.document, "kalmar-union");
  const Document* king = find(read, "christian-ii");
  ASSERT_TRUE(king);
  EXPECT_EQ(king->subject.type, actors::Type::person);
  // One page under two anchors: the second is another name.
  EXPECT_THAT(king->subject.aliases, Contains("Christian of Denmark"));
  // A page that only lists what a word may mean is no source.
  EXPECT_EQ(find(read, "defeated"), nullptr);
}

TEST(Scrape, IsRecognised) {
  EXPECT_TRUE(is_scrape("a.txt", file_bytes(kFixture)));
  std::string filler;
  while (filler.size() < 120) filler += "and some more of it ";
  const std::string preview = "Lund Lund is a city in the south " + filler + "of Swe ...\n";
  EXPECT_TRUE(is_scrape("a.txt", "Malmö\n\nMalmö is near\n" + preview + ".\n"));
  // Paragraphs that trail off are no previews.
  EXPECT_FALSE(is_scrape("a.txt", "A story\n\nHe came to The Hague, " + filler + "and ...\n"));
  EXPECT_FALSE(
      is_scrape("a.txt", "A story\n\n" + filler + "...\n\n" + filler + " ...\n" + preview));
  EXPECT_FALSE(is_scrape("a.txt", "A story without dots\n\n" + filler));
  EXPECT_FALSE(is_scrape("a.txt", ""));
}

// The text of a page made of these lines, which has one section.
std::string joined(std::initializer_list<std::string> lines) {
  std::string page = "Page\nHOME\n\nTheInfoList\n\n\n\nOR:\n\n";
  for (const std::string& line : lines) page += line + "\n";
  const Collected read = read_as("scrape", page);
  EXPECT_FALSE(read.documents.empty());
  if (read.documents.empty() || read.documents[0].sections.empty()) return "";
  expect_places(read.documents[0], page);
  return read.documents[0].sections[0].text.str();
}

std::string preview(const std::string& anchor) {
  return anchor + " " + anchor +
         " is a thing of which there is so much to say that nobody could say it within the space "
         "of one line, and so it is to ...";
}

TEST(Scrape, ProseIsJoinedAsItWas) {
  const struct {
    std::string before, anchor, after, joined;
  } cases[] = {
      {"Page saw the", "Treaty", ", which", "Page saw the Treaty, which"},
      {"Page saw the", "Treaty", "which", "Page saw the Treaty which"},
      {"Page saw the", "Warship", "s go", "Page saw the Warships go"},
      {"Page saw the", "Scania", "n coast", "Page saw the Scanian coast"},
      {"Page saw", "Pan-Slav", "ism grow", "Page saw Pan-Slavism grow"},
      {"Page saw the", "Union", "as it was", "Page saw the Union as it was"},
      {"Page saw the", "Union", "of two", "Page saw the Union of two"},
      {"Page saw the", "Su-35", "S and", "Page saw the Su-35S and"},
      {"Page saw the", "Treaty", "I wrote", "Page saw the Treaty I wrote"},
      {"Page saw the", "Union", "EU rules", "Page saw the Union EU rules"},
      {"Page saw", "Turkey", "'s fleet", "Page saw Turkey's fleet"},
      {"Page saw", "Turkey", "’s fleet", "Page saw Turkey’s fleet"},
      {"Page saw", "Turkey", "'unlike' it", "Page saw Turkey 'unlike' it"},
      {"Page (the", "Union", ") was", "Page (the Union) was"},
      {"Page (", "Kars", "too)", "Page (Kars too)"},
      {"Page was non-", "Communist", "then", "Page was non-Communist then"},
      {"Page was –", "Communist", "– then", "Page was – Communist – then"},
      {"Page was the \"", "Bear", "\" of it", "Page was the \"Bear\" of it"},
      {"Page was \"a\"", "Bear", "\"of\" it", "Page was \"a\" Bear \"of\" it"},
      {"Page had", "Turk", "-led men", "Page had Turk-led men"},
      {"Page had “", "Bear", "” there", "Page had “Bear” there"},
      {"Page had 5", "Bear", "% more", "Page had 5 Bear% more"},
  };
  for (const auto& [before, anchor, after, text] : cases) {
    EXPECT_EQ(joined({before, preview(anchor), after}), text);
  }
  EXPECT_EQ(joined({"Page has", preview("One"), preview("Two"), "."}), "Page has One Two.");
  EXPECT_EQ(joined({"Page has", "two lines.", "", "And a paragraph", preview("One"), "."}),
            "Page has two lines.\n\nAnd a paragraph One.");
  EXPECT_EQ(joined({"Page has", "* one * two *", preview("Three"), "*", "* four"}),
            "Page has\n\none\n\ntwo\n\nThree\n\nfour");
}

TEST(Scrape, PagesWithoutTheirFrame) {
  struct Case {
    std::string page, title, text;
  };
  const std::string body = "is near\n" + preview("Lund") + "\n.\n";
  const Case cases[] = {
      {"Malmö\n\nMalmö " + body, "Malmö", "Malmö is near Lund."},
      {"Malmö\nHOME\nOR:\nThe city " + body, "Malmö", "The city is near Lund."},
      {"Malmö (city)\nSome frame\nMalmö " + body, "Malmö (city)", "Malmö is near Lund."},
      {"Treaty of Lund\nHOME\nThe Treaty of Lund " + body, "Treaty of Lund",
       "The Treaty of Lund is near Lund."},
      {preview("Lund") + "\nis a city.\n", "", "Lund is a city."},
  };
  for (const auto& [page, title, text] : cases) {
    SCOPED_TRACE(page);
    const Collected read = read_as("scrape", page, "file.txt");
    ASSERT_FALSE(read.documents.empty());
    EXPECT_EQ(read.documents[0].title, title.empty() ? "file" : title);
    EXPECT_EQ(read.documents[0].kind, "article");
    ASSERT_FALSE(read.documents[0].sections.empty());
    EXPECT_EQ(read.documents[0].sections[0].text.str(), text);
  }
  for (const std::string page : {"", "\n\n", "Title", "Title\n\n\nHOME", "\n\n...", " ..."}) {
    EXPECT_LE(read_as("scrape", page).documents.size(), 1U) << page;
  }
}

TEST(Scrape, SourcesAreThePagesThatAnchorsMean) {
  const struct {
    std::string_view preview;
    std::string_view id;  // "" when the page is about something else
  } cases[] = {
      {"Treaty of Orlovo The Treaty of Orlovo was a treaty of peace between the two harbours, "
       "signed "
       "after a long war in the year 1721 ...",
       "treaty-of-orlovo"},
      // A common noun; a page without a definition; what is left of a template.
      {"lighthouse A lighthouse is a tower with a lamp that shows ships their way along a coast, "
       "past "
       "reefs and into a harbour at ni ...",
       "lighthouse"},
      {"Orlovo Conference The Orlovo Conference was held at Orlovo from 3 May to 8 June 1722, to "
       "settle "
       "what the treaty had left op ...",
       "orlovo-conference"},
      {"Orlovo Uprising , date = 7 November 1731 – 16 June 1733 , place = Orlovo , result = defeat "
       "of "
       "the pilots , casus = the new dues ...",
       "orlovo-uprising"},
      // Pages that tell several things apart, of another thing, of a common noun.
      {"pilot Pilot may refer to: * one who steers a ship into a harbour * one who flies an "
       "aircraft "
       "* Pilot, a hill near the coa ...",
       ""},
      {"Orlovo War Fisheries of Orlovo is the demography of those who fish there, with their "
       "boats, "
       "nets, catches and their dues ...",
       ""},
      {"Republic of Orlovo A republic is a state whose head is elected, for a term or for life, by "
       "those who are its citizens or by few ...",
       ""},
  };
  for (const auto& [preview, id] : cases) {
    SCOPED_TRACE(preview);
    const std::string page = "Harbour dues\n\nHarbour dues are old. There was a\n" +
                             std::string(preview) + "\n, and so they were raised.\n";
    const Collected read = read_as("scrape", page);
    ASSERT_EQ(read.documents.size(), id.empty() ? 1U : 2U);
    if (!id.empty()) {
      EXPECT_EQ(read.documents[1].id, id);
    }
  }
}

TEST(Scrape, SharedDevelopmentData) {
  const std::string shared = FASTI_SHARED_DIR;
  const std::string file = shared + "/seed/000_7af8288c3965f2df.txt";
  std::ifstream gold(shared + "/gold/seed_sentences.json");
  if (!gold || !std::ifstream(file)) GTEST_SKIP() << "the shared development data is not here";
  const std::string bytes = file_bytes(file);
  const Collected read = read_all(file);
  ASSERT_FALSE(read.documents.empty());
  for (const Document& document : read.documents) expect_places(document, bytes);

  const Document& article = read.documents[0];
  EXPECT_EQ(article.kind, "article");
  EXPECT_EQ(article.title, "Russia–Turkey relations");
  std::string headings;
  std::string prose;  // without blanks: sentences may be parted by one or by none
  for (const indexer::Section& section : article.sections) {
    if (section.reference) continue;
    for (const char c : section.text.str()) {
      if (c != ' ' && c != '\n') prose += c;
    }
  }
  std::string expected;
  int sentences = 0;
  for (const ordered_json& sentence : ordered_json::parse(gold)) {
    for (const char c : text::clean(sentence["sentence"].get<std::string>())) {
      if (c != ' ') expected += c;
    }
    ++sentences;
  }
  EXPECT_EQ(sentences, 149);
  EXPECT_EQ(prose, expected);

  std::set<std::string> ids;
  for (const Document& document : read.documents) {
    EXPECT_TRUE(ids.insert(document.id).second) << document.id;
  }
  EXPECT_GE(read.documents.size(), 111U);
  EXPECT_LE(read.documents.size(), 136U);
  EXPECT_TRUE(find(read, "treaty-of-kars"));
  // Previews of other things than their anchors mean.
  for (const indexer::Section& section : article.sections) {
    for (const indexer::Link& link : section.links) {
      const auto anchor = std::string(slice(section.text.str(), link.span));
      for (const std::string_view wrong :
           {"Libyan Civil War", "Mustafa Kemal", "defeated", "bill", "Sultanate", "Orthodox"}) {
        EXPECT_NE(anchor, wrong);
      }
      EXPECT_TRUE(ids.contains(link.target)) << link.target;
    }
  }
}

}  // namespace
}  // namespace fasti::sources
