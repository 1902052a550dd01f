#include "server/search/searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using actors::Evidence;
using actors::Type;
using dates::Kind;
using dates::Role;
using index::TinyCorpus;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Passages: kars:0, kars:1; straits:0, straits:1; note:0.
TinyCorpus corpus() {
  return {
      .documents =
          {{.id = "treaty-of-kars",
            .title = "Treaty of Kars",
            .kind = "source",
            .passages = {{.text = "The Treaty of Kars was signed in October 1921 at Kars.",
                          .dates = {{"October 1921", "1921-10"}},
                          .mentions = {{"Treaty of Kars", "kars-treaty"}},
                          .headings = {"Signature"}},
                         {.text = "Turkey and Soviet Russia agreed. Ankara had asked for it.",
                          .mentions = {{"Turkey", "turkey"},
                                       {"Soviet Russia", "russia"},
                                       {"Ankara", "turkey", Evidence::metonym}},
                          .context = "1921"}}},
           {.id = "straits",
            .title = "Straits Convention",
            .kind = "article",
            .passages =
                {{.text = "At Montreux the convention on the straits was signed on 20 July 1936.",
                  .dates = {{"20 July 1936", "1936-07-20"}},
                  .mentions = {{"Montreux", "montreux"}},
                  .links = {{"Montreux", "treaty-of-kars"}}},
                 {.text = "Russian ships passed the straits during the Crimean War, 1853–56.",
                  .dates = {{"1853–56", "1853/1856", Kind::span}},
                  .mentions = {{"Russian", "russia", Evidence::adjective},
                               {"Crimean War", "crimean-war"}}}}},
           {.id = "note",
            .title = "A note",
            .kind = "source",
            .passages = {{.text = "Küçük Kaynarca, a small place. See Miller (1998), p. 5.",
                          .dates = {{"1998", "1998", Kind::point, Role::citation}}}}}},
      .actors = {index::tiny_actor("kars-treaty", "Treaty of Kars", Type::treaty),
                 index::tiny_actor("turkey", "Turkey", Type::state, {"Türkiye"}),
                 index::tiny_actor("russia", "Russia", Type::state, {"Soviet Russia"}),
                 index::tiny_actor("montreux", "Montreux", Type::place),
                 index::tiny_actor("crimean-war", "Crimean War", Type::war)},
      .eras = {index::tiny_era("crimean", "Crimean War years", "1853", "1856"),
               index::tiny_era("interwar", "Interwar period", "1918-11-12", "1939-08-31"),
               index::tiny_era("modern", "Modern times", "1900", "..")},
  };
}

class SearcherTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    tiny_ = new index::TinyIndex(corpus());
    snapshot_ = new std::shared_ptr<const Snapshot>(std::make_shared<Snapshot>(tiny_->open()));
  }
  static void TearDownTestSuite() {
    delete snapshot_;
    delete tiny_;
  }

  static SearchResult search(const SearchRequest& request) {
    return Searcher(*snapshot_).search(request);
  }
  static SearchResult search(const std::string& q) { return search(SearchRequest{.q = q}); }

  static std::vector<index::DocId> docids(const SearchResult& result) {
    std::vector<index::DocId> out;
    for (const Hit& hit : result.hits) out.push_back(hit.docid);
    return out;
  }
  static std::vector<index::DocId> found(const std::string& q) { return docids(search(q)); }
  static std::vector<index::DocId> filtered(const Filters& filters) {
    return docids(search(SearchRequest{.filters = filters}));
  }

  static index::TinyIndex* tiny_;
  static std::shared_ptr<const Snapshot>* snapshot_;
};

index::TinyIndex* SearcherTest::tiny_ = nullptr;
std::shared_ptr<const Snapshot>* SearcherTest::snapshot_ = nullptr;

