#include "core/actors/name_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

using testing::ElementsAre;

Actor actor(std::string id, std::vector<std::string> names) {
  Actor made;
  made.id = std::move(id);
  made.name = std::move(names.front());
  made.aliases.assign(names.begin() + 1, names.end());
  return made;
}

class NameIndexTest : public testing::Test {
 protected:
  NameIndexTest() {
    Actor turkey = actor("turkey", {"Turkey"});
    turkey.adjectives = {"Turkish", "Turks"};
    turkey.capitals = {"Ankara"};
    authority_.add(turkey);
    authority_.add(actor("straits", {"Turkish Straits"}));
    authority_.add(actor("war-1", {"World War I"}));
    authority_.add(actor("war-2", {"World War II", "WWII"}));
    authority_.add(actor("us", {"United States", "US", "U.S."}));
    authority_.add(actor("batum", {"Batum"}));
    authority_.add(actor("batumi", {"Batumi"}));
    authority_.add(actor("kars", {"Treaty of Kars"}));
    authority_.add(actor("act", {"Act of Union"}));
    authority_.add(actor("black-sea", {"Black Sea"}));
    Actor crossing = actor("crossing", {"Crossing of the Ice"});
    crossing.type = Type::event;
    authority_.add(crossing);
  }

  // The longest name at the beginning of `text` and whose it is: "Black Sea: black-sea".
  std::string at_start(std::string_view text) const {
    const NameIndex index(authority_);
    const std::vector<IndexedToken> tokens = index.index_tokens(text);
    std::vector<Reading> readings;
    const std::size_t length = tokens.empty() ? 0 : index.longest(tokens, 0, readings);
    if (length == 0) return "";
    std::string out(text.substr(0, tokens[length - 1].token.end));
    out += ":";
    for (const Reading& reading : readings) out += " " + authority_[reading.actor].id;
    return out;
  }

  Authority authority_;
};

TEST_F(NameIndexTest, FindsTheLongestName) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"World War II ended", "World War II: war-2"},
      {"World War I ended", "World War I: war-1"},
      {"Turkish Straits", "Turkish Straits: straits"},
      {"Turkish troops", "Turkish: turkey"},
      {"Turkey's troops", "Turkey: turkey"},
      {"Batumi fell", "Batumi: batumi"},
      {"Batum fell", "Batum: batum"},
      {"BATUM FELL", "BATUM: batum"},
      {"U.S. troops", "U.S.: us"},
      {"treaty of Kars", "treaty of Kars: kars"},
      {"Black sea", "Black sea: black-sea"},
      {"crossing of the Ice", "crossing of the Ice: crossing"},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(at_start(text), expected);
  }
}

TEST_F(NameIndexTest, IsFoldedButHeedsCapitals) {
  for (const std::string_view text :
       {"us against them", "turkey with stuffing", "black sea", "Batu fell", "World Wars", "wwii",
        "LET US PRAY", "act of Union", "treaty", ""}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(at_start(text), "");
  }
  EXPECT_EQ(at_start("Türkey"), "Türkey: turkey");
}

TEST_F(NameIndexTest, KnowsInWhatWayANameIsMeant) {
  const NameIndex index(authority_);
  const auto kind = [&](std::string_view text) {
    std::vector<Reading> readings;
    EXPECT_GT(index.longest(index.index_tokens(text), 0, readings), 0U) << text;
    return readings.empty() ? NameKind::ambiguous : readings.front().kind;
  };
  EXPECT_EQ(kind("Turkey"), NameKind::name);
  EXPECT_EQ(kind("Turks"), NameKind::adjective);
  EXPECT_EQ(kind("Ankara"), NameKind::capital);
}

TEST_F(NameIndexTest, GivesAllActorsOfAName) {
  authority_.add(actor("batum-oblast", {"Batum Oblast", "Batum"}));
  EXPECT_EQ(at_start("Batum fell"), "Batum: batum batum-oblast");
}

TEST_F(NameIndexTest, PassesOverSmallLettersWhereNoNameBeginsSmall) {
  // "sea" may be small in the second place only, "act" and "crossing" in the first.
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"black Sea", ""},
      {"turkey flew", ""},
      {"act of Union", ""},
      {"crossing of the Ice", "crossing of the Ice: crossing"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(at_start(text), expected) << text;
}

TEST(NameIndex, LeavesOutWhatIsNoName) {
  Authority authority;
  std::string paragraph = "Ab";
  for (int i = 0; i < 100; ++i) paragraph += " Ab";
  authority.add(actor("long", {paragraph}));
  authority.add(actor("empty", {""}));
  const NameIndex index(authority);
  std::vector<Reading> readings;
  EXPECT_EQ(index.longest(index.index_tokens(paragraph), 0, readings), 0U);
}

}  // namespace
}  // namespace fasti::actors
