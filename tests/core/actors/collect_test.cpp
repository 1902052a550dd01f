#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/actors/names.h"
#include "tests/core/actors/actors_in.h"

namespace fasti::actors {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

// What is collected from documents of one paragraph each, beyond our own tables.
std::vector<Actor> collected(const std::vector<std::string_view>& documents) {
  NameCollector names;
  for (const std::string_view document : documents) {
    const dates::TextUnit unit{document};
    names.add_document({&unit, 1});
  }
  Authority authority = known_actors();
  const std::size_t known = authority.size();
  names.finish(authority);
  return {authority.actors().begin() + static_cast<std::ptrdiff_t>(known),
          authority.actors().end()};
}

std::string described(const Actor& actor) {
  return actor.name + ", " + std::string(name(actor.type));
}

std::vector<std::string> described(const std::vector<Actor>& actors) {
  std::vector<std::string> out;
  for (const Actor& actor : actors) out.push_back(described(actor));
  return out;
}

TEST(Collect, NamesOfManyKinds) {
  const struct {
    std::string_view text, name;
    Type type;
  } cases[] = {
      {"They signed the Treaty of Nordheim.", "Treaty of Nordheim", Type::treaty},
      {"There the Battle of Ravensholm was lost.", "Battle of Ravensholm", Type::war},
      {"He met Foreign Minister Sergei Volkonin in May.", "Sergei Volkonin", Type::person},
      {"At noon Mr. Granville asked for peace.", "Granville", Type::person},
      {"We met Nathaniel P. Hill in spring.", "Nathaniel P. Hill", Type::person},
      {"They asked the emperor Kometsu for help.", "Kometsu", Type::person},
      {"They took the castle of Osuminato at dawn.", "Osuminato", Type::place},
      {"They lived in Osuminato.", "Osuminato", Type::place},
      {"They saw Osuminato. In Osuminato it rained.", "Osuminato", Type::place},
      {"They asked General San Tomaso for help.", "San Tomaso", Type::person},
      {"They flew the Zk-30 home.", "Zk-30", Type::other},
      {"By the Treaty of Nordheim Prussia gained the coast.", "Treaty of Nordheim", Type::treaty},
      {"Only the gunboat Zarya sank.", "Zarya", Type::other},
      // More often a town than the ship that bears its name.
      {"The cruiser Osuminato came. They wept in Osuminato and feasted near Osuminato.",
       "Osuminato", Type::place},
      {"They sent for Dobrovsky; later Dobrovsky paid.", "Dobrovsky", Type::person},
      {"They praised the Catholic Walter Harrowby.", "Walter Harrowby", Type::person},
      {"It was built for the Northern Grain Company.", "Northern Grain Company",
       Type::organisation},
      {"They sat in the House of Wardens.", "House of Wardens", Type::organisation},
      {"He told President Volkov that the Assembly met. The Assembly rose.", "Assembly",
       Type::organisation},
      {"They saw Wexcombe; later Wexcombe paid.", "Wexcombe", Type::unknown},
      // What is done to it, and what it does.
      {"In May he had defeated Osuminato.", "Osuminato", Type::person},
      {"Under Osuminato the town grew.", "Osuminato", Type::person},
      {"Then Osuminato fled.", "Osuminato", Type::person},
      {"They feared Osuminato, who was young.", "Osuminato", Type::person},
      {"They feared Osuminato, chief of the north.", "Osuminato", Type::person},
      {"Osuminato, a soldier, was young.", "Osuminato", Type::person},
      {"In May they besieged Osuminato.", "Osuminato", Type::place},
      {"They sailed along the Osuminato.", "Osuminato", Type::place},
      {"They sailed to Southern Belgium.", "Southern Belgium", Type::place},
      {"They feared Kurinashi Temu of Osuminato.", "Osuminato", Type::place},
      {"They feared Kurinashi Temu of Osuminato.", "Kurinashi Temu", Type::person},
      {"In May the Osuminato fled.", "Osuminato", Type::people},
      {"They feared the Osuminats.", "Osuminats", Type::people},
      // What a noun beside it says.
      {"They read the poem Osuminato.", "Osuminato", Type::other},
      {"In May the Osuminato dynasty fell.", "Osuminato", Type::state},
      {"In May the Osuminato family fell.", "Osuminato", Type::people},
      {"They lived in the kingdom of Osuminato.", "Osuminato", Type::state},
      {"In the reign of Osuminato Kuri, the company was sold.", "Osuminato Kuri", Type::person},
      // The company it keeps.
      {"They feared the soldier Osuminato and Wexbert.", "Wexbert", Type::person},
      {"They held Osuminato, Wexbert, and Kurina provinces.", "Kurina", Type::place},
      {"By the Treaty of Nordheim Osumin III gained the coast.", "Osumin III", Type::person},
  };
  for (const auto& [text, name, type] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(described(collected({text})),
                Contains(std::string(name) + ", " + std::string(actors::name(type))));
  }
}

TEST(Collect, WhatIsNoName) {
  for (const std::string_view text : {
           "However they left. Therefore they came back.",                // sentence starts
           "They met on Monday, in April, and at Easter.",                // the calendar
           "THE WHOLE TEXT IS WRITTEN IN CAPITALS LIKE THIS.",            // a headline
           "In Asia Russia grew. In Article II Turkey ceded the coast.",  // two names in a row
           "The firm was Inc. They say Inc. here.",
           "They saw Wexcombe once.",                               // seen once, of no kind
           "A Whaler came. The whaler sank, and a whaler burned.",  // mostly written small
           "The Keynesian school and Keynesian thought.",           // an adjective
           "I think that I am, and so am I.",
           "Then the Senators met, and the Senators left.",
           "The Imperial Government fell with the Government of Wexcombe.",
           "See Part XXII here. See Part XXII there.",
           "The Arab States and the Arab States spoke.",
           "The Chamber of Wexcombe paid, and the Managers left.",
           "They spoke of Wexcombe, who paid.",
           "It was caused by Wexcombia lutea.",  // a species
           "The Department thanks the Department. Then the Embassy wrote; an Embassy was there.",
           "Sign here: [Wexing.] It came late [Wexing.] indeed.",  // an editor's remark
           "They sent (Note.—Wexing.) it. They had (Note.—Wexing.) it.",
           "It was a Russo-Turkish quarrel. Then another Russo-Turkish quarrel came.",
           "So the Conqueror rode; there the Conqueror stayed.",
           "They wrote to an Esq. often, and to an Esq. alone.",
           "",
       }) {
    SCOPED_TRACE(text);
    EXPECT_THAT(described(collected({text})), IsEmpty());
  }
}

TEST(Collect, EnoughEvidenceInTwoDocuments) {
  EXPECT_THAT(described(collected({"They saw Wexcombe once.", "She knew of Wexcombe too."})),
              Contains("Wexcombe, unknown"));
}

TEST(Collect, OneActorForTheVariantsOfAName) {
  const std::vector<Actor> actors = collected({
      "We met Walter Quentin Harrowby in May.",
      "We met Walter Harrowby in June and W. Q. Harrowby in July.",
      "They asked Gen. Walter Harrowby.",
  });
  ASSERT_EQ(actors.size(), 1U);
  EXPECT_EQ(actors[0].name, "Walter Harrowby");
  EXPECT_THAT(actors[0].aliases, Contains("Walter Quentin Harrowby"));
  EXPECT_THAT(actors[0].aliases, Contains("W. Q. Harrowby"));
}

// "the Wexlands said": no person has an article.
TEST(Collect, WhatHasAnArticleIsNoPerson) {
  const std::vector<std::string> found =
      described(collected({"They fought for the Wexel. Then the Wexel died out, and the Wexel said "
                           "so. Under Harrow they "
                           "won. Then Harrow fled, and Harrow said so."}));
  EXPECT_THAT(found, Contains("Harrow, person"));
  EXPECT_THAT(found, Not(Contains("Wexel, person")));
}

// Letters are signed in capitals.
TEST(Collect, ANameIsWrittenAsInTheText) {
  const std::vector<Actor> actors =
      collected({"I am, sir, WALTER HARROWBY, and then WALTER HARROWBY "
                 "again wrote to Walter Harrowby himself."});
  ASSERT_EQ(actors.size(), 1U);
  EXPECT_EQ(actors[0].name, "Walter Harrowby");
}

// Comparing each with each would take hours.
TEST(Collect, ManyOfOneSurnameInLinearTime) {
  std::string text;
  constexpr int kPersons = 3000;
  for (int i = 0; i < kPersons; ++i) {
    std::string middle = "Xa";
    for (int rest = i; rest > 0; rest /= 20) middle += static_cast<char>('b' + rest % 20);
    text += "then came Walter " + middle + " Harrowby, ";
  }
  EXPECT_EQ(collected({text}).size(), static_cast<std::size_t>(kPersons));
}

TEST(Collect, NeverOneActorForTwoGivenNames) {
  const std::vector<Actor> actors =
      collected({"We met Walter Harrowby in May and Edmund Harrowby in June."});
  EXPECT_EQ(actors.size(), 2U);
}

TEST(Collect, AcronymsDefinedInTheText) {
  const std::vector<Actor> actors =
      collected({"The Northern Grain Company (NGC) failed. Later NGC was sold."});
  ASSERT_FALSE(actors.empty());
  EXPECT_THAT(actors, Contains(testing::Field(&Actor::aliases, Contains("NGC"))));
}

TEST(Collect, TheOrderOfDocumentsDoesNotMatter) {
  const std::vector<std::string_view> documents = {
      "We met Walter Quentin Harrowby at Osuminato, a town.", "Osuminato and Wexcombe are far.",
      "Walter Harrowby left Wexcombe."};
  const auto names = [](const std::vector<Actor>& actors) {
    std::vector<std::string> out;
    for (const Actor& actor : actors) {
      out.push_back(actor.id + " " + std::string(name(actor.type)));
      for (const std::string& alias : actor.aliases) out.back() += "|" + alias;
    }
    return out;
  };
  EXPECT_EQ(names(collected(documents)),
            names(collected({documents[2], documents[0], documents[1]})));
}

TEST(Collect, JoinedCollectorsKnowWhatOneWould) {
  const dates::TextUnit first{"He wrote to Wexcombe once."};
  const dates::TextUnit second{"She knew of Wexcombe too."};
  NameCollector a, b;
  a.add_document({&first, 1});
  b.add_document({&second, 1});
  a.merge(std::move(b));
  Authority authority;
  a.finish(authority);
  EXPECT_TRUE(authority.find("wexcombe"));
}

}  // namespace
}  // namespace fasti::actors
