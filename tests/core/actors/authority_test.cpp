#include "core/actors/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Actor actor(std::string id, std::string name, Type type, std::vector<std::string> aliases = {}) {
  Actor made;
  made.id = std::move(id);
  made.name = std::move(name);
  made.type = type;
  made.aliases = std::move(aliases);
  return made;
}

TEST(Authority, KeepsActorsById) {
  Authority authority;
  EXPECT_EQ(authority.add(actor("a", "Aral Sea", Type::place)), 0U);
  EXPECT_EQ(authority.add(actor("b", "Baikal", Type::place)), 1U);
  EXPECT_EQ(authority.find("b"), 1U);
  EXPECT_EQ(authority.find("c"), std::nullopt);
  EXPECT_EQ(authority.size(), 2U);
}

TEST(Authority, LaysLaterRecordsOverEarlierOnes) {
  Authority authority;
  Actor first = actor("pact", "Baghdad Pact", Type::unknown, {"METO"});
  first.from = "1955";
  first.note = "ours";
  authority.add(first);
  Actor second =
      actor("pact", "Central Treaty Organization", Type::organisation, {"CENTO", "METO"});
  second.to = "1979";
  EXPECT_EQ(authority.add(second), 0U);
  const Actor& pact = authority[0];
  EXPECT_EQ(pact.name, "Central Treaty Organization");
  EXPECT_EQ(pact.type, Type::organisation);
  // The name that gave way is an alias, and no alias stands twice.
  EXPECT_THAT(pact.aliases, ElementsAre("METO", "Baghdad Pact", "CENTO"));
  EXPECT_EQ(pact.from, "1955");
  EXPECT_EQ(pact.to, "1979");
  EXPECT_EQ(pact.note, "ours");
}

TEST(Authority, StatesNothingOverSomething) {
  Authority authority;
  authority.add(actor("x", "Samsun", Type::place));
  authority.add(actor("x", "", Type::unknown));
  EXPECT_EQ(authority[0].name, "Samsun");
  EXPECT_EQ(authority[0].type, Type::place);
}

TEST(Authority, ARecordSomebodyWroteIsNoLongerCollected) {
  Authority authority;
  Actor collected = actor("x", "Samsun", Type::unknown);
  collected.collected = true;
  authority.add(collected);
  EXPECT_TRUE(authority[0].collected);
  authority.add(actor("x", "Samsun", Type::place));
  EXPECT_FALSE(authority[0].collected);
}

TEST(Clashes, NamesThatStrangersClaim) {
  Authority authority;
  authority.add(actor("tripoli-libya", "Tripoli", Type::place));
  authority.add(actor("tripoli-lebanon", "Tripoli in Lebanon", Type::place, {"TRIPOLI"}));
  const std::vector<Clash> clashes = find_clashes(authority);
  ASSERT_EQ(clashes.size(), 1U);
  EXPECT_EQ(clashes[0].name, "Tripoli");
  EXPECT_THAT(clashes[0].actors, ElementsAre(0U, 1U));
}

TEST(Clashes, NoneWhereOneFollowsTheOtherOrYields) {
  Authority authority;
  authority.add(actor("old", "Old Siam", Type::state, {"Siam"}));
  Actor later = actor("new", "Thailand", Type::state, {"Siam"});
  later.successor_of = {"old"};
  authority.add(later);
  Actor collected = actor("siam", "Siam", Type::unknown);
  collected.collected = true;
  authority.add(collected);
  EXPECT_THAT(find_clashes(authority), IsEmpty());
}

TEST(Slug, OfNames) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Treaty of Küçük Kaynarca", "treaty-of-kucuk-kaynarca"},
      {"İzmir", "izmir"},
      {"Russo-Turkish War (1877–1878)", "russo-turkish-war-1877-1878"},
      {"Shays' Rebellion", "shays-rebellion"},
      {"Эрдоган", "эрдоган"},
  };
  for (const auto& [name, expected] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(slug(name), expected);
  }
  // Symbols alone make an id too, the same every time.
  EXPECT_FALSE(slug("???").empty());
  EXPECT_EQ(slug("???"), slug("???"));
  EXPECT_NE(slug("???"), slug("!!!"));
}

}  // namespace
}  // namespace fasti::actors