TEST_F(SearcherTest, WordsPhrasesAndFields) {
  EXPECT_THAT(found("straits convention"), ElementsAre(3, 4)) << "the title counts for both";
  EXPECT_THAT(found("\"the convention on the straits\""), ElementsAre(3));
  EXPECT_THAT(found("\"convention straits\""), IsEmpty());
  EXPECT_THAT(found("kucuk kaynarca"), ElementsAre(5));
  EXPECT_THAT(found("signed NEAR/2 1921"), IsEmpty());
  EXPECT_THAT(found("signed NEAR/3 1921"), ElementsAre(1));
  EXPECT_THAT(found("1921 NEAR/3 signed"), ElementsAre(1));
  EXPECT_THAT(found("cri*"), ElementsAre(4));
  EXPECT_THAT(found("title:kars"), ElementsAre(1, 2));
  EXPECT_THAT(found("title:\"of kars\""), ElementsAre(1, 2));
  EXPECT_THAT(found("title:\"kars of\""), IsEmpty());
  EXPECT_THAT(found("title:conv*"), ElementsAre(3, 4));
  EXPECT_THAT(found("actor:turkey"), ElementsAre(2));
  EXPECT_THAT(found("actor:\"treaty of kars\""), ElementsAre(1));
  EXPECT_THAT(found("actor:Türkiye"), ElementsAre(2));
  EXPECT_THAT(found("kind:article signed"), ElementsAre(3));
  EXPECT_THAT(found("era:interwar signed"), UnorderedElementsAre(1, 3));
  EXPECT_THAT(found("date:1921"), ElementsAre(1, 2));
  EXPECT_THAT(found("straits -convention"), IsEmpty());
  EXPECT_THAT(found("straits -montreux"), ElementsAre(4));
  EXPECT_THAT(found("-straits"), ElementsAre(1, 2, 5));
}

TEST_F(SearcherTest, FallsBackToAnyWordOnTheQueryAlone) {
  SearchResult result = search("montreux kaynarca");
  EXPECT_TRUE(result.relaxed);
  EXPECT_THAT(docids(result), UnorderedElementsAre(3, 5));
  EXPECT_EQ(result.understood, "montreux or kaynarca");

  result = search(SearchRequest{.q = "montreux convention", .filters = {.kind = {"source"}}});
  EXPECT_FALSE(result.relaxed) << "there are passages with both, the filter leaves none";
  EXPECT_EQ(result.passages, 0U);
  EXPECT_THAT(result.warnings, IsEmpty()) << "no passage in the filter has any of the words";

  EXPECT_EQ(search(SearchRequest{.q = "montreux kaynarca", .match = Match::all}).passages, 0U);
  EXPECT_EQ(search(SearchRequest{.q = "montreux convention", .match = Match::any}).passages, 2U);
  EXPECT_FALSE(search("no such words anywhere").relaxed) << "nothing found, nothing relaxed";
}

TEST_F(SearcherTest, SaysWhatIsWithinTheFiltersWhenAllWordsStandOutside) {
  SearchRequest request{.q = "convention signed", .filters = {.kind = {"source"}}};
  const SearchResult result = search(request);
  EXPECT_EQ(result.passages, 0U);
  EXPECT_FALSE(result.relaxed);
  ASSERT_THAT(result.warnings, ElementsAre(HasSubstr("is 1 passage within them: match=any")));
  request.match = Match::any;
  EXPECT_EQ(search(request).passages, 1U);

  request.match = Match::all;
  EXPECT_THAT(search(request).warnings, IsEmpty()) << "all was asked for";
  request = {.q = "convention signed"};
  EXPECT_THAT(search(request).warnings, IsEmpty());
}

TEST_F(SearcherTest, FunctionWordsAreOptional) {
  EXPECT_THAT(found("what was the treaty of kars about"), ElementsAre(1, 2));
  EXPECT_EQ(search("of the").passages, search(SearchRequest{.q = "of AND the"}).passages);
}

