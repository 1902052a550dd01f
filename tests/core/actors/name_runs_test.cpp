#include "core/actors/name_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

using testing::ElementsAreArray;

// The runs of a text as written.
std::vector<std::string> runs(std::string_view content) {
  const KeyedText text(content);
  std::vector<std::string> out;
  for (const NameRun& run : name_runs(text)) {
    const std::size_t begin = text.tokens[run.first].begin;
    out.emplace_back(content.substr(begin, text.tokens[run.last - 1].end - begin));
  }
  return out;
}

TEST(NameRuns, JoinAName) {
  const struct {
    std::string_view text;
    std::vector<std::string> expected;
  } cases[] = {
      {"they met Omar Bradley there", {"Omar Bradley"}},
      {"the Treaty of Belgrade was signed", {"Treaty of Belgrade"}},
      {"the Grand Council of the Realm met", {"Grand Council of the Realm"}},
      {"letters of Juan de la Cruz", {"Juan de la Cruz"}},
      {"envoys of Hafiz al-Kurdi came", {"Hafiz al-Kurdi"}},
      {"the League of Pen and Sword and the Guild", {"League of Pen", "Sword", "Guild"}},
      {"the Ministry of Trade and Industry", {"Ministry of Trade and Industry"}},
      {"in Foulby v. Marsh the court", {"Foulby v. Marsh"}},
      {"a poem of Leo the Great", {"Leo the Great"}},
      {"the reign of Alexander I, who died", {"Alexander I"}},
      {"the reign of Osumin I, who died", {"Osumin I"}},
      {"the reign of Osumin I of Nordheim", {"Osumin I of Nordheim"}},
      {"the reign of Osumin I", {"Osumin I"}},
      {"while in Nordheim I met them", {"Nordheim"}},
      {"envoys to al-Kurdi came", {"Kurdi"}},
      {"an altar of Jan van Marlowe fell", {"Jan van Marlowe"}},
      {"letters of Juan de las Cruces", {"Juan de las Cruces"}},
      {"troops of the Northern Powers on March 3", {"Northern Powers"}},
      {"the Long Uprising of 1804 failed", {"Long Uprising of 1804"}},
      {"the Uprising of 1804 failed", {"Uprising of 1804"}},
      {"the Hungarian Uprising of 1804 failed", {"Hungarian Uprising of 1804"}},
      {"the Grain Act of 1804 passed", {"Grain Act of 1804"}},
      {"in the Marsh Wars of 1804 many fell", {"Marsh Wars"}},
      {"the Harcourt Doctrine of March was new", {"Harcourt Doctrine"}},
      {"by the Orlovo Agreement of May 1804", {"Orlovo Agreement"}},
      {"the Council of People's Wardens met", {"Council of People's Wardens"}},
      {"the Workers' Defence League met", {"Workers' Defence League"}},
      {"the People's Grain Party met", {"People's Grain Party"}},
      {"Harcourt's Grain Party met", {"Harcourt", "Grain Party"}},
      {"in Nordheim-600 men strong-they met", {"Nordheim"}},
      {"six Zk-30s and Russian B-400 guns", {"Zk-30s", "Russian", "B-400"}},
      {"a ship of Smith & Wesson Company", {"Smith & Wesson Company"}},
      {"a Treaty on the Reduction of Heavy Arms and Ships",
       {"Treaty on the Reduction of Heavy Arms and Ships"}},
      {"the envoy Miguel d’Escoto left", {"Miguel d’Escoto"}},
      {"the port of Marne-sur-Oise fell", {"Marne-sur-Oise"}},
      {"in the Second Anglo-Zorian war they lost", {"Second Anglo-Zorian war"}},
      {"the regent Taira no Kiyomori died", {"Taira no Kiyomori"}},
      {"in the Nordheim uprising many fell", {"Nordheim uprising"}},
      {"in the Turkish uprising many fell", {"Turkish"}},
      {"at Nordheim uprising followed uprising", {"Nordheim"}},
      {"the Count of the Marshes came", {"Count of the Marshes"}},
      {"they held Sangok-ri at dawn", {"Sangok-ri"}},
      {"they chose Karl August Marlowe as head", {"Karl August Marlowe"}},
      {"she was British-born and Oxford-educated", {"British", "Oxford"}},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(runs(text), ElementsAreArray(expected));
  }
}

TEST(NameRuns, LeaveOffWhatLeadsUpToAName) {
  const struct {
    std::string_view text;
    std::vector<std::string> expected;
  } cases[] = {
      {"Foreign Minister Sergei Volkov spoke", {"Sergei Volkov"}},
      {"The Turkish Prime Minister Hasan Kaya left", {"Hasan Kaya"}},
      {"Mr. Harcourt replied", {"Harcourt"}},
      {"with Generals Harcourt and Marlowe", {"Harcourt", "Marlowe"}},
      {"However Harcourt replied", {"Harcourt"}},
      {"Queen Arabella reigned", {"Queen Arabella"}},
      {"the Duke of Richmond came", {"Duke of Richmond"}},
      {"we thank His Excellency Mr. Ivan Volkov", {"Ivan Volkov"}},
      {"Q. Mr. Harcourt, why?", {"Harcourt"}},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(runs(text), ElementsAreArray(expected));
  }
}

