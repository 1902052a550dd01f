#include "server/search/actors_by_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using actors::Evidence;
using actors::Type;
using testing::ElementsAre;
using testing::IsEmpty;

class ActorsByName : public testing::Test {
 protected:
  static index::TinyCorpus corpus() {
    index::TinyCorpus out;
    actors::Actor ottoman = index::tiny_actor("ottoman", "Ottoman Empire", Type::state);
    ottoman.adjectives = {"Ottomans"};
    ottoman.metonyms = {"Sublime Porte"};
    actors::Actor pact = index::tiny_actor("pact", "Pact of Istanbul", Type::treaty);
    pact.ambiguous_aliases = {"the Pact"};
    out.actors = {
        index::tiny_actor("erdogan", "Recep Tayyip Erdoğan", Type::person,
                          {"Реджеп Тайип Эрдоган"}),
        index::tiny_actor("lavrov", "Sergei Lavrov", Type::person),
        index::tiny_actor("istanbul", "İstanbul", Type::place, {"Constantinople", "Стамбул"}),
        index::tiny_actor("airport", "Istanbul Airport", Type::place),
        pact,
        index::tiny_actor("sarikamis", "Battle of Sarıkamış", Type::war),
        ottoman,
        index::tiny_actor("kievan", "Киевская Русь", Type::state),
        index::tiny_actor("athens", "Athens", Type::place)};
    out.documents = {
        {.id = "doc",
         .passages = {
             {.text = "Istanbul, and the airport there; Lavrov.",
              .mentions = {{"Istanbul", "istanbul"}, {"airport", "airport"}, {"Lavrov", "lavrov"}}},
             {.text = "The airport again, said the foreign minister, and the Ottoman side.",
              .mentions = {{"airport", "airport"},
                           {"foreign minister", "lavrov"},
                           {"Ottoman", "ottoman", Evidence::adjective}}}}}};
    return out;
  }

  std::vector<std::string> ids(const ActorsRequest& request) const {
    return ids_of(actors_by_name(snapshot_, request));
  }
  std::vector<std::string> near(const std::string& text) const {
    return ids_of(actors_near(snapshot_, {.q = text}, 10));
  }
  std::vector<std::string> ids_of(const std::vector<NamedActor>& found) const {
    std::vector<std::string> out;
    for (const NamedActor& one : found)
      out.emplace_back(snapshot_.generation().actors()[one.actor].id);
    return out;
  }

  index::TinyIndex tiny_{corpus()};
  Snapshot snapshot_{tiny_.open()};
};

TEST_F(ActorsByName, TheBestFitFirst) {
  EXPECT_THAT(ids({.q = "istanbul"}), ElementsAre("istanbul", "airport", "pact"))
      << "the name, the beginning of one though it has more passages, a word of one";
  EXPECT_THAT(ids({.q = "a"}), ElementsAre("airport", "athens"))
      << "the beginning of a word of a name counts less, but for the passages";
}

TEST_F(ActorsByName, AnyNameInAnyOrder) {
  for (const auto& [text, id] : std::vector<std::pair<const char*, const char*>>{
           {"Эрдоган", "erdogan"},
           {"erdogan", "erdogan"},
           {"ERDOĞAN", "erdogan"},
           {"recep erd", "erdogan"},
           {"Erdoğan, Recep Tayyip", "erdogan"},
           {"constantinople", "istanbul"},
           {"sublime porte", "ottoman"},
           {"ottomans", "ottoman"},
           {"the pact", "pact"},
           {"sarikamis", "sarikamis"},
           {"Foreign Minister", "lavrov"},  // as a text has him
       })
    EXPECT_THAT(ids({.q = text}), ElementsAre(id)) << text;
  for (const char* text : {"rdogan", "erdoganx", "?", "istanbul kars"})
    EXPECT_THAT(ids({.q = text}), IsEmpty()) << text;
}

