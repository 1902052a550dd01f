#include "core/actors/name_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

using testing::ElementsAre;

TEST(NameShape, TypesByTheirWords) {
  const struct {
    std::string_view name;
    std::optional<Type> expected;
  } cases[] = {
      {"Treaty of Kars", Type::treaty},
      {"Battle of Poltava", Type::war},
      {"World War I", Type::war},
      {"October Revolution", Type::event},
      {"Ministry of Foreign Affairs", Type::organisation},
      {"Sea of Azov", Type::place},
      {"Crimean Khanate", Type::state},
      {"Duke of Wellington", Type::person},
      {"Thomas Hill", Type::person},
      {"Thomas Powers", Type::person},
      {"Constantine Palace", Type::place},
      {"Tel Orlovo", Type::place},
      {"Virginia Company", Type::organisation},
      {"J. P. Harcourt & Co.", Type::organisation},
      {"Nordheim Herald", Type::organisation},
      {"Partido Nuevo", Type::organisation},
      {"Harcourt Telegram", Type::other},
      {"Nathaniel P. Hill", Type::person},
      {"Thutmose III", Type::person},
      {"Thutmose V", Type::person},
      {"Thutmose I Nordmer", Type::person},
      {"Thutmose IV of Nordheim", Type::person},
      {"Type II", std::nullopt},
      {"Harcourt & Marlowe", Type::organisation},
      {"Banca di Nordheim", Type::organisation},
      {"Codex Nordensis", Type::other},
      {"SS Agamemnon", Type::other},
      {"SS General", std::nullopt},
      {"Operation Thunder", Type::war},
      {"Capture of Nordheim", Type::war},
      {"Nordheim uprising", Type::event},
      {"Nordheim Gate", Type::place},
      {"Peace of Nordheim", Type::treaty},
      {"HMS Agamemnon", Type::other},
      {"Roman Catholicism", Type::other},
      {"Article III", Type::other},
      {"Part III", std::nullopt},
      {"Hoover Dam", Type::place},
      {"Marbury v. Madison", Type::other},
      {"Mount Ararat", Type::place},
      {"Wolfenshire", Type::place},
      {"Bloody Sunday", Type::event},
      {"Kropotkin", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& [name, expected] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(type_by_shape(name), expected);
  }
}

TEST(NameShape, Persons) {
  for (const std::string_view name :
       {"Ivan Petrov", "J. P. Morgan", "John Smith Jr.", "Otto von Bismarck", "Anna K. Schmidt"}) {
    EXPECT_TRUE(looks_like_person(name)) << name;
  }
  for (const std::string_view name : {"Ivan", "Black Sea", "Treaty of Kars", "Article 5", ""}) {
    EXPECT_FALSE(looks_like_person(name)) << name;
  }
  EXPECT_TRUE(may_be_person("Ōshio Heihachirō"));
  EXPECT_FALSE(may_be_person("Black Sea"));
  EXPECT_FALSE(may_be_person("Labor Conditions"));
  EXPECT_FALSE(may_be_person("Heihachirō"));
  EXPECT_TRUE(has_particle("Agnolo di Tura"));
  EXPECT_FALSE(has_particle("Bay of Biscay"));
  EXPECT_FALSE(has_particle("di Tura"));
}

TEST(NameShape, Abbreviations) {
  const std::pair<std::string_view, std::string_view> right[] = {
      {"CUP", "Committee of Union and Progress"},
      {"EU", "European Union"},
      {"U.N.", "United Nations"},
  };
  for (const auto& [acronym, name] : right) EXPECT_TRUE(abbreviates(acronym, name)) << acronym;
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {"CUP", "Union of Progress"}, {"E", "Europe"}, {"EU", "Eurasian Customs Union"}};
  for (const auto& [acronym, name] : wrong) EXPECT_FALSE(abbreviates(acronym, name)) << acronym;
}

TEST(NameShape, PartsOfAPersonsName) {
  const auto plain = parse_person("Recep Tayyip Erdoğan");
  ASSERT_TRUE(plain);
  EXPECT_THAT(plain->given, ElementsAre("recep", "tayyip"));
  EXPECT_EQ(plain->surname, "erdogan");
  const auto particle = parse_person("Bashar al-Assad");
  ASSERT_TRUE(particle);
  EXPECT_EQ(particle->surname, "al - assad");
  const auto junior = parse_person("John Q. Smith Jr.");
  ASSERT_TRUE(junior);
  EXPECT_THAT(junior->given, ElementsAre("john", "q"));
  EXPECT_EQ(junior->surname, "smith jr");
  EXPECT_FALSE(parse_person("Erdoğan"));
  EXPECT_FALSE(parse_person(""));
}

TEST(NameShape, VariantsOfOnePerson) {
  const struct {
    std::string_view a, b;
    bool expected;
  } cases[] = {
      {"Franklin Delano Roosevelt", "Franklin Roosevelt", true},
      {"Franklin Delano Roosevelt", "F. D. Roosevelt", true},
      {"Franklin Delano Roosevelt", "Theodore Roosevelt", false},
      {"Franklin Delano Roosevelt", "Franklin Pierce", false},
      {"John Adams", "John Quincy Adams", true},
      {"John B. Adams", "John Quincy Adams", false},
      {"John Smith", "John Smith Jr.", false},
  };
  for (const auto& [a, b, expected] : cases) {
    SCOPED_TRACE(a);
    SCOPED_TRACE(b);
    EXPECT_EQ(compatible(*parse_person(a), *parse_person(b)), expected);
    EXPECT_EQ(compatible(*parse_person(b), *parse_person(a)), expected);
  }
}

}  // namespace
}  // namespace fasti::actors
