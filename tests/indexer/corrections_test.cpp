#include "indexer/corrections.h"

#include <gmock/gmock.h>

namespace fasti::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Corrections, RowsSayADateAnActorOrNothing) {
  const CorrectionsFile file = parse_corrections(
      "document\ttext\tis\r\n"
      "# a comment\n"
      "\n"
      "kars\t13  October\t1921-10-13\n"
      "kars\tthe Porte\tottoman-empire\n"
      "kars\tMay\tnone",
      "c.tsv");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.corrections.size(), 3U);
  EXPECT_EQ(file.corrections[0].line, 4U);
  EXPECT_EQ(file.corrections[0].file, "c.tsv");
  EXPECT_EQ(file.corrections[0].quoted, "13 October");
  EXPECT_EQ(file.corrections[0].date, "1921-10-13");
  EXPECT_EQ(file.corrections[1].actor, "ottoman-empire");
  EXPECT_EQ(file.corrections[1].date, "");
  EXPECT_EQ(file.corrections[2].actor, "");
  EXPECT_EQ(file.corrections[2].date, "");
}

TEST(Corrections, FaultyRowsAreLeftOutAndNamed) {
  const CorrectionsFile file = parse_corrections(
      "document\ttext\tis\nkars\tMay\nkars\t\tnone\nkars\tMay\tnone\tmore\nkars\tJune\tnone\n",
      "c.tsv");
  ASSERT_EQ(file.corrections.size(), 1U);
  EXPECT_EQ(file.corrections[0].quoted, "June");
  EXPECT_THAT(file.problems,
              ElementsAre(HasSubstr("c.tsv:2: "), HasSubstr("c.tsv:3: "), HasSubstr("c.tsv:4: ")));
}

TEST(Corrections, AFileWithoutItsHeaderIsRefusedWhole) {
  const CorrectionsFile file = parse_corrections("kars\tMay\tnone\nkars\tMay\tnone\n", "c.tsv");
  EXPECT_THAT(file.corrections, IsEmpty());
  EXPECT_THAT(file.problems, ElementsAre(HasSubstr("document, text, is")));
  EXPECT_THAT(parse_corrections("", "c.tsv").problems, IsEmpty());
}

}  // namespace
}  // namespace fasti::indexer
