#include "server/search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/text/utf8.h"

namespace fasti::search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string understood(std::string_view text, Match match = Match::all) {
  const ParsedQuery query = parse_query(text);
  return query.root ? describe(*query.root, match) : "";
}

struct QueryCase {
  const char* text;
  const char* understood;
};

TEST(Query, IsUnderstood) {
  for (const auto& [text, expected] : std::vector<QueryCase>{
           {"straits", "straits"},
           {"Straits Convention", "straits and convention"},
           {"Küçük Kaynarca", "küçük and kaynarca"},
           {"Turkey's straits", "turkey and straits"},
           {"coup d'État", "coup and état"},
           {"-l'hôtel coup", "coup and not hôtel"},
           {"\"coup d'état\"", "\"coup d état\""},
           {"coup NEAR/5 d'état", "coup near état within 5 words"},
           {"d'ét*", "ét…"},
           {"\"Treaty of Kars\"", "\"treaty of kars\""},
           {"“Treaty of Kars” 1921", "\"treaty of kars\" and 1921"},
           {"«Treaty» «of Kars»", "\"treaty\" and \"of kars\""},
           {"kars OR moscow", "kars or moscow"},
           {"black sea OR straits", "(black and sea) or straits"},
           {"kars AND moscow", "kars and moscow"},
           {"black sea AND kars treaty", "(black and sea) and (kars and treaty)"},
           {"a1 OR b1 AND c1", "a1 or (b1 and c1)"},
           {"(a1 OR b1) AND c1", "(a1 or b1) and c1"},
           {"(a1 OR b1) c1", "(a1 or b1) and c1"},
           {"treaty -kars", "treaty and not kars"},
           {"treaty NOT kars", "treaty and not kars"},
           {"treaty AND NOT kars", "treaty and not kars"},
           {"NOT kars AND treaty", "treaty and not kars"},
           {"-kars", "not kars"},
           {"treaty -\"of kars\" -moscow", "treaty and not \"of kars\" and not moscow"},
           {"treaty -(kars OR moscow)", "treaty and not (kars or moscow)"},
           {"+kars treaty", "kars and treaty"},
           {"Russo-Turkish war", "russo and turkish and war"},
           {"-Russo-Turkish", "not (russo and turkish)"},
           {"war – peace - armistice", "war and peace and armistice"},
           {"istan*", "istan…"},
           {"Russo-Turk*", "russo and turk…"},
           {"stalin NEAR/5 kars", "stalin near kars within 5 words"},
           {"stalin NEAR kars", "stalin near kars within 10 words"},
           {"a1 NEAR/3 b1 NEAR/3 c1", "a1 near b1 near c1 within 3 words"},
           {"\"stalin\" NEAR/5 kars war", "stalin near kars within 5 words and war"},
           {"title:Kars treaty", "Kars in the title and treaty"},
           {"title:\"Treaty of Kars\"", "\"Treaty of Kars\" in the title"},
           {"actor:turkey", "actor turkey"},
           {"actor:\"Treaty of Kars\" kind:article era:interwar",
            "actor Treaty of Kars and kind article and era interwar"},
           {"treaty -actor:turkey", "treaty and not actor turkey"},
           {"treaty of the straits", "treaty and straits"},
           {"of the", "of and the"},
           {"+of kars", "of and kars"},
           {"Kars: treaty", "kars and treaty"},
           {"note:kars", "note and kars"},
           {"treaty (1921)", "treaty and 1921"},
           {"foo() bar", "foo and bar"},
       }) {
    SCOPED_TRACE(text);
    const ParsedQuery query = parse_query(text);
    EXPECT_EQ(understood(text), expected);
    EXPECT_FALSE(query.plain);
    EXPECT_THAT(query.warnings, IsEmpty());
  }
}

