#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/actors/authority.h"

namespace fasti::actors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(AuthorityFile, ReadsATable) {
  const AuthorityFile file = parse_authority(
      "# persons of the fleet\n"
      "type\tid\tname\taliases\tambiguous_aliases\tfrom\tto\tviaf\n"
      "person\tushakov\tFyodor Ushakov\tAdmiral Ushakov | Ушаков\tthe Admiral\t1745\t1817\t42\n"
      "\n"
      "place\tochakov\tOchakov\n",
      "authority.tsv");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.actors.size(), 2U);
  const Actor& admiral = file.actors[0];
  EXPECT_EQ(admiral.id, "ushakov");
  EXPECT_EQ(admiral.name, "Fyodor Ushakov");
  EXPECT_EQ(admiral.type, Type::person);
  EXPECT_THAT(admiral.aliases, ElementsAre("Admiral Ushakov", "Ушаков"));
  EXPECT_THAT(admiral.ambiguous_aliases, ElementsAre("the Admiral"));
  EXPECT_EQ(admiral.from, "1745");
  EXPECT_EQ(admiral.to, "1817");
  EXPECT_EQ(admiral.viaf, "42");
  EXPECT_EQ(file.actors[1].type, Type::place);
}

TEST(AuthorityFile, ReadsEveryColumn) {
  const AuthorityFile file = parse_authority(
      "id\tname\ttype\taliases\tambiguous_aliases\tadjective\tcapital\tmetonyms\tparent\t"
      "successor_of\tfrom\tto\twikidata\tviaf\tcerl\tnote\r\n"
      "a\tB\tstate\tc\td\te|f\tg\th\ti\tj|k\t1900\t1910/..\tQ1\t2\t3\tn\r\n",
      "x");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.actors.size(), 1U);
  const Actor& read = file.actors[0];
  EXPECT_THAT(read.adjectives, ElementsAre("e", "f"));
  EXPECT_THAT(read.capitals, ElementsAre("g"));
  EXPECT_THAT(read.metonyms, ElementsAre("h"));
  EXPECT_EQ(read.parent, "i");
  EXPECT_THAT(read.successor_of, ElementsAre("j", "k"));
  EXPECT_EQ(read.to, "1910/..");
  EXPECT_EQ(read.wikidata, "Q1");
  EXPECT_EQ(read.cerl, "3");
  EXPECT_EQ(read.note, "n");
}

TEST(AuthorityFile, ReadsJsonLines) {
  const AuthorityFile file = parse_authority(
      "{\"id\": \"orlov\", \"name\": \"Alexei Orlov\", \"type\": \"person\", "
      "\"aliases\": [\"Orlov-Chesmensky\", \"Орлов\"], \"to\": null}\n"
      "{\"id\": \"chesme\", \"name\": \"Chesme\", \"type\": \"place\", \"aliases\": "
      "\"Çeşme|Cheshme\"}\n",
      "authority.jsonl");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.actors.size(), 2U);
  EXPECT_THAT(file.actors[0].aliases, ElementsAre("Orlov-Chesmensky", "Орлов"));
  EXPECT_THAT(file.actors[1].aliases, ElementsAre("Çeşme", "Cheshme"));
}

TEST(AuthorityFile, LeavesOutBrokenRowsAndUsesTheOthers) {
  const std::string header = "id\tname\ttype\tfrom\n";
  const std::pair<std::string, std::string_view> cases[] = {
      {"\tNobody\tperson", "no id"},
      {"x\t\tperson", "no name"},
      {"x\tNobody\t", "no type"},
      {"x\tNobody", "no type"},
      {"x\tNobody\tship", "\"ship\" is no type of actor"},
      {"x\tNobody\tperson\tyesterday", "from: \"yesterday\" is no EDTF date"},
      {"x\tNobody\tperson\t1900\tmore", "5 fields where the header has 4"},
      {"ok\tTwin\tperson", "id \"ok\" is already used in line 2"},
      {"x\tBad\xFF\tperson", "not UTF-8"},
      {"x\t" + std::string(10'000, 'n') + "\tperson", "10000 bytes"},
  };
  for (const auto& [row, reason] : cases) {
    SCOPED_TRACE(reason);
    const AuthorityFile file = parse_authority(
        header + "ok\tSomebody\tperson\n" + row + "\nlast\tLast\tperson\n", "f.tsv");
    EXPECT_THAT(file.problems, ElementsAre(testing::AllOf(StartsWith("f.tsv:3: "),
                                                          HasSubstr(std::string(reason)))));
    ASSERT_EQ(file.actors.size(), 2U);
    EXPECT_EQ(file.actors[1].id, "last");
  }
}

TEST(AuthorityFile, LeavesOutBrokenJson) {
  const std::string good = R"({"id": "a", "name": "A", "type": "place"})";
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"{\"id\": ", "no JSON object"},
      {"[1]", "no JSON object"},
      {R"({"id": "b", "name": "B"})", "no type"},
      {R"({"id": "b", "name": "B", "type": "place", "aliases": [1]})", "aliases: not all strings"},
      {R"({"id": "b", "name": 7, "type": "place"})", "name: neither a string"},
  };
  for (const auto& [row, reason] : cases) {
    SCOPED_TRACE(row);
    const AuthorityFile file = parse_authority(good + "\n" + std::string(row) + "\n", "f.jsonl");
    EXPECT_THAT(file.problems, ElementsAre(testing::AllOf(StartsWith("f.jsonl:2: "),
                                                          HasSubstr(std::string(reason)))));
    EXPECT_EQ(file.actors.size(), 1U);
  }
}

TEST(AuthorityFile, WithoutItsColumnsNothingIsRead) {
  const AuthorityFile file = parse_authority("id\tname\na\tA\n", "f.tsv");
  EXPECT_THAT(file.problems, ElementsAre(HasSubstr("f.tsv:1: the header has no column \"type\"")));
  EXPECT_THAT(file.actors, IsEmpty());
}

TEST(AuthorityFile, ReportsUnknownColumnsAndReadsOn) {
  const AuthorityFile file = parse_authority("id\tname\ttype\tcolour\na\tA\tplace\tred\n", "f.tsv");
  EXPECT_THAT(file.problems, ElementsAre(HasSubstr("f.tsv:1: unknown column \"colour\"")));
  EXPECT_EQ(file.actors.size(), 1U);
}

TEST(AuthorityFile, EmptyFilesAreEmpty) {
  for (const std::string_view content : {"", "\n\n", "# nothing\n", "\uFEFF"}) {
    const AuthorityFile file = parse_authority(content, "f");
    EXPECT_THAT(file.actors, IsEmpty());
    EXPECT_THAT(file.problems, IsEmpty());
  }
}

}  // namespace
}  // namespace fasti::actors