// They have no stems, and a heading is nobody's function word.
TEST(Searcher, FunctionWordsAreFoundAsTheyStandInTextsAndTitles) {
  const index::TinyIndex tiny(
      {.documents = {{.id = "a", .title = "To be", .passages = {{.text = "A dream."}}},
                     {.id = "b", .passages = {{.text = "Being here, it ends."}}},
                     {.id = "c", .passages = {{.text = "Let it be here.", .headings = {"The"}}}},
                     {.id = "d", .passages = {{.text = "Here.", .headings = {"To be"}}}}}});
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  const auto found = [&](const std::string& q) {
    std::vector<index::DocId> out;
    for (const Hit& hit : searcher.search({.q = q}).hits) out.push_back(hit.docid);
    return out;
  };
  EXPECT_THAT(found("be"), UnorderedElementsAre(1, 3));
  EXPECT_THAT(found("being"), ElementsAre(2));
  EXPECT_THAT(found("here -be"), UnorderedElementsAre(2, 4));
  EXPECT_THAT(found("+be here"), ElementsAre(3));
  EXPECT_THAT(found("it be"), ElementsAre(3));
  EXPECT_THAT(found("the"), IsEmpty());
  const SearchResult explained = searcher.search({.q = "be be", .explain = true});
  ASSERT_EQ(explained.hits.size(), 2U);
  ASSERT_FALSE(explained.hits[0].explanation.empty());
  EXPECT_EQ(explained.hits[0].explanation[0].term, "be");
  EXPECT_EQ(explained.hits[0].explanation[0].passages, 2U);
}

