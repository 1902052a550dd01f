#include "core/actors/local_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

// Short names that `text` is for one actor, found at the text's beginning.
std::size_t matched(const Actor& actor, std::string_view text) {
  Authority authority;
  authority.add(actor);
  const NameIndex index(authority);
  LocalNames names(index.vocabulary());
  names.add(short_names(actor, index.vocabulary()), 0);
  const std::vector<IndexedToken> tokens = index.index_tokens(text);
  return names.find(tokens, 0).length;
}

Actor local_actor(std::string name, Type type) {
  Actor made;
  made.id = "x";
  made.name = std::move(name);
  made.type = type;
  return made;
}

TEST(LocalNames, ShortNamesOfPersons) {
  const struct {
    std::string name;
    std::string_view text;
    std::size_t length;
  } cases[] = {
      {"Sergei Lavrov", "Lavrov", 1},
      {"Recep Tayyip Erdoğan", "Recep Erdogan", 2},
      {"Recep Tayyip Erdoğan", "Recep Tayyip", 2},
      {"Bashar al-Assad", "al-Assad", 3},
      {"Bashar al-Assad", "Assad", 1},
      {"Charles de Gaulle", "de Gaulle", 2},
      {"Leonardo da Vinci", "Leonardo", 1},
      {"Alexander I", "Alexander", 1},
      {"Philip II of Spain", "Philip", 1},
      {"Francis II, Holy Roman Emperor", "Francis", 1},
      {"Francis II, Holy Roman Emperor", "Emperor", 0},
      {"Philip of Hesse", "Philip", 1},
      {"John Smith, Jr.", "Smith", 1},
      {"Zhou Enlai", "Zhou", 1},
      {"José de San Martín", "San Martin", 2},
      {"José de San Martín", "Martin", 0},
      {"Martin Van Buren", "Van Buren", 2},
      {"Hamilcar Barca", "Hamilcar", 1},
      {"Enver Pasha", "Enver", 1},
      {"Henry Campbell-Bannerman", "Campbell-Bannerman", 3},
  };
  for (const auto& [name, text, length] : cases) {
    SCOPED_TRACE(name);
    SCOPED_TRACE(text);
    EXPECT_EQ(matched(local_actor(name, Type::person), text), length);
  }
}

TEST(LocalNames, NoShortNames) {
  const struct {
    std::string name;
    std::string_view text;
  } cases[] = {
      {"Sergei Lavrov", "Sergei"},   // so are many called
      {"Philip of Hesse", "Hesse"},  // a state
      {"Peter the Great", "Great"}, {"Voltaire", "Vol"}, {"Henry Campbell-Bannerman", "Bannerman"},
  };
  for (const auto& [name, text] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(matched(local_actor(name, Type::person), text), 0U);
  }
}

TEST(LocalNames, HeadsOfNames) {
  EXPECT_EQ(matched(local_actor("Montreux Convention", Type::treaty), "Convention"), 1U);
  EXPECT_EQ(matched(local_actor("Turkish Straits", Type::place), "Straits"), 1U);
  EXPECT_EQ(matched(local_actor("Convention regarding the Straits", Type::treaty), "Convention"),
            1U);
  // Said of too many.
  EXPECT_EQ(matched(local_actor("Ottoman Empire", Type::state), "Empire"), 0U);
  EXPECT_EQ(matched(local_actor("Crimean War", Type::war), "War"), 0U);
}

TEST(LocalNames, AMainNamesHeadComesBeforeAnAliases) {
  Authority authority;
  Actor bosporus = local_actor("Bosporus", Type::place);
  bosporus.aliases = {"Straits of Bosporus"};
  authority.add(bosporus);
  const Actor straits = local_actor("Turkish Straits", Type::place);
  Actor other = straits;
  other.id = "y";
  authority.add(other);
  const NameIndex index(authority);
  LocalNames names(index.vocabulary());
  names.add(short_names(bosporus, index.vocabulary()), 0);
  names.add(short_names(straits, index.vocabulary()), 1);
  const auto match = names.find(index.index_tokens("Straits"), 0);
  EXPECT_THAT(match.actors, testing::ElementsAre(1U));
}

TEST(LocalNames, TwoOfOneSurname) {
  Authority authority;
  authority.add(local_actor("Alexander Suvorin", Type::person));
  const NameIndex index(authority);
  LocalNames names(index.vocabulary());
  names.add(short_names(local_actor("Alexander Suvorin", Type::person), index.vocabulary()), 0);
  names.add(short_names(local_actor("Mikhail Suvorin", Type::person), index.vocabulary()), 1);
  EXPECT_THAT(names.find(index.index_tokens("Suvorin"), 0).actors, testing::ElementsAre(0U, 1U));
}

TEST(LocalNames, ANameOfTooManyIsNone) {
  Authority authority;
  authority.add(local_actor("Alexander Suvorin", Type::person));
  const NameIndex index(authority);
  LocalNames names(index.vocabulary());
  constexpr std::uint32_t kMany = 100;
  for (std::uint32_t i = 0; i < kMany; ++i)
    names.add(short_names(local_actor("Ivan Suvorin", Type::person), index.vocabulary()), i);
  EXPECT_EQ(names.find(index.index_tokens("Suvorin"), 0).length, 0U);
}

}  // namespace
}  // namespace fasti::actors
