#include "server/api/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::api {
namespace {

using search::BadRequest;
using search::Facet;
using testing::ElementsAre;

SearchCall read(const std::string& query) { return read_search(Arguments::of_query(query)); }

TEST(SearchCall, ReadsEveryParameter) {
  const SearchCall call = read(
      "q=straits&match=any&from=1914-07&to=1918&era=a&era=b&century=19&decade=1930s&year=1936"
      "&actor=turkey&actor.all=x&actor.not=y&type=treaty&kind=source&document=d&lang=en"
      "&linked=l&overlap=all&open=1&context=0&roles=all&evidence=adjective&sort=-date&limit=5"
      "&offset=7&facets=era,actor,era&facet_limit=3&facet_sort=time&highlight=html&coins=1&texts=0&"
      "explain="
      "1&"
      "expand=1");
  const search::SearchRequest& request = call.request;
  EXPECT_EQ(request.q, "straits");
  EXPECT_EQ(request.match, search::Match::any);
  EXPECT_EQ(request.filters.from, dates::day_from_civil({1914, 7, 1}));
  EXPECT_EQ(request.filters.to, dates::day_from_civil({1918, 12, 31}));
  EXPECT_THAT(request.filters.era, ElementsAre("a", "b"));
  EXPECT_THAT(request.filters.actor_all, ElementsAre("x"));
  EXPECT_THAT(request.filters.actor_not, ElementsAre("y"));
  EXPECT_THAT(request.filters.linked, ElementsAre("l"));
  EXPECT_EQ(request.dates.membership.overlap, dates::Overlap::all);
  EXPECT_TRUE(request.dates.membership.open);
  EXPECT_FALSE(request.dates.context);
  EXPECT_TRUE(request.dates.all_roles);
  EXPECT_EQ(request.evidence, actors::Evidence::adjective);
  EXPECT_EQ(request.sort, search::Sort::date_descending);
  EXPECT_EQ(request.limit, 5U);
  EXPECT_EQ(request.offset, 7U);
  EXPECT_THAT(request.facets, ElementsAre(Facet::era, Facet::actor));
  EXPECT_EQ(request.facet_limit, 3U);
  EXPECT_EQ(request.facet_order, search::FacetOrder::time);
  EXPECT_TRUE(request.explain);
  EXPECT_FALSE(request.texts);
  EXPECT_TRUE(request.expand);
  EXPECT_TRUE(call.extras.html);
  EXPECT_TRUE(call.extras.coins);
}

TEST(SearchCall, ThePostedFormIsTheSame) {
  const SearchCall posted = read_search(Arguments::of_json(
      R"({"q":"kars","decade":["1930s","1920s"],"facets":["era","actor"],"limit":3,"open":true})"));
  EXPECT_EQ(posted.request.q, "kars");
  EXPECT_THAT(posted.request.filters.decade, ElementsAre("1930s", "1920s"));
  EXPECT_THAT(posted.request.facets, ElementsAre(Facet::era, Facet::actor));
  EXPECT_EQ(posted.request.limit, 3U);
  EXPECT_TRUE(posted.request.dates.membership.open);
}

TEST(SearchCall, Defaults) {
  const SearchCall call = read("");
  EXPECT_EQ(call.request.match, search::Match::automatic);
  EXPECT_EQ(call.request.limit, 10U);
  EXPECT_FALSE(call.request.facets.empty());
  EXPECT_TRUE(call.request.dates.is_default());
  EXPECT_EQ(call.request.evidence, actors::Evidence::metonym);
  EXPECT_TRUE(read("facets=").request.facets.empty());
}

TEST(SearchCall, DatesAsPeopleWriteThem) {
  EXPECT_EQ(read("from=44+BCE").request.filters.from, dates::day_from_civil({-43, 1, 1}));
  EXPECT_EQ(read("to=193X").request.filters.to, dates::day_from_civil({1939, 12, 31}));
  EXPECT_EQ(read("from=1914-07-28").request.filters.from, dates::day_from_civil({1914, 7, 28}));
}

TEST(SearchCall, RefusesWhatCannotBe) {
  for (const auto& [query, parameter] : std::vector<std::pair<const char*, const char*>>{
           {"from=yesteryear", "from"},
           {"from=../1914", "from"},
           {"to=1914/..", "to"},
           {"match=some", "match"},
           {"overlap=most", "overlap"},
           {"open=perhaps", "open"},
           {"roles=some", "roles"},
           {"evidence=rumour", "evidence"},
           {"sort=title", "sort"},
           {"limit=101", "limit"},
           {"limit=-1", "limit"},
           {"offset=10001", "offset"},
           {"facets=era,colour", "facets"},
           {"facet_limit=1001", "facet_limit"},
           {"facet_sort=size", "facet_sort"},
           {"highlight=bold", "highlight"},
           {"cursor=x", "cursor"},
           {"q=a&q=b", "q"},
           {"Q=a", "Q"},
       }) {
    try {
      read(query);
      ADD_FAILURE() << query;
    } catch (const BadRequest& bad) {
      EXPECT_EQ(bad.parameter(), parameter) << query;
    }
  }
  EXPECT_THROW(read("q=" + std::string(9000, 'x')), BadRequest);
}

TEST(Cursor, RoundTrips) {
  const Cursor cursor{7, 12'345, 0xFEDC'BA98'7654'3210};
  const auto parsed = Cursor::parse(cursor.str());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->generation, 7U);
  EXPECT_EQ(parsed->offset, 12'345U);
  EXPECT_EQ(parsed->search, cursor.search);
  for (const char* wrong : {"", "g", "g7", "g7-1", "g7-1-", "g7-1-x", "7-1-ff", "g7-1-ff ",
                            "g-1-1-1", "g99999999999999999999-1-1"})
    EXPECT_FALSE(Cursor::parse(wrong)) << wrong;
}

TEST(Cursor, BelongsToOneSearch) {
  const auto cursor = [](const std::string& query) {
    return Cursor{1, 20, read(query).identity}.str();
  };
  EXPECT_EQ(read("q=kars&cursor=" + cursor("q=kars&limit=20")).request.offset, 20U)
      << "its page may have another size";
  EXPECT_EQ(read("era=a&q=kars&facets=&cursor=" + cursor("q=kars&era=a")).request.offset, 20U);
  EXPECT_THROW(read("q=moscow&cursor=" + cursor("q=kars")), BadRequest);
  EXPECT_THROW(read("q=kars&sort=date&cursor=" + cursor("q=kars")), BadRequest);
  EXPECT_THROW(read("q=kars&offset=5&cursor=" + cursor("q=kars")), BadRequest);
}

}  // namespace
}  // namespace fasti::api