TEST_F(SearcherTest, Filters) {
  EXPECT_THAT(filtered({.era = {"crimean"}}), ElementsAre(4));
  EXPECT_THAT(filtered({.era = {"Crimean War years", "interwar"}}), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(filtered({.era = {"undated"}}), ElementsAre(5));
  EXPECT_THAT(filtered({.era = {"modern"}}), ElementsAre(1, 2, 3));
  EXPECT_THAT(filtered({.century = {"19"}}), ElementsAre(1, 2, 3));
  EXPECT_THAT(filtered({.century = {"18XX"}}), ElementsAre(4));
  EXPECT_THAT(filtered({.decade = {"1920s", "185X"}}), ElementsAre(1, 2, 4));
  EXPECT_THAT(filtered({.year = {"1855"}}), ElementsAre(4));
  EXPECT_THAT(filtered({.actor = {"turkey", "Montreux"}}), ElementsAre(2, 3));
  EXPECT_THAT(filtered({.actor_all = {"turkey", "russia"}}), ElementsAre(2));
  EXPECT_THAT(filtered({.actor_not = {"turkey"}}), ElementsAre(1, 3, 4, 5));
  EXPECT_THAT(filtered({.type = {"state", "war"}}), ElementsAre(2, 4));
  EXPECT_THAT(filtered({.kind = {"article"}}), ElementsAre(3, 4));
  EXPECT_THAT(filtered({.document = {"note", "straits"}}), ElementsAre(3, 4, 5));
  EXPECT_THAT(filtered({.lang = {"en"}}), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(filtered({.linked = {"treaty-of-kars"}}), ElementsAre(3));
  EXPECT_THAT(filtered({.linked = {"straits"}}), ElementsAre(1, 2));
  EXPECT_THAT(filtered({.from = dates::day_from_civil({1921, 10, 1})}), ElementsAre(1, 3));
  EXPECT_THAT(filtered({.to = dates::day_from_civil({1900, 1, 1})}), ElementsAre(4));
}

TEST_F(SearcherTest, EvidenceSaysWhatNamesAnActor) {
  const auto of = [&](const std::string& actor, Evidence evidence) {
    return docids(search(SearchRequest{.filters = {.actor = {actor}}, .evidence = evidence}));
  };
  EXPECT_THAT(of("russia", Evidence::name), ElementsAre(2));
  EXPECT_THAT(of("russia", Evidence::metonym), ElementsAre(2));
  EXPECT_THAT(of("russia", Evidence::adjective), ElementsAre(2, 4));

  const auto russia = [&](Evidence evidence) {
    const SearchResult result =
        search(SearchRequest{.evidence = evidence, .facets = {Facet::actor, Facet::type}});
    for (const FacetValue& value : result.facets[0].values)
      if (value.id == "russia") return value.passages;
    return 0U;
  };
  EXPECT_EQ(russia(Evidence::name), 1U);
  EXPECT_EQ(russia(Evidence::adjective), 2U);
}

TEST_F(SearcherTest, ContextRolesOverlapAndOpen) {
  const auto in_year = [&](const std::string& year, const DateRule& rule) {
    return docids(search(SearchRequest{.filters = {.year = {year}}, .dates = rule}));
  };
  EXPECT_THAT(in_year("1921", {}), ElementsAre(1, 2));
  EXPECT_THAT(in_year("1921", {.context = false}), ElementsAre(1));
  EXPECT_THAT(in_year("1998", {}), IsEmpty());
  EXPECT_THAT(in_year("1998", {.all_roles = true}), ElementsAre(5));
  EXPECT_THAT(in_year("1853", {}), ElementsAre(4));
  EXPECT_THAT(in_year("1853", {.membership = {.overlap = dates::Overlap::all}}), IsEmpty());

  const auto undated = [&](const DateRule& rule) {
    return docids(search(SearchRequest{.filters = {.era = {"undated"}}, .dates = rule}));
  };
  EXPECT_THAT(undated({.context = false}), ElementsAre(2, 5));
  EXPECT_THAT(undated({.all_roles = true}), IsEmpty());
}

TEST_F(SearcherTest, OrderByDate) {
  const auto sorted = [&](Sort sort, const Filters& filters, const std::string& q = "") {
    return docids(search(SearchRequest{.q = q, .filters = filters, .sort = sort}));
  };
  EXPECT_THAT(sorted(Sort::date, {}), ElementsAre(4, 2, 1, 3, 5))
      << "1853, 1921 as a year, October 1921, 1936, undated";
  EXPECT_THAT(sorted(Sort::date_descending, {}), ElementsAre(3, 1, 2, 4, 5)) << "undated last too";
  EXPECT_THAT(sorted(Sort::date, {.kind = {"article"}}), ElementsAre(4, 3));
  EXPECT_THAT(sorted(Sort::date, {}, "signed"), ElementsAre(1, 3));
}

TEST_F(SearcherTest, UnknownValuesFindNothingAndSaySo) {
  const auto warning = [&](const SearchRequest& request) {
    const SearchResult result = search(request);
    EXPECT_EQ(result.passages, 0U);
    EXPECT_EQ(result.warnings.size(), 1U);
    return result.warnings.empty() ? "" : result.warnings.front();
  };
  EXPECT_THAT(warning({.filters = {.actor = {"turkye"}}}), HasSubstr("turkey (Turkey)"));
  EXPECT_THAT(warning({.filters = {.actor_all = {"Untied Nations of the Moon"}}}),
              HasSubstr("is not known"));
  EXPECT_THAT(warning({.filters = {.era = {"intrewar"}}}), HasSubstr("interwar"));
  EXPECT_THAT(warning({.filters = {.type = {"treatie"}}}), HasSubstr("treaty"));
  EXPECT_THAT(warning({.filters = {.kind = {"artcle"}}}), HasSubstr("article"));
  EXPECT_THAT(warning({.filters = {.document = {"strait"}}}), HasSubstr("straits"));
  EXPECT_THAT(warning({.filters = {.lang = {"xx"}}}), HasSubstr("lang"));
  EXPECT_THAT(warning({.q = "actor:turkye"}), HasSubstr("turkey (Turkey)"));
  EXPECT_THAT(warning({.q = "era:intrewar"}), HasSubstr("interwar"));
  EXPECT_THAT(warning({.q = "kind:artcle"}), HasSubstr("artcle"));
  EXPECT_EQ(search(SearchRequest{.filters = {.actor = {"turkye", "turkey"}}}).passages, 1U);
  const SearchResult excluded = search(SearchRequest{.filters = {.actor_not = {"turkye"}}});
  EXPECT_EQ(excluded.passages, 5U);
  EXPECT_EQ(excluded.warnings.size(), 1U);
}

TEST_F(SearcherTest, WrongFormsAreRefused) {
  const auto parameter = [&](const SearchRequest& request) {
    try {
      search(request);
    } catch (const BadRequest& bad) {
      return bad.parameter();
    }
    return std::string("none");
  };
  EXPECT_EQ(parameter({.filters = {.decade = {"thirties"}}}), "decade");
  EXPECT_EQ(parameter({.filters = {.century = {"twentieth"}}}), "century");
  EXPECT_EQ(parameter({.filters = {.year = {"x"}}}), "year");
  EXPECT_EQ(parameter({.filters = {.from = 5, .to = 4}}), "from");
  EXPECT_EQ(parameter({.limit = 101}), "limit");
  EXPECT_EQ(parameter({.facet_limit = 1001}), "facet_limit");
  EXPECT_EQ(parameter({.filters = {.from = 5, .to = 5}}), "none");
}

TEST_F(SearcherTest, SaysWhichFiltersAreInForce) {
  const SearchResult result = search(SearchRequest{
      .filters = {.era = {"interwar", "undated"}, .decade = {"192X"}, .actor = {"Türkiye"}}});
  std::vector<std::string> told;
  for (const AppliedFilter& filter : result.filters)
    told.push_back(filter.parameter + "=" + filter.id + " " + filter.label);
  EXPECT_THAT(told, UnorderedElementsAre("actor=turkey Turkey", "era=interwar Interwar period",
                                         "era=undated undated", "decade=1920s 1920s"));
}

TEST_F(SearcherTest, HitsSayWhereTheWordsStand) {
  SearchResult result = search("convention signed");
  ASSERT_THAT(docids(result), ElementsAre(3));
  EXPECT_THAT(result.hits[0].matched_in, ElementsAre("text", "title"));
  const auto& text = result.hits[0].passage.text;
  std::vector<std::string> marked;
  for (const text::Span span : result.hits[0].highlights)
    marked.emplace_back(text::slice(text, span));
  EXPECT_THAT(marked, ElementsAre("convention", "signed"));

  EXPECT_THAT(search("signature").hits.at(0).matched_in, ElementsAre("heading"));
  EXPECT_THAT(search("title:note").hits.at(0).matched_in, ElementsAre("title"));
}

TEST_F(SearcherTest, ScoresAreExplained) {
  for (const char* q :
       {"treaty kars", "kars kars turk*", "of the of", "\"treaty of kars\" straits OR signed"}) {
    for (const bool expand : {false, true}) {
      const SearchResult result =
          search({.q = q, .match = Match::any, .expand = expand, .explain = true});
      ASSERT_FALSE(result.hits.empty()) << q;
      for (const Hit& hit : result.hits) {
        double sum = 0;
        for (const ScorePart& part : hit.explanation) sum += part.weight;
        EXPECT_NEAR(sum, hit.score, 1e-9) << q;
      }
    }
  }
}

TEST(Ranking, ExpansionReordersByTheWordsThatTheFirstHitsShare) {
  const index::TinyIndex tiny(
      {.documents = {
           {.id = "a", .passages = {{.text = "Straits, straits and ships."}}},
           {.id = "b", .passages = {{.text = "The straits let ships pass."}}},
           {.id = "c", .passages = {{.text = "The straits of the old poem."}}},
           {.id = "d", .passages = {{.text = "The straits of many a ship."}}},
           {.id = "e", .passages = {{.text = "Ships alone."}}},
           {.id = "f", .passages = {{.text = "Nothing."}}},
           {.id = "g", .passages = {{.text = "Nothing at all."}}},
       }});
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  const auto order = [&](bool expand) {
    std::vector<index::DocId> out;
    for (const Hit& hit : searcher.search({.q = "straits", .expand = expand}).hits)
      out.push_back(hit.docid);
    return out;
  };
  EXPECT_THAT(order(false), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(order(true), ElementsAre(1, 2, 4, 3)) << "ships rise, and no passage joins";
}

// Documents of two passages, with words of every frequency.
index::TinyCorpus seas() {
  index::TinyCorpus corpus;
  for (int i = 0; i < 130; ++i) {
    index::TinyDocument document;
    document.id = "d" + std::to_string(i);
    document.title = "Title";
    document.passages.push_back({.text = i % 3 == 0 ? "black sea" : "sea of black and red"});
    document.passages.push_back({.text = i % 2 == 0   ? "the seas are blacker"
                                         : i % 5 == 0 ? "a sea"
                                                      : "sea l'ocean"});
    corpus.documents.push_back(std::move(document));
  }
  return corpus;
}

// A page is a part of the whole, wherever it is cut.
TEST(Ranking, TheSecondStageDoesNotDependOnThePage) {
  const index::TinyIndex tiny(seas());
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  const auto page = [&](std::size_t offset, std::size_t limit) {
    std::vector<index::DocId> out;
    const SearchRequest request{
        .q = "black sea", .match = Match::any, .limit = limit, .offset = offset};
    for (const Hit& hit : searcher.search(request).hits) out.push_back(hit.docid);
    return out;
  };
  std::vector<index::DocId> leafed;
  for (std::size_t offset = 0; offset < 260; offset += 7)
    for (const index::DocId docid : page(offset, 7)) leafed.push_back(docid);
  std::vector<index::DocId> whole = page(0, 100);
  for (const std::size_t offset : {100U, 200U})
    for (const index::DocId docid : page(offset, 100)) whole.push_back(docid);
  EXPECT_EQ(leafed, whole);
  EXPECT_EQ(std::set(whole.begin(), whole.end()).size(), 260U);
}

TEST_F(SearcherTest, FacetsOfEras) {
  SearchRequest request;
  request.facets = {Facet::era, Facet::century, Facet::decade};
  request.facet_order = FacetOrder::time;
  const SearchResult result = search(request);
  const auto shown = [](const FacetResult& facet) {
    std::vector<std::string> out;
    for (const FacetValue& value : facet.values)
      out.push_back(value.id + " " + std::to_string(value.passages) + "/" +
                    std::to_string(value.documents));
    return out;
  };
  EXPECT_THAT(shown(result.facets[0]),
              ElementsAre("crimean 1/1", "modern 3/2", "interwar 3/2", "undated 1/1"));
  EXPECT_THAT(shown(result.facets[1]), ElementsAre("18 1/1", "19 3/2"));
  EXPECT_THAT(shown(result.facets[2]), ElementsAre("1850s 1/1", "1920s 2/1", "1930s 1/1"));
}

TEST_F(SearcherTest, FacetsAreLeafedThrough) {
  Searcher searcher(*snapshot_);
  const auto ids = [&](const FacetPage& page) {
    const SearchResult result = searcher.facet({}, Facet::actor, page);
    std::vector<std::string> out;
    for (const FacetValue& value : result.facets.at(0).values) out.push_back(value.id);
    return std::pair(out, result.facets[0].total);
  };
  using Page = std::pair<std::vector<std::string>, std::size_t>;
  EXPECT_EQ(ids({.limit = 2, .order = FacetOrder::name}), Page({"crimean-war", "montreux"}, 5));
  EXPECT_EQ(ids({.offset = 4, .limit = 2, .order = FacetOrder::name}), Page({"turkey"}, 5));
  EXPECT_EQ(ids({.prefix = "kar"}), Page({"kars-treaty"}, 1)) << "any word of the name";
  EXPECT_EQ(ids({.prefix = "Treaty of K"}), Page({"kars-treaty"}, 1));
  EXPECT_EQ(ids({.offset = 50}), Page({}, 5));
}

TEST_F(SearcherTest, LinksToADocument) {
  Searcher searcher(*snapshot_);
  EXPECT_THAT(searcher.links_to("treaty-of-kars"), ElementsAre(3));
  EXPECT_THAT(searcher.links_to("nothing"), IsEmpty());
}

TEST_F(SearcherTest, ANameOfOneActorFindsWhatNamesIt) {
  EXPECT_THAT(found("Türkiye"), ElementsAre(2)) << "which only says Turkey";
  EXPECT_THAT(found("\"Türkiye\" agreed"), ElementsAre(2));
  EXPECT_EQ(search("türkiye").understood, "türkiye or naming Turkey");
  EXPECT_THAT(found("agreed -\"Türkiye\""), ElementsAre(2)) << "what is excluded is not widened";
  EXPECT_EQ(search(SearchRequest{.q = "Türkiye", .fold = false}).passages, 0U);
  EXPECT_THAT(found("russia"), ElementsAre(2)) << "an adjective is no name";
  const Hit hit = search("Türkiye").hits.at(0);
  EXPECT_GT(hit.score, 0);
  ASSERT_EQ(hit.highlights.size(), 1U) << "the name, not the metonym";
  EXPECT_EQ(text::slice(hit.passage.text, hit.highlights[0]), "Turkey");
}

TEST_F(SearcherTest, ANameAmongOtherWordsIsOneWhereItStandsNowhere) {
  const auto asked = [](const std::string& q) {
    return search(SearchRequest{.q = q, .match = Match::all});
  };
  EXPECT_EQ(asked("Türkiye agreed").passages, 1U);
  EXPECT_EQ(asked("Türkiye agreed").understood, "(türkiye or naming Turkey) and agreed");
  EXPECT_EQ(asked("Руссиа agreed").understood, "(руссиа or naming Russia) and agreed")
      << "in Latin letters";
  EXPECT_EQ(asked("Турция agreed").understood, "турция and agreed") << "Turtsiya is nobody's name";
  EXPECT_EQ(asked("Türkiye и agreed").passages, 1U) << "function words of other languages";
  EXPECT_EQ(asked("(agreed Türkiye) OR nothing").passages, 1U);
  EXPECT_EQ(asked("agreed +Türkiye").passages, 0U) << "the word is insisted on";
  EXPECT_EQ(asked("Turkey agreed").understood, "turkey and agreed") << "words that stand are words";
  EXPECT_EQ(
      search(SearchRequest{.q = "Türkiye agreed", .match = Match::all, .fold = false}).passages,
      0U);
  EXPECT_EQ(search("Türkiye agred").corrected, "Türkiye agreed") << "a name is no slip";
}

TEST_F(SearcherTest, MistypedWordsAreCorrected) {
  const auto proposed = [](const SearchRequest& request) {
    return search(request).corrected.value_or("");
  };
  EXPECT_EQ(proposed({.q = "montrex convention"}), "Montreux convention");
  EXPECT_EQ(proposed({.q = "\"straits convntion\" OR kaynrca"}),
            "\"straits convention\" OR Kaynarca");
  EXPECT_EQ(proposed({.q = "(agred) +Rusia"}), "(agreed) +Russia");
  EXPECT_EQ(proposed({.q = "convention"}), "");
  EXPECT_EQ(proposed({.q = "1837"}), "") << "1853 is no better";
  EXPECT_EQ(proposed({.q = "nothing like this"}), "");
  EXPECT_EQ(proposed({.q = "montrex", .filters = {.kind = {"source"}}}), "")
      << "the word put in has hits, but not under the filter";
  EXPECT_EQ(proposed({.q = "montrex", .filters = {.kind = {"article"}}}), "Montreux");
  std::string strange;
  for (int i = 0; i < 100; ++i) strange += "abcde" + std::string(1, char('a' + i % 26)) + "xyz ";
  EXPECT_EQ(proposed({.q = strange}), "");
}

TEST_F(SearcherTest, TooShortPrefixesAreRefused) {
  TinyCorpus many;
  index::TinyDocument document{.id = "many", .title = "Many"};
  for (int i = 0; i < 11; ++i) {
    std::string text;
    for (int j = 0; j < 100; ++j) text += "w" + std::to_string(i * 100 + j) + " ";
    document.passages.push_back({.text = text});
  }
  many.documents.push_back(document);
  const index::TinyIndex tiny(many);
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  EXPECT_THROW(searcher.search({.q = "w*"}), BadRequest);
  EXPECT_EQ(searcher.search({.q = "w1*"}).passages, 3U);
}

TEST_F(SearcherTest, AnEmptyIndexAnswers) {
  const index::TinyIndex tiny(TinyCorpus{});
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  SearchRequest request{.facets = {Facet::actor, Facet::era, Facet::year, Facet::document}};
  for (const char* q : {"", "kars", "\"a b\"", "a*", "-kars", "title:x"}) {
    request.q = q;
    const SearchResult result = searcher.search(request);
    EXPECT_EQ(result.passages, 0U);
    EXPECT_THAT(result.hits, IsEmpty());
  }
}

TEST_F(SearcherTest, ElidedWordsNeedNotStand) {
  const index::TinyIndex tiny(TinyCorpus{
      .documents = {{.id = "a",
                     .title = "L'Orient",
                     .passages = {{.text = "Il entra à l'hôtel de la porte."},
                                  {.text = "Le coup d’État du général."},
                                  {.text = "The Hotel of the state: etat, or d the letter."}}}}});
  Searcher searcher(std::make_shared<Snapshot>(tiny.open()));
  const auto found = [&](const char* q) {
    std::vector<index::DocId> out;
    for (const Hit& hit : searcher.search({.q = q}).hits) out.push_back(hit.docid);
    std::ranges::sort(out);
    return out;
  };
  EXPECT_THAT(found("hotel"), ElementsAre(1, 3));
  EXPECT_THAT(found("l'hôtel"), ElementsAre(1, 3));
  EXPECT_THAT(found("\"l'hôtel\""), ElementsAre(1));
  EXPECT_THAT(found("d'état"), ElementsAre(2, 3));
  EXPECT_THAT(found("coup NEAR/2 d'état"), ElementsAre(2));
  EXPECT_THAT(found("title:orient"), ElementsAre(1, 2, 3));
  const SearchResult result = searcher.search({.q = "l'hôtel porte"});
  ASSERT_EQ(result.hits.size(), 1U);
  EXPECT_EQ(result.understood, "hôtel and porte");
  ASSERT_EQ(result.hits[0].highlights.size(), 2U);
  EXPECT_EQ(slice(result.hits[0].passage.text, result.hits[0].highlights[0]), "hôtel");
}

// Whatever is asked, in no time nothing is found, and said to be no whole answer; nothing of it is
// kept for those who come later.
TEST_F(SearcherTest, WhatTheDeadlineCutsIsNotExact) {
  Searcher searcher(std::make_shared<Snapshot>(tiny_->open()));
  for (const SearchRequest& request :
       std::vector<SearchRequest>{{.q = "treaty"},
                                  {.q = "of the"},
                                  {.q = "treaty", .expand = true},
                                  {.q = "\"treaty of kars\""},
                                  {.q = "treaty NEAR/3 kars"},
                                  {.q = "trea*"},
                                  {.q = "title:trea*"},
                                  {.q = "Treaty", .fold = false},
                                  {.q = "-treaty"},
                                  {.q = "straits -\"treaty of kars\""},
                                  {.q = "traety", .fuzzy = true},
                                  {.q = "date:1914..1936"}}) {
    SCOPED_TRACE(request.q);
    SearchRequest cut = request;
    cut.deadline = Deadline::after(std::chrono::nanoseconds(0));
    const SearchResult nothing = searcher.search(cut);
    EXPECT_FALSE(nothing.exact);
    EXPECT_EQ(nothing.passages, 0U);
    EXPECT_THAT(nothing.hits, IsEmpty());
    EXPECT_THAT(nothing.warnings, testing::Contains(HasSubstr("time")));

    SearchRequest whole = request;
    whole.deadline = Deadline::after(std::chrono::hours(1));
    const SearchResult later = searcher.search(whole);
    EXPECT_TRUE(later.exact);
    EXPECT_GT(later.passages, 0U);
    EXPECT_FALSE(later.hits.empty());
  }
}

}  // namespace
}  // namespace fasti::search
