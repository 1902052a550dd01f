#include "server/api/addresses.h"

#include <gtest/gtest.h>

#include "server/api/arguments.h"

namespace fasti::api {
namespace {

SearchAddress given(const std::string& query) {
  return SearchAddress(Arguments::of_query(query).given());
}

TEST(Addresses, IdsAreOneSegment) {
  EXPECT_EQ(passage_address("notes/a b,c%:1"), "/passage/notes%2Fa%20b%2Cc%25%3A1");
  EXPECT_EQ(document_address("../x"), "/document/..%2Fx");
  EXPECT_EQ(actor_address("Türkei"), "/actor/T%C3%BCrkei");
}

TEST(Addresses, ASearchIsWhatItWasGiven) {
  EXPECT_EQ(given("").str(), "/");
  EXPECT_EQ(given("q=&from=&era=").str(), "/");
  EXPECT_EQ(given("q=a+b&era=x&era=y&offset=5").str(), "/?q=a%20b&era=x&era=y&offset=5");
  EXPECT_EQ(given("q=a&q=b").value("q"), "a");
  EXPECT_EQ(given("q=a").value("era"), "");
}

TEST(Addresses, AChangeBeginsAtTheFirstHit) {
  const SearchAddress address = given("q=a&era=x&era=y&offset=5&cursor=g1-2-3");
  EXPECT_EQ(address.with("era", "z").str(), "/?q=a&era=x&era=y&era=z");
  EXPECT_EQ(address.with("era", "x").str(), "/?q=a&era=y&era=x") << "once";
  EXPECT_EQ(address.without("era", "x").str(), "/?q=a&era=y");
  EXPECT_EQ(address.without("era", "z").str(), "/?q=a&era=x&era=y");
  EXPECT_EQ(address.with_only("era", "z").str(), "/?q=a&era=z");
  EXPECT_EQ(address.with_only("era", "").str(), "/?q=a");
  EXPECT_EQ(address.with_only("offset", "7").str(), "/?q=a&era=x&era=y&offset=7");
  EXPECT_EQ(address.str(), "/?q=a&era=x&era=y&offset=5&cursor=g1-2-3");
}

TEST(Addresses, DaysHaveOpenSides) {
  const dates::Day ides = dates::day_from_civil({-43, 3, 15});
  EXPECT_EQ(SearchAddress().within({ides, ides}).str(), "/?from=-0043-03-15&to=-0043-03-15");
  EXPECT_EQ(given("q=a&to=1900").within({ides, {}}).str(), "/?q=a&from=-0043-03-15");
  EXPECT_EQ(given("from=1&to=2").within({}).str(), "/");
}

}  // namespace
}  // namespace fasti::api
