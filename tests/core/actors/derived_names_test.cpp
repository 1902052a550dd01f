#include "core/actors/derived_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/actors/actors_in.h"

namespace fasti::actors {
namespace {

using testing::Contains;
using testing::ElementsAreArray;
using testing::IsEmpty;

Actor derived_actor(std::string name, Type type) {
  Actor made;
  made.id = slug(name);
  made.name = std::move(name);
  made.type = type;
  return made;
}

TEST(DerivedNames, FollowFromWhatARecordSays) {
  Authority authority;
  Actor ruritania = derived_actor("Ruritania", Type::state);
  ruritania.adjectives = {"Ruritanian"};
  ruritania.aliases = {"Kingdom of Ruritania"};
  Actor valley = derived_actor("Upper Strelsau", Type::place);
  valley.aliases = {"Strelsau"};
  authority.add(ruritania);
  const std::uint32_t war = authority.add(derived_actor("Ruritanian Civil War", Type::war));
  const std::uint32_t conflict = authority.add(derived_actor("Upper Strelsau conflict", Type::war));
  authority.add(valley);
  const std::uint32_t treaty = authority.add(derived_actor("Treaty of Strelsau", Type::treaty));
  const std::uint32_t plane = authority.add(derived_actor("Za-17", Type::other));
  const std::vector<DerivedName> names = derived_names(authority);
  for (const DerivedName& expected : {
           DerivedName{"Ruritania civil war", war},
           DerivedName{"civil war in Kingdom of Ruritania", war},
           DerivedName{"Upper Strelsau question", conflict},
           DerivedName{"Strelsau problem", conflict},
           DerivedName{"Strelsau conflict", conflict},
           DerivedName{"Strelsau treaty", treaty},
           DerivedName{"Za-17s", plane},
       }) {
    EXPECT_THAT(names, Contains(expected)) << expected.name;
  }
}

TEST(DerivedNames, FollowFromNothingElse) {
  Authority authority;
  authority.add(derived_actor("Border conflict", Type::other));
  authority.add(derived_actor("Sons of Liberty", Type::organisation));
  authority.add(derived_actor("United States", Type::state));
  authority.add(derived_actor("Treaty of Peace and Trade", Type::treaty));
  authority.add(derived_actor("Cyprus-17", Type::place));
  EXPECT_THAT(derived_names(authority), IsEmpty());
}

TEST(DerivedNames, AreFoundInTexts) {
  Actor rebels = derived_actor("Ruritanian National Movement", Type::organisation);
  rebels.aliases = {"Ruritanian revolutionaries"};
  const std::pair<std::string_view, std::vector<std::string>> cases[] = {
      {"They spoke of Syria's civil war, as of the civil war in Spain.",
       {"Syria's civil war = syrian-civil-war", "civil war in Spain = spanish-civil-war"}},
      {"The Karabakh problem was no Cyprus problem.",
       {"Karabakh problem = nagorno-karabakh-conflict", "Cyprus = cyprus"}},
      {"A Ruritanian revolutionary fled.",
       {"Ruritanian revolutionary = ruritanian-national-movement"}},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(actors_in(text, {rebels}), ElementsAreArray(expected));
  }
}

TEST(DerivedNames, YieldToARecordOfThatName) {
  const std::vector<std::string> found = actors_in(
      "The Karabakh question was settled.", {derived_actor("Karabakh question", Type::event)});
  EXPECT_THAT(found, ElementsAreArray({"Karabakh question = karabakh-question"}));
}

}  // namespace
}  // namespace fasti::actors
