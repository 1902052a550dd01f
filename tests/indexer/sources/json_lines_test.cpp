#include "indexer/sources/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "collect.h"

namespace fasti::sources {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST(JsonLines, FillsDocuments) {
  const std::string text =
      R"({"id":"a/1","title":"A letter","text":"One.\n\nTwo.","date":"1921-03-16","kind":"letter",)"
      R"("url":"https://example.org","lang":"de","actors":["Turkey",{"id":"russia","name":"R"}],)"
      R"("related":"b","archive":"Box","pages":[1,2],"none":null})"
      "\n\n"
      R"({"text":"Only a text"})"
      "\n"
      R"({"title":"Named","text":"Text", "date": 1921, "id": 7})"
      "\n"
      R"({"title":"Named","text":""})"
      "\n";
  const Collected read = read_as("jsonl", text, "dir/letters.jsonl");
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_THAT(read.ids(), ElementsAre("a/1", "letters-3", "7", "letters-named"));
  const Document& first = read.documents.at(0);
  EXPECT_EQ(first.title, "A letter");
  EXPECT_EQ(first.date, "1921-03-16");
  EXPECT_EQ(first.kind, "letter");
  EXPECT_EQ(first.url, "https://example.org");
  EXPECT_EQ(first.lang, "de");
  EXPECT_THAT(first.actors, ElementsAre("Turkey", "russia"));
  EXPECT_THAT(first.related, ElementsAre("b"));
  EXPECT_THAT(first.metadata, ElementsAre(Pair("archive", "Box"), Pair("pages", "[1,2]")));
  EXPECT_EQ(first.sections.at(0).text.str(), "One.\n\nTwo.");
  EXPECT_EQ(read.documents.at(2).date, "1921");
  // Without a text the title is the text.
  EXPECT_EQ(read.documents.at(3).sections.at(0).text.str(), "Named");
  for (const Document& document : read.documents) expect_places(document, text);
}

TEST(JsonLines, PlacesLeadThroughEscapes) {
  const std::string line =
      R"({"a":{"text":"no","b":["}\"",1]}, "text" : "x \u00fc\ud83d\ude00 \"q\" \/ \\ é","t\u0065xt":"K\u00fc\tz"})";
  const std::string text = "\n" + line;
  const Collected read = read_as("jsonl", text);
  EXPECT_THAT(read.messages(), IsEmpty());
  // The last of two keys counts, and an escaped key is the same key.
  const auto& last = read.documents.at(0).sections.at(0).text;
  ASSERT_EQ(last.str(), "Kü z");
  EXPECT_EQ(last.source({1, 3}).begin, text.rfind("\\u00fc"));
  EXPECT_EQ(last.source({1, 3}).size(), 6U);
  EXPECT_EQ(last.source({4, 5}).begin, text.rfind('z'));

  const std::string one = line.substr(0, line.find(",\"t\\u")) + "}";
  const Collected again = read_as("jsonl", one);
  const auto& escaped = again.documents.at(0).sections.at(0).text;
  ASSERT_EQ(escaped.str(), "x ü😀 \"q\" / \\ é");
  EXPECT_EQ(escaped.source({4, 8}).begin, one.find("\\ud83d"));
  EXPECT_EQ(escaped.source({4, 8}).size(), 12U);
  EXPECT_EQ(escaped.source({escaped.size() - 2, escaped.size()}).begin, one.find("é"));
  expect_places(escaped, one);
}

TEST(JsonLines, BrokenLinesAreNamedAndTheRestRead) {
  const std::string deep(5000, '[');
  const std::string text =
      "{\"text\":\"one\"}\n{\"text\":\"torn\n[1]\n{\"title\":\"x\"}\n{\"text\":5}\n" +
      ("{\"text\":\"x\",\"deep\":" + deep) +
      "\n{\"text\":\"two\",\"date\":\"soon\"}\r\n42\n\"x\"\nnull\n{\"text\":\"three\"}";
  const Collected read = read_as("jsonl", text, "a.jsonl");
  std::vector<std::string> texts;
  for (const Document& document : read.documents) {
    texts.push_back(document.sections.at(0).text.str());
  }
  EXPECT_THAT(texts, ElementsAre("one", "two", "three"));
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("a.jsonl:2: is no JSON at byte "),
                                           HasSubstr("a.jsonl:3: is no JSON object"),
                                           HasSubstr("a.jsonl:4: has no field \"text\""),
                                           HasSubstr("a.jsonl:5: has no field \"text\""),
                                           HasSubstr("a.jsonl:6: is nested too deep"),
                                           HasSubstr("a.jsonl:7: \"date\": soon is no date"),
                                           HasSubstr("a.jsonl:8: is no JSON object"),
                                           HasSubstr("a.jsonl:9: is no JSON object"),
                                           HasSubstr("a.jsonl:10: is no JSON object")));
}