TEST(NameRuns, AreNoNames) {
  for (const std::string_view text :
       {"", "no capitals here", "on Monday in March", "ALL IN CAPITALS HERE", "I saw what I saw",
        "the anti-Kantian school", "1914 1918", "on 3 April O.S. and 4 May N.S.",
        "in 44 B.C. or A.D. 44", "at 10 a.m. or 4 P.M.", "when I'm there and I’ve come"}) {
    SCOPED_TRACE(text);
    EXPECT_THAT(runs(text), testing::IsEmpty());
  }
}

TEST(NameRuns, WhatTheyAreCalled) {
  const struct {
    std::string_view text;
    std::optional<Type> expected;
  } cases[] = {
      {"the historian Wexford wrote", Type::person},
      {"the shogun Ietaka fell", Type::person},
      {"news agency Vestnik says", Type::organisation},
      {"the city of Orlovo burned", Type::place},
      {"the siege of Orlovo ended", Type::place},
      {"in Orlovo province", Type::place},
      {"the northern state of Orlovo rebelled", Type::place},
      {"they left the old capital, Orlovo.", Type::place},
      {"with a friend, Wexford, they came", Type::person},
      {"in the capital, Wexford said", std::nullopt},
      {"the old fort (now Orlovo)", Type::place},
      {"he met Wexford, a merchant", Type::person},
      {"they reached Orlovo, a town in the hills", Type::place},
      {"they reached Orlovo, which burned", std::nullopt},
      {"the fate of Orlovo", std::nullopt},
  };
  for (const auto& [content, expected] : cases) {
    SCOPED_TRACE(content);
    const KeyedText text(content);
    const std::vector<NameRun> found = name_runs(text);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].called, expected);
  }
}

TEST(KeyedText, IsTheSameWithWordsThatAreKnown) {
  const std::string_view text =
      "The Soviet Union's envoy, Gen. St. Clair, met Turkey's at Kars in 1921.";
  const text::CutText cut = text::cut_text(text);
  NameWords known;
  for (int time = 0; time < 3; ++time) {
    const KeyedText alone(text), among(text, cut, known);
    ASSERT_EQ(among.tokens.size(), alone.tokens.size());
    for (std::size_t i = 0; i < alone.tokens.size(); ++i) {
      SCOPED_TRACE(alone.key(i));
      EXPECT_EQ(among.key(i), alone.key(i));
      EXPECT_EQ(among.word(i).classes, alone.word(i).classes);
      EXPECT_EQ(among.word(i).noun, alone.word(i).noun);
      EXPECT_EQ(among.word(i).in_name, alone.word(i).in_name);
      EXPECT_EQ(among.word(i).state_name, alone.word(i).state_name);
      EXPECT_EQ(among.word(i).state_adjective, alone.word(i).state_adjective);
    }
    EXPECT_EQ(known.key(among.tokens[2].spelling), "union");  // of "Union's"
    if (time == 1) known.forget();
  }
}

TEST(KeyedText, CountsItsKeys) {
  const KeyedText text("Kai-shek met Al-Rashid");
  EXPECT_EQ(text.count_keys([](const std::string& key) { return key == "-"; }), 2U);
}

TEST(NameWord, IsWhatOurListsSayOfItsKey) {
  const NameWord union_("Union"), soviet("Soviet"), turkey("Turkey"), general("General");
  EXPECT_EQ(union_.key, "union");
  EXPECT_EQ(union_.noun, noun_type("union", /*in_names=*/false));
  EXPECT_EQ(union_.in_name, noun_type("union", /*in_names=*/true));
  EXPECT_TRUE(soviet.state_adjective);
  EXPECT_TRUE(turkey.state_name);
  EXPECT_FALSE(turkey.state_adjective);
  EXPECT_TRUE(general.is_a(kTitle));
  EXPECT_FALSE(general.is_a(kCalendar));
}

TEST(NameRuns, KnowTitlesAndSentenceStarts) {
  const KeyedText text("Wexford came with General Marlowe.");
  const std::vector<NameRun> found = name_runs(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].initial);
  EXPECT_FALSE(found[0].titled);
  EXPECT_FALSE(found[1].initial);
  EXPECT_TRUE(found[1].titled);
  EXPECT_EQ(run_key(text, found[1]), "marlowe");
}

}  // namespace
}  // namespace fasti::actors
