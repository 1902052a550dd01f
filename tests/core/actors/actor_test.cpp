#include "core/actors/actor.h"

#include <gtest/gtest.h>

namespace fasti::actors {
namespace {

TEST(Actor, TypesHaveNames) {
  for (const Type type : {Type::person, Type::state, Type::organisation, Type::treaty, Type::war,
                          Type::event, Type::place, Type::people, Type::other, Type::unknown}) {
    SCOPED_TRACE(name(type));
    EXPECT_EQ(parse_type(name(type)), type);
  }
  for (const std::string_view text : {"", "Person", "persons", "country"}) {
    EXPECT_EQ(parse_type(text), std::nullopt) << text;
  }
}

TEST(Actor, EvidenceHasNames) {
  for (const Evidence evidence : {Evidence::name, Evidence::metonym, Evidence::adjective}) {
    EXPECT_EQ(parse_evidence(name(evidence)), evidence);
  }
  EXPECT_EQ(parse_evidence("demonym"), std::nullopt);
}

}  // namespace
}  // namespace fasti::actors