TEST(Query, MatchAnyAsksForLess) {
  for (const auto& [text, expected] : std::vector<QueryCase>{
           {"straits convention", "straits or convention"},
           {"+kars treaty 1921", "kars, better with treaty or 1921"},
           {"treaty 1921 actor:turkey", "(treaty or 1921) and actor turkey"},
           {"treaty 1921 -kars", "treaty or 1921 and not kars"},
           {"kars AND moscow", "kars and moscow"},
           {"black sea AND kars", "(black or sea) and kars"},
       }) {
    EXPECT_EQ(understood(text, Match::any), expected) << text;
  }
}

TEST(Query, WhatCannotBeParsedIsSearchedAsWords) {
  for (const auto& [text, expected] : std::vector<QueryCase>{
           {"\"treaty of kars", "treaty and kars"},
           {"(kars OR moscow", "kars and moscow"},
           {"kars) moscow", "kars and moscow"},
           {"kars AND", "kars"},
           {"OR kars", "kars"},
           {"kars OR OR moscow", "kars and moscow"},
           {"NOT", "not"},
           {"kars NEAR/5", "kars and near and 5"},
           {"actor:\"turkey", "actor and turkey"},
       }) {
    SCOPED_TRACE(text);
    const ParsedQuery query = parse_query(text);
    EXPECT_TRUE(query.plain);
    EXPECT_EQ(understood(text), expected);
    EXPECT_THAT(query.warnings, ElementsAre(HasSubstr("searched as they stand")));
  }
}

TEST(Query, SaysWhatItChanged) {
  const std::vector<std::tuple<const char*, const char*, const char*>> cases{
      {"\"black sea\" NEAR/5 straits", "\"black sea\" and straits", "NEAR joins single words"},
      {"turk* NEAR straits", "turk… and straits", "NEAR joins single words"},
      {"a1 NEAR/3 b1 NEAR/4 c1", "a1 near b1 within 3 words and c1", "NEAR joins single words"},
      {"a NEAR b NEAR c NEAR d NEAR e NEAR f NEAR g NEAR h NEAR i NEAR j",
       "(a near b near c near d near e near f near g near h within 10 words and i) and j",
       "NEAR joins single words"},
      {"a1 NEAR/1000 b1", "a1 near b1 within 100 words", "NEAR reaches"},
      {"a1 NEAR/0 b1", "a1 near b1 within 1 words", "NEAR reaches"},
      {"a1 NEAR/99999999999999999999999 b1", "a1 near b1 within 100 words", "NEAR reaches"},
      {"kars *", "kars", "needs letters"},
      {"date:yesteryear kars", "yesteryear and kars", "not a date"},
  };
  for (const auto& [text, expected, warning] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(understood(text), expected);
    EXPECT_THAT(parse_query(text).warnings, ElementsAre(HasSubstr(warning)));
  }
}

TEST(Query, ReadsDates) {
  const ParsedQuery query = parse_query("date:1914..1918");
  ASSERT_TRUE(query.root);
  EXPECT_EQ(query.root->kind, NodeKind::field);
  EXPECT_EQ(query.root->interval.earliest, dates::day_from_civil({1914, 1, 1}));
  EXPECT_EQ(query.root->interval.latest, dates::day_from_civil({1918, 12, 31}));
  EXPECT_EQ(understood("date:\"early 1920s\" kars"), "dated early 1920s and kars");
}

TEST(Query, BlankAsksForEverythingAndSignsForNothing) {
  for (const char* text : {"", "  ", "\t\n", "\xC2\xA0"}) {
    EXPECT_TRUE(parse_query(text).blank) << text;
    EXPECT_FALSE(parse_query(text).root) << text;
    EXPECT_THAT(parse_query(text).warnings, IsEmpty());
  }
  for (const char* text : {"*", "!", "\"\"", "()", "- + -", "…", "\xFF\xFE", "\"!\""}) {
    EXPECT_FALSE(parse_query(text).blank) << text;
    EXPECT_FALSE(parse_query(text).root) << text;
    EXPECT_FALSE(parse_query(text).warnings.empty()) << text;
  }
}

