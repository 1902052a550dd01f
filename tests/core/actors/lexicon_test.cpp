#include "core/actors/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace fasti::actors {
namespace {

TEST(Lexicon, ClassesOfWords) {
  EXPECT_TRUE(is_a("sultan", kTitle));
  EXPECT_TRUE(is_a("sultan", kOffice));
  EXPECT_TRUE(is_a("february", kCalendar));
  EXPECT_TRUE(is_a("ivan", kGivenName));
  EXPECT_FALSE(is_a("sultan", kGivenName));
  EXPECT_EQ(word_classes("zzz"), 0U);
  EXPECT_EQ(word_classes(""), 0U);
}

TEST(Lexicon, TypesOfNouns) {
  const struct {
    std::string_view noun;
    std::optional<Type> in_names, in_definitions;
  } cases[] = {
      {"treaty", Type::treaty, Type::treaty}, {"treaties", Type::treaty, Type::treaty},
      {"straits", Type::place, Type::place},  {"companies", Type::organisation, Type::organisation},
      {"sultan", std::nullopt, Type::person}, {"country", std::nullopt, Type::state},
      {"kingdom", Type::state, Type::state},  {"purple", std::nullopt, std::nullopt},
      {"", std::nullopt, std::nullopt},
  };
  for (const auto& [noun, in_names, in_definitions] : cases) {
    SCOPED_TRACE(noun);
    EXPECT_EQ(noun_type(noun, true), in_names);
    EXPECT_EQ(noun_type(noun, false), in_definitions);
  }
}

TEST(Lexicon, Singulars) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"wars", "war"},           {"treaties", "treaty"}, {"churches", "church"},
      {"congress", "congress"},  {"marshes", "marsh"},   {"gas", "gas"},
      {"statesmen", "statesmen"}};
  for (const auto& [plural, expected] : cases) {
    SCOPED_TRACE(plural);
    std::string buffer;
    EXPECT_EQ(singular(plural, buffer), expected);
  }
}

}  // namespace
}  // namespace fasti::actors