TEST(JsonLines, AreReadFromAStreamWithPlacesInTheFile) {
  const std::string path = testing::TempDir() + "stream.jsonl";
  const std::string bytes =
      "\xEF\xBB\xBF{\"text\":\"first\"}\n{\"text\":\"caf\xE9 "
      "\"}\n{\"text\":\"K\xC3\xBC\xC3\xA7\"}\n\xFF\0\n"
      "{\"text\":\"last\"}"s;
  std::ofstream(path, std::ios::binary) << bytes;
  const Collected read = read_all(path);
  ASSERT_EQ(read.documents.size(), 4U);
  EXPECT_EQ(read.documents[1].sections.at(0).text.str(), "café");
  for (const Document& document : read.documents) {
    EXPECT_EQ(document.file, path);
    expect_places(document, bytes);
  }
  const auto& last = read.documents[3].sections.at(0).text;
  EXPECT_EQ(last.source({0, 4}).begin, bytes.find("last"));
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("stream.jsonl:4: ")));
}

TEST(JsonLines, AreRecognised) {
  EXPECT_TRUE(is_json_lines("a.jsonl", ""));
  EXPECT_TRUE(is_json_lines("a.ndjson", "x"));
  EXPECT_TRUE(is_json_lines("-", "{\"id\":1,\"text\":\"x\"}\n{"));
  EXPECT_TRUE(is_json_lines("-", "{\"text\":\"a very long line that is not seen to its e"));
  EXPECT_FALSE(is_json_lines("a.txt", "{text}\nof something"));
  EXPECT_FALSE(is_json_lines("a.txt", "[1]\n"));
  EXPECT_FALSE(is_json_lines("a.txt", ""));
}

// A text of which the parser could be spared is as good as one that it reads.
TEST(JsonLines, BrokenPlacesAreToldByTheirBytes) {
  const struct {
    std::string_view line;
    std::size_t byte;
  } cases[] = {
      {R"({"text":"plain \"q\" \n\\","n":})", 32},
      {R"({"text":"plain"]})", 16},
      {R"({"text":"no \q escape"})", 14},
      {"{\"text\":\"a\tb\"}", 11},
      {R"({"n":1 "text":"plain"})", 13},
      {R"({"text":"plain","text":"\u12"})", 29},
      {R"({"a":{"text":"in"},"text":"plain" 1})", 35},
  };
  for (const auto& [line, byte] : cases) {
    SCOPED_TRACE(line);
    EXPECT_THAT(read_as("jsonl", std::string(line)).messages(),
                ElementsAre(HasSubstr("no JSON at byte " + std::to_string(byte) + " of")));
  }
}

TEST(JsonLines, DamagedLinesNeverHurt) {
  std::mt19937 random(3);
  const std::string escapes =
      R"({"id":"a","text":"x \u00fc \ud83d\ude00 \"q\"","m":{"k":[1,"}"]}})";
  const std::string plain = R"({"id":"a","text":"x \\ \n \"q\"","m":{"text":[1,"}"]}})";
  for (int i = 0; i < 20000; ++i) {
    std::string line = i % 2 == 0 ? escapes : plain;
    for (auto n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % line.size();
      if (random() % 2 == 0) {
        line[at] = "\"\\{}[]:,u0dx"[random() % 12];
      } else {
        line.erase(at, 1 + random() % 3);
      }
      if (line.empty()) line = " ";
    }
    const Collected read = read_as("jsonl", line);
    for (const Document& document : read.documents) expect_places(document, line);
    ASSERT_LE(read.documents.size(), 1U);
  }
}

}  // namespace
}  // namespace fasti::sources
