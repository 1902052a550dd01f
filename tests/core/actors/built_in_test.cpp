#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/actors/authority.h"
#include "core/actors/name_runs.h"
#include "core/dates/edtf.h"

namespace fasti::actors {
namespace {

using testing::IsEmpty;

// A name as names are compared.
std::string key(std::string_view name) {
  const KeyedText text(name);
  return run_key(text, {0, text.tokens.size(), false, false, std::nullopt});
}

// Names of states and places in our tables.
const std::set<std::string>& names() {
  static const std::set<std::string> all = [] {
    std::set<std::string> made;
    for (const Actor& actor : built_in_states()) {
      if (actor.type != Type::state && actor.type != Type::place) continue;
      made.insert(key(actor.name));
      for (const std::string& alias : actor.aliases) made.insert(key(alias));
      for (const std::string& alias : actor.ambiguous_aliases) made.insert(key(alias));
    }
    return made;
  }();
  return all;
}

// Also "Iran, Islamic Republic of", "Cocos (Keeling) Islands", "Samoa (American)".
bool is_known(const std::string& name) {
  if (names().contains(key(name))) return true;
  if (const std::size_t comma = name.find(", "); comma != std::string::npos) {
    return is_known(name.substr(comma + 2) + " " + name.substr(0, comma)) ||
           is_known(name.substr(0, comma));
  }
  const std::size_t open = name.find(" (");
  const std::size_t close = name.find(')');
  if (open == std::string::npos || close < open) return false;
  const std::string inside = name.substr(open + 2, close - open - 2);
  const std::string outside = name.substr(0, open) + name.substr(close + 1);
  return is_known(outside) || is_known(inside) || is_known(inside + " " + outside);
}

TEST(BuiltIn, IdsAndDatesAreInOrder) {
  std::set<std::string> ids;
  for (const Actor& actor : built_in_states()) EXPECT_TRUE(ids.insert(actor.id).second) << actor.id;
  for (const Actor& actor : built_in_states()) {
    SCOPED_TRACE(actor.id);
    EXPECT_NE(actor.type, Type::unknown);
    for (const std::string& before : actor.successor_of)
      EXPECT_TRUE(ids.contains(before)) << before;
    if (actor.from.empty() || actor.to.empty()) continue;
    const auto from = dates::edtf_bounds(actor.from);
    const auto to = dates::edtf_bounds(actor.to);
    ASSERT_TRUE(from && to);
    EXPECT_LE(*from->earliest, *to->latest);
  }
}

TEST(BuiltIn, CoversIsoCodes) {
  const std::ifstream file("/usr/share/iso-codes/json/iso_3166-1.json");
  if (!file) GTEST_SKIP() << "iso-codes is not installed";
  std::stringstream content;
  content << file.rdbuf();
  const auto list = nlohmann::json::parse(content.str());
  std::vector<std::string> missing;
  for (const auto& entry : list.at("3166-1")) {
    for (const char* const key : {"common_name", "name"}) {
      if (!entry.contains(key)) continue;
      const auto name = entry.at(key).get<std::string>();
      if (!is_known(name)) missing.push_back(name);
      break;
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

// The names of states that ISO has withdrawn.
TEST(BuiltIn, CoversWithdrawnIsoCodes) {
  const std::ifstream file("/usr/share/iso-codes/json/iso_3166-3.json");
  if (!file) GTEST_SKIP() << "iso-codes is not installed";
  std::stringstream content;
  content << file.rdbuf();
  const auto list = nlohmann::json::parse(content.str());
  // Parts of islands and zones that no text names.
  const std::set<std::string> ignored = {"British Antarctic Territory",
                                         "Canton and Enderbury Islands",
                                         "Dronning Maud Land",
                                         "French Southern and Antarctic Territories",
                                         "Byelorussian SSR Soviet Socialist Republic",
                                         "Johnston Island",
                                         "Midway Islands",
                                         "Pacific Islands (trust territory)",
                                         "US Miscellaneous Pacific Islands",
                                         "Wake Island",
                                         "France, Metropolitan",
                                         "Neutral Zone",
                                         "Panama Canal Zone"};
  std::vector<std::string> missing;
  for (const auto& entry : list.at("3166-3")) {
    const auto name = entry.at("name").get<std::string>();
    if (!is_known(name) && !ignored.contains(name)) missing.push_back(name);
  }
  EXPECT_THAT(missing, IsEmpty());
}

// A state of today has an adjective and a capital, but for those that are cities, or whose capital
// is called as persons are: Saint George, Wellington.
TEST(BuiltIn, PresentStatesAreComplete) {
  std::ifstream file("/usr/share/zoneinfo/iso3166.tab");
  if (!file) GTEST_SKIP() << "tzdata is not installed";
  std::map<std::string, const Actor*> states;
  for (const Actor& actor : built_in_states()) {
    if (actor.type != Type::state) continue;
    states.emplace(key(actor.name), &actor);
    for (const std::string& alias : actor.aliases) states.emplace(key(alias), &actor);
  }
  std::size_t seen = 0;
  std::vector<std::string> lacking;
  for (std::string line; std::getline(file, line);) {
    const auto state = states.find(key(line.substr(line.find('\t') + 1)));
    if (line.starts_with('#') || state == states.end()) continue;
    ++seen;
    const Actor& actor = *state->second;
    static const std::set<std::string> kNoAdjective = {"dominica", "vatican-city"};
    static const std::set<std::string> kNoCapital = {"grenada",   "new-zealand", "hong-kong",
                                                     "macau",     "monaco",      "san-marino",
                                                     "singapore", "vatican-city"};
    if (actor.adjectives.empty() && !kNoAdjective.contains(actor.id)) lacking.push_back(actor.id);
    if (actor.capitals.empty() && !kNoCapital.contains(actor.id)) lacking.push_back(actor.id);
  }
  EXPECT_GT(seen, 170U);
  EXPECT_THAT(lacking, IsEmpty());
}

TEST(BuiltIn, CoversTzdata) {
  std::ifstream file("/usr/share/zoneinfo/iso3166.tab");
  if (!file) GTEST_SKIP() << "tzdata is not installed";
  std::vector<std::string> missing;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::string name = line.substr(line.find('\t') + 1);
    for (const auto& [brief, full] :
         {std::pair{" Rep.", " Republic"}, std::pair{" NL", " Netherlands"},
          std::pair{" S. Terr.", " Southern Territories"}, std::pair{" Is", " Islands"}}) {
      if (name.ends_with(brief)) name.replace(name.rfind(brief), std::string::npos, full);
    }
    if (!is_known(name)) missing.push_back(name);
  }
  EXPECT_THAT(missing, IsEmpty());
}

// Members of the system of states since 1816, as the Correlates of War project counts them, and
// others of their time.
TEST(BuiltIn, CoversStatesThatAreNoMore) {
  for (const char* const name : {"Austria-Hungary",
                                 "Baden",
                                 "Bavaria",
                                 "Confederate States of America",
                                 "Congress Poland",
                                 "Czechoslovakia",
                                 "East Germany",
                                 "Free City of Danzig",
                                 "Gran Colombia",
                                 "Hanover",
                                 "Hesse-Darmstadt",
                                 "Hesse-Kassel",
                                 "Kingdom of Hawaii",
                                 "Kingdom of Sardinia",
                                 "Kingdom of the Two Sicilies",
                                 "Korean Empire",
                                 "Manchukuo",
                                 "Mecklenburg-Schwerin",
                                 "Modena",
                                 "Mughal Empire",
                                 "Nazi Germany",
                                 "North Vietnam",
                                 "North Yemen",
                                 "Orange Free State",
                                 "Ottoman Empire",
                                 "Papal States",
                                 "Parma",
                                 "Prussia",
                                 "Qing dynasty",
                                 "Republic of Texas",
                                 "Russian Empire",
                                 "Saxony",
                                 "South Vietnam",
                                 "South Yemen",
                                 "Soviet Union",
                                 "Tibet",
                                 "Tokugawa Shogunate",
                                 "Transvaal",
                                 "Tuscany",
                                 "United Arab Republic",
                                 "Vichy France",
                                 "Weimar Republic",
                                 "West Germany",
                                 "Württemberg",
                                 "Yugoslavia",
                                 "Zanzibar"}) {
    EXPECT_TRUE(is_known(name)) << name;
  }
}

TEST(BuiltIn, CapitalsAreCities) {
  Authority authority;
  for (const Actor& actor : built_in_states()) authority.add(actor);
  for (const char* const id : {"ankara", "moscow", "buenos-aires"}) {
    const auto city = authority.find(id);
    ASSERT_TRUE(city) << id;
    EXPECT_EQ(authority[*city].type, Type::place);
  }
}

// A capital that is an alias of a city, as Tiflis is, makes no second one.
TEST(BuiltIn, EveryCapitalIsOneCity) {
  std::map<std::string, std::set<std::string>> cities;  // ids by name
  for (const Actor& actor : built_in_states()) {
    if (actor.type != Type::place) continue;
    cities[actor.name].insert(actor.id);
    for (const std::string& alias : actor.aliases) cities[alias].insert(actor.id);
  }
  std::vector<std::string> not_one;
  for (const Actor& actor : built_in_states()) {
    for (const std::string& capital : actor.capitals) {
      const auto city = cities.find(capital);
      if (city == cities.end() || city->second.size() != 1) not_one.push_back(capital);
    }
  }
  EXPECT_THAT(not_one, IsEmpty());
}

// Of states that are no more most have a capital; the others had none, or several, or shared a name
// with it. Their adjectives are mostly those of the states after them, told apart by date.
TEST(BuiltIn, PastStatesAreMostlyComplete) {
  std::size_t past = 0;
  std::size_t capitals = 0;
  std::size_t adjectives = 0;
  for (const Actor& actor : built_in_states()) {
    if (actor.type != Type::state || actor.to.empty()) continue;
    ++past;
    capitals += !actor.capitals.empty();
    adjectives += !actor.adjectives.empty();
  }
  EXPECT_GT(past, 200U);
  EXPECT_GT(capitals * 100, past * 75) << capitals << " of " << past;
  EXPECT_GT(adjectives * 2, past) << adjectives << " of " << past;
}

}  // namespace
}  // namespace fasti::actors