TEST(Query, IsBounded) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "w" + std::to_string(i) + " ";
  ParsedQuery query = parse_query(many);
  EXPECT_EQ(query.root->clauses.size(), kMostTerms);
  EXPECT_THAT(query.warnings, ElementsAre(HasSubstr("only the first")));

  query = parse_query("\"" + many);
  EXPECT_EQ(query.root->clauses.size(), kMostTerms);

  query = parse_query("kars " + std::string(20'000, 'x'));
  EXPECT_THAT(query.warnings, testing::Contains(HasSubstr("bytes")));

  const std::string deep = std::string(1000, '(') + "kars" + std::string(1000, ')');
  EXPECT_TRUE(parse_query(deep).plain);
  EXPECT_EQ(understood(deep), "kars");
  const std::string just =
      std::string(kDeepestNesting, '(') + "kars" + std::string(kDeepestNesting, ')');
  EXPECT_FALSE(parse_query(just).plain);
}

// Any bytes at all: no exception, a valid description, the bounds kept.
TEST(Query, SurvivesNoise) {
  const std::vector<std::string> pieces{"kars",
                                        " ",
                                        "\"",
                                        "(",
                                        ")",
                                        "AND",
                                        "OR",
                                        "NOT",
                                        "-",
                                        "+",
                                        "NEAR/3",
                                        "NEAR",
                                        "*",
                                        "title:",
                                        "actor:",
                                        "date:",
                                        "1914",
                                        "1914..1918",
                                        "\xFF",
                                        "\xC3",
                                        "“",
                                        "”",
                                        std::string(1, '\0'),
                                        "é",
                                        "\u202e",
                                        ":",
                                        "\n\n",
                                        "era:",
                                        "kind:x",
                                        "俄土"};
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const auto length = random() % 12;
    for (unsigned i = 0; i < length; ++i) {
      text += pieces[random() % pieces.size()];
      if (random() % 2 == 0) text += ' ';
    }
    const ParsedQuery query = parse_query(text);
    if (!query.root) continue;
    for (const Match match : {Match::all, Match::any}) {
      const std::string description = describe(*query.root, match);
      ASSERT_FALSE(description.empty()) << testing::PrintToString(text);
      ASSERT_EQ(text::first_invalid_utf8(description), std::nullopt) << text;
    }
  }
}

// One that takes more than linear time runs into the time limit of every test.
TEST(Query, HostileTextsEnd) {
  for (const char* piece : {"(", "\"a", "a ", "-", "title:", "NEAR/1 a ", "a*", "“", "AND "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    const ParsedQuery query = parse_query(text);
    EXPECT_TRUE(query.root || !query.warnings.empty()) << piece;
  }
}

std::vector<std::string> leaves_of(const char* text) {
  const ParsedQuery query = parse_query(text);
  std::vector<std::string> out;
  for (const Node* leaf : positive_leaves(*query.root)) out.push_back(describe(*leaf, Match::all));
  return out;
}

TEST(Query, PositiveLeavesLeaveOutWhatIsExcluded) {
  EXPECT_THAT(leaves_of("treaty -kars (\"black sea\" OR turk* -ankara) title:x"),
              ElementsAre("treaty", "\"black sea\"", "turk…"));
}

TEST(Query, FunctionWordsAreLeavesOnlyWhereTheyCount) {
  EXPECT_THAT(leaves_of("the treaty of kars"), ElementsAre("treaty", "kars"));
  EXPECT_THAT(leaves_of("the treaty +of -kars"), ElementsAre("treaty", "of"));
  EXPECT_THAT(leaves_of("to be -kars title:x"), ElementsAre("to", "be"));
  EXPECT_THAT(leaves_of("(the of) kars"), ElementsAre("the", "of", "kars")) << "a group of its own";
}

}  // namespace
}  // namespace fasti::search
