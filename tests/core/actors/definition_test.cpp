#include "core/actors/definition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

TEST(Definition, NameTypeAndDates) {
  const struct {
    std::string_view text, label, name;
    Type type;
    std::string_view dates;
  } cases[] = {
      {"The Treaty of Belgrade was a peace treaty of 18 September 1739 between Austria and the "
       "Porte.",
       "Treaty of Belgrade", "Treaty of Belgrade", Type::treaty, "1739-09-18"},
      {"Fyodor Ushakov (1745 – 1817) was a Russian admiral.", "", "Fyodor Ushakov", Type::person,
       "1745/1817"},
      {"Anna Petrova (born 3 May 1951) is a diplomat.", "Anna Petrova", "Anna Petrova",
       Type::person, "1951-05-03/.."},
      {"Sinop is a city on the Black Sea coast.", "Sinop", "Sinop", Type::place, ""},
      {"The Khanate of Astrakhan, also called the Xacitarxan Khanate, was a Tatar state.",
       "Khanate of Astrakhan", "Khanate of Astrakhan", Type::state, ""},
      {"The Kronstadt Conference was held at Kronstadt from July 3 to August 2, 1921.",
       "Kronstadt Conference", "Kronstadt Conference", Type::event, "1921-07-03/1921-08-02"},
      {"The Reform Movement was the body of the liberal revolutionaries.", "Reform Movement",
       "Reform Movement", Type::organisation, ""},
      {"The (Kerch) Convention regarding the Regime of the Strait, often known as the Kerch "
       "Convention, is an international agreement.",
       "Kerch Convention", "Kerch Convention", Type::treaty, ""},
      {"The Kerch or Yenikale Strait is a strait.", "Kerch Strait", "Kerch Strait", Type::place,
       ""},
      {"The name Zaporia came from a Latin exonym for a people, which was a confederation.",
       "Zaporia", "Zaporia", Type::state, ""},
  };
  for (const auto& [text, label, name, type, dates] : cases) {
    SCOPED_TRACE(text);
    const auto definition = read_definition(text, label);
    ASSERT_TRUE(definition);
    EXPECT_FALSE(definition->wrong_sense) << definition->reason;
    EXPECT_EQ(definition->actor.name, name);
    EXPECT_EQ(definition->actor.type, type);
    EXPECT_EQ(definition->dates, dates);
  }
}

TEST(Definition, OtherNames) {
  const struct {
    std::string_view text, label, alias;
  } cases[] = {
      {"The North Harbour League (NHL) was an alliance.", "North Harbour League", "NHL"},
      {"Lake Van (tr: Van Gölü; hy, Վանա լիճ) is a lake.", "Lake Van", "Van Gölü"},
      {"Siam, officially the Kingdom of Siam, was a kingdom.", "Siam", "Kingdom of Siam"},
      {"The Winter Campaign or War of the Passes was a war.", "Winter Campaign",
       "War of the Passes"},
      {"Ivan Vasilyevich Orlov was a general.", "Ivan Orlov", "Ivan Vasilyevich Orlov"},
      {"Kars (Armenian: ''Ghars'') is a city.", "Kars", "Ghars"},
  };
  for (const auto& [text, label, alias] : cases) {
    SCOPED_TRACE(text);
    const auto definition = read_definition(text, label);
    ASSERT_TRUE(definition);
    EXPECT_THAT(definition->actor.aliases, Contains(std::string(alias)));
  }
}

TEST(Definition, WhatIsNoOtherName) {
  const struct {
    std::string_view text, label, alias;
  } cases[] = {
      // A language, dates, template debris, what the cut may have torn.
      {"Mosul (Kurdish: ''Mûsil'', Turkish: ''Musul'') is a city.", "Mosul", "Turkish"},
      {"Fyodor Ushakov (13 February 1745) was an admiral.", "Fyodor Ushakov", "13 February 1745"},
      {"The Red Army ({{lang|ru}} native_name=RKKA) was an army.", "Red Army", "native_name=RKKA"},
      {"The Armenian Soviet Republic, also known as Soviet", "Armenian Soviet Republic", "Soviet"},
      {"Galenus of Nordheim (modern-day Norda, Turkey) was a doctor.", "Galenus", "Turkey"},
  };
  for (const auto& [text, label, alias] : cases) {
    SCOPED_TRACE(text);
    const auto definition = read_definition(text, label);
    ASSERT_TRUE(definition);
    EXPECT_THAT(definition->actor.aliases, Not(Contains(std::string(alias))));
  }
}

TEST(Definition, WrongSense) {
  const struct {
    std::string_view text, label;
    bool other_subject;
  } cases[] = {
      // Pages that tell several things apart, or are about another thing.
      {"Bill(s) may refer to: a draft law, a bird's beak.", "bill", true},
      {"Mustafa is one of the names of the prophet.", "Mustafa Kemal", true},
      {"This article includes a list of sultanates.", "Sultanate", true},
      {"A republic is a state without a monarch.", "Republic of Genoa", true},
      {"Demographics of Libya is the demography of Libya.", "Libyan Civil War", true},
      {"Otters are a family of animals.", "Hamlet", true},
      // About the thing that is meant, which is no actor.
      {"A warship is a naval ship built for fighting.", "warship", false},
      {"A football team is a group of players.", "football clubs", false},
      {"Neutrality is the policy of a state.", "neutral", false},
      {"Assassination is the killing of a leader.", "Assassination", false},
      {"On 3 May the fleet sailed, which was a surprise.", "Spring Campaign", false},
      {", date = 7 November 1917 – 16 June 1923", "Northern Uprising", false},
      {"date = 1675–1679, place = Scania. It was lost.", "Northern Uprising", false},
      {"240,715 citizens are living there.", "Citizens in Exile", false},
  };
  for (const auto& [text, label, other_subject] : cases) {
    SCOPED_TRACE(text);
    const auto definition = read_definition(text, label);
    ASSERT_TRUE(definition);
    EXPECT_TRUE(definition->wrong_sense);
    EXPECT_EQ(definition->other_subject, other_subject) << definition->reason;
    EXPECT_FALSE(definition->reason.empty());
    EXPECT_THAT(definition->actor.aliases, IsEmpty());
  }
}

TEST(Definition, NothingWithoutALabel) {
  for (const std::string_view text :
       {"", "...", "The weather was fair.", "En route, he slept, which is a pity.",
        "Early trade was a form of exchange.",
        "The military career of Ivan Orlov was a row of wars.", "In 1914 there was a war.",
        "1914 was a year of war."}) {
    const auto definition = read_definition(text, "");
    EXPECT_TRUE(!definition || definition->actor.type == Type::unknown || definition->wrong_sense)
        << text;
  }
}

}  // namespace
}  // namespace fasti::actors