TEST_F(ActorsByName, OtherScriptsThroughLatinLetters) {
  EXPECT_THAT(ids({.q = "Лавров"}), ElementsAre("lavrov"));
  EXPECT_THAT(ids({.q = "Сергей Л"}), ElementsAre()) << "BGN writes Sergey";
  EXPECT_THAT(ids({.q = "Kiyevskaya"}), ElementsAre("kievan"));
  EXPECT_THAT(ids({.q = "Истанбул"}), ElementsAre("airport", "pact"))
      << "the city has a name in these letters, which is another";
}

TEST_F(ActorsByName, ASoleNameInAnotherScript) {
  const auto sole = [&](const std::vector<std::string>& words) {
    const auto actor = snapshot_.names().sole(words);
    return actor ? snapshot_.generation().actors()[*actor].id : "";
  };
  EXPECT_EQ(sole({"recep", "tayyip", "erdogan"}), "erdogan");
  EXPECT_EQ(sole({"эрдоган"}), "erdogan") << "a surname";
  EXPECT_EQ(sole({"erdogan"}), "") << "in Latin letters whole names only";
  EXPECT_EQ(sole({"лавров"}), "lavrov") << "as the texts have him";
  for (const char* form : {"эрдогана", "эрдогану", "эрдоганом", "эрдогане", "ердогана"})
    EXPECT_EQ(sole({form}), form == std::string("ердогана") ? "" : "erdogan") << form;
  EXPECT_EQ(sole({"лаврову"}), "lavrov");
  EXPECT_EQ(sole({"реджепом", "тайипом", "эрдоганом"}), "erdogan");
  EXPECT_EQ(sole({"стамбула"}), "istanbul");
  EXPECT_EQ(sole({"эрдоганами"}), "") << "not a name's ending";
  EXPECT_EQ(sole({"lavrov"}), "");
  EXPECT_EQ(sole({"реджеп"}), "");
  EXPECT_EQ(sole({"русь"}), "") << "the last word of a state's name";
}

TEST_F(ActorsByName, SlipsOfTheHand) {
  for (const auto& [text, id] : std::vector<std::pair<const char*, const char*>>{
           {"Erdogann", "erdogan"},
           {"Sarikamish", "sarikamis"},
           {"recep tayip erdogan", "erdogan"},
           {"constantinopel", "istanbul"},
           {"Ἀθῆναι", "athens"},
           {"Лаврова", "lavrov"},
       }) {
    EXPECT_THAT(ids({.q = text}), IsEmpty()) << text;
    EXPECT_THAT(near(text), ElementsAre(id)) << text;
  }
  EXPECT_THAT(near("istambul"), ElementsAre("istanbul", "airport", "pact"));
  for (const std::string text : {"", "?", "xyzzy", "a b c d e f g h i"})
    EXPECT_THAT(near(text), IsEmpty()) << text;
  EXPECT_EQ(nearest_actor(snapshot_, "lavrof"), "lavrov (Sergei Lavrov)");
  EXPECT_EQ(nearest_actor(snapshot_, "nobody"), "");
}

TEST_F(ActorsByName, ByTypeAndEvidence) {
  EXPECT_THAT(ids({.q = "istanbul", .types = {Type::treaty, Type::war}}), ElementsAre("pact"));
  EXPECT_THAT(ids({.types = {Type::state}}), ElementsAre("ottoman", "kievan"));
  const auto ottoman = [&](Evidence evidence) {
    return actors_by_name(snapshot_, {.q = "ottoman empire", .evidence = evidence})[0].passages;
  };
  EXPECT_EQ(ottoman(Evidence::metonym), 0U);
  EXPECT_EQ(ottoman(Evidence::adjective), 1U);
  EXPECT_EQ(ids({.q = "  "}).size(), 9U);
  EXPECT_THAT(ids({})[0], "airport") << "the most passages first";
}

}  // namespace
}  // namespace fasti::search
