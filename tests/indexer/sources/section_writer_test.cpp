#include "indexer/sources/section_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"

namespace fasti::sources {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using text::MappedText;
using text::Span;

struct Written {
  Document document;
  SectionWriter writer{document};

  void heading(std::string_view words, int rank) {
    writer.begin(MappedText(std::string(words), 0), rank);
  }
  void text(std::string words, std::size_t place = 0) {
    const std::size_t size = words.size();
    writer.add(MappedText(std::move(words), place), {0, size});
  }
};

TEST(SectionWriter, NestsHeadings) {
  Written written;
  EXPECT_TRUE(written.writer.empty());
  written.text(" Lead.\n");
  written.heading("A", 1);
  written.text("In A.");
  written.heading(" A \n one ", 3);
  written.heading("A two", 3);
  written.text("In A two.");
  written.text("More of it.");
  written.heading("B", 1);
  written.writer.finish();
  const auto& sections = written.document.sections;
  std::vector<std::string> seen;
  for (const indexer::Section& section : sections) {
    std::string path;
    for (const std::string& heading : section.path) path += heading + "/";
    seen.push_back(path + std::to_string(section.level) + ":" + section.heading.str() + ":" +
                   section.text.str());
  }
  EXPECT_THAT(seen, ElementsAre("0::Lead.", "A/1:A:In A.", "A/A one/2:A one:",
                                "A/A two/2:A two:In A two.", "A/A two/2::More of it.", "B/1:B:"));
}

TEST(SectionWriter, KnowsReferences) {
  Written written;
  written.heading("Further reading", 1);
  written.text("A book.");
  written.heading("Articles", 2);
  written.text("An article.");
  written.heading("Legacy", 1);
  written.text("A text.");
  written.heading("NOTES", 2);
  written.text("1");
  std::vector<bool> seen;
  for (const auto& section : written.document.sections) seen.push_back(section.reference);
  EXPECT_THAT(seen, ElementsAre(true, true, false, true));
  EXPECT_FALSE(is_reference_heading("Notes of a traveller"));
}

TEST(SectionWriter, FindsLinksInCleanText) {
  Document document;
  SectionWriter writer(document);
  //                       0         1         2
  //                       0123456789012345678901234567
  const std::string text = "the  Treaty of\nKars , and Y\n";
  const RawLink links[] = {{{5, 19}, "kars"}, {{26, 27}, "y"}, {{40, 45}, "elsewhere"}};
  writer.add(MappedText(text, 0), {0, text.size()}, {.links = links});
  const auto& section = document.sections.at(0);
  ASSERT_EQ(section.text.str(), "the Treaty of Kars , and Y");
  ASSERT_EQ(section.links.size(), 2U);
  EXPECT_EQ(slice(section.text.str(), section.links[0].span), "Treaty of Kars");
  EXPECT_EQ(section.links[0].target, "kars");
  EXPECT_EQ(slice(section.text.str(), section.links[1].span), "Y");
}

TEST(SectionWriter, FindsPlacesAmongReplacedText) {
  MappedText text;
  text.append_verbatim("ab", 10);
  text.append_replaced("ü", 12, 3);
  text.append_replaced(" ", 15, 0);
  text.append_verbatim("cd", 20);
  EXPECT_EQ(find_source(text, {10, 12}), (Span{0, 2}));
  EXPECT_EQ(find_source(text, {11, 15}), (Span{1, 4}));
  EXPECT_EQ(find_source(text, {15, 21}), (Span{5, 6}));
  EXPECT_EQ(find_source(text, {12, 22}), (Span{2, 7}));
  EXPECT_TRUE(find_source(text, {0, 5}).empty());
  EXPECT_TRUE(find_source(text, {30, 35}).empty());
  EXPECT_TRUE(find_source(MappedText(), {0, 5}).empty());
}

TEST(SectionWriter, CutsLongTextAtGoodPlaces) {
  std::string sentences;
  while (sentences.size() < 3 * kSectionBytes) sentences += "Eine Übung von Sätzen. ";
  Written written;
  written.heading("Long", 1);
  written.text(sentences);
  const auto& sections = written.document.sections;
  ASSERT_EQ(sections.size(), 4U);
  std::string joined;
  for (const auto& section : sections) {
    EXPECT_LE(section.text.size(), kSectionBytes);
    EXPECT_TRUE(section.text.str().ends_with("Sätzen."));
    EXPECT_THAT(section.path, ElementsAre("Long"));
    expect_places(section.text, sentences);
    joined += section.text.str() + " ";
  }
  EXPECT_EQ(joined, sentences);
  EXPECT_EQ(sections[0].heading.str(), "Long");
  EXPECT_TRUE(sections[1].heading.empty());
}

TEST(SectionWriter, CutsTextWithoutBlanksBetweenCharacters) {
  std::string text;
  while (text.size() < 2 * kSectionBytes + 1) text += "ü";
  Written written;
  written.text(text);
  std::string joined;
  for (const auto& section : written.document.sections) joined += section.text.str();
  EXPECT_EQ(joined, text);
  EXPECT_EQ(written.document.sections.size(), 3U);
}

TEST(SectionWriter, BlanksMakeNoSection) {
  Written written;
  written.text(" \n\n\t ");
  written.heading("  ", 1);
  written.writer.finish();
  EXPECT_THAT(written.document.sections, IsEmpty());
}

}  // namespace
}  // namespace fasti::sources
