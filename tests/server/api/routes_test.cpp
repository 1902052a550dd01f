#include "server/api/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "core/text/utf8.h"
#include "server/api/export.h"
#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class Routes : public testing::Test {
 protected:
  TinyLibrary tiny_;
};

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// Code points begin..end of a text.
std::string piece(const std::string& text, const json& span) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; at < text.size(); ++i) {
    const std::size_t begin = at;
    text::decode(text, at);
    if (i >= span[0].get<std::size_t>() && i < span[1].get<std::size_t>())
      out += text.substr(begin, at - begin);
  }
  return out;
}

TEST_F(Routes, SearchAnswersAsDescribed) {
  const json answer = tiny_.json("/v1/search?q=treaty+kars&limit=1");
  EXPECT_EQ(answer["query"]["q"], "treaty kars");
  EXPECT_EQ(answer["query"]["understood"], "treaty and kars");
  EXPECT_EQ(answer["query"]["relaxed"], false);
  EXPECT_EQ(answer["query"]["warnings"], json::array());
  EXPECT_EQ(answer["total"], json::parse(R"({"passages":3,"documents":1,"exact":true})"));
  EXPECT_EQ(answer["generation"], 1);
  ASSERT_EQ(answer["hits"].size(), 1U);
  const json hit = answer["hits"][0];
  EXPECT_EQ(hit["ordinal"], 0);
  EXPECT_GT(hit["score"], 0);
  EXPECT_EQ(hit["matched_in"], json::parse(R"(["text","title"])"));
  EXPECT_EQ(hit["document"], json::parse(R"({"id":"treaty-of-kars","title":"Treaty of Kars",
      "kind":"source","date":"1921","url":"https://example.org/kars"})"));
  EXPECT_EQ(hit["heading"], json::parse(R"(["Signature"])"));

  const std::string text = hit["text"];
  ASSERT_EQ(hit["highlights"].size(), 2U);
  EXPECT_EQ(piece(text, hit["highlights"][0]), "Treaty");
  EXPECT_EQ(piece(text, hit["highlights"][1]), "Kars");
  ASSERT_EQ(hit["dates"].size(), 1U);
  const json date = hit["dates"][0];
  EXPECT_EQ(piece(text, date["span"]), date["text"].get<std::string>());
  EXPECT_EQ(date["edtf"], "1921-10-13");
  EXPECT_EQ(date["earliest"], "1921-10-13");
  EXPECT_EQ(date["latest"], "1921-10-13");
  EXPECT_EQ(date["stated"], true);
  EXPECT_EQ(date["grain"], "day");
  EXPECT_EQ(date["calendar"], "gregorian");
  EXPECT_EQ(date["approximate"], false);
  EXPECT_EQ(date["rule"], "test");
  EXPECT_EQ(date["resolved_from"], "explicit");
  ASSERT_EQ(hit["actors"].size(), 1U);
  EXPECT_EQ(hit["actors"][0]["id"], "kars-treaty");
  EXPECT_EQ(hit["actors"][0]["type"], "treaty");
  EXPECT_EQ(hit["actors"][0]["evidence"], "name");
  EXPECT_EQ(piece(text, hit["actors"][0]["spans"][0]), "Treaty of Kars");

  EXPECT_EQ(answer["facets"]["actor"]["total"], 2);
  EXPECT_EQ(answer["facets"]["era"]["values"][0]["id"], "interwar");
  EXPECT_EQ(answer["facets"]["era"]["values"][0]["name"], "Interwar period");
  EXPECT_EQ(answer["facets"]["decade"]["values"][0]["passages"], 2);
}

TEST_F(Routes, OffsetsCountCodePoints) {
  const json hit = tiny_.json("/v1/search?q=described")["hits"][0];
  EXPECT_EQ(hit["highlights"], json::parse("[[16,25]]"));
  EXPECT_EQ(piece(hit["text"], hit["highlights"][0]), "described");
  EXPECT_EQ(piece(hit["text"], hit["links"][0]["span"]), "treaty");
  EXPECT_EQ(hit["links"][0]["document"], "treaty-of-kars");
}

TEST_F(Routes, ContextDatesAreNotStated) {
  const json hit = tiny_.json("/v1/search?q=ankara")["hits"][0];
  ASSERT_EQ(hit["dates"].size(), 1U);
  EXPECT_EQ(hit["dates"][0]["stated"], false);
  EXPECT_EQ(hit["dates"][0]["span"], nullptr);
  EXPECT_EQ(tiny_.json("/v1/search?q=ankara&context=0")["hits"][0]["dates"], json::array());
}

TEST_F(Routes, ActorsOfAHitAreThoseThatCount) {
  const auto evidences = [&](const std::string& query) {
    std::string out;
    const json answer = tiny_.json("/v1/search?q=ankara" + query);
    for (const json& actor : answer["hits"][0]["actors"])
      out += actor["evidence"].get<std::string>() + " ";
    return out;
  };
  EXPECT_EQ(evidences(""), "metonym ");
  EXPECT_EQ(evidences("&evidence=name"), "");
  EXPECT_EQ(evidences("&evidence=adjective"), "metonym adjective ");
  const json actors = tiny_.json("/v1/search?q=ankara&evidence=adjective")["hits"][0]["actors"];
  EXPECT_EQ(actors[0]["rules"], json::parse(R"(["capital"])"));
  EXPECT_EQ(actors[1]["rules"], json::parse(R"(["adjective"])"));
}

TEST_F(Routes, HighlightsAsHtmlAreEscaped) {
  const json hit = tiny_.json("/v1/search?q=moscow&highlight=html")["hits"][0];
  EXPECT_THAT(hit["html"].get<std::string>(),
              HasSubstr("agreed &amp; <mark>Moscow</mark> &lt;too&gt;"));
}

TEST_F(Routes, HitsWithoutTextsAreTheSameHits) {
  const std::string search = "/v1/search?q=treaty&group=document&explain=1";
  const json whole = tiny_.json(search), bare = tiny_.json(search + "&texts=0");
  EXPECT_EQ(bare["total"], whole["total"]);
  EXPECT_EQ(bare["facets"], whole["facets"]);
  ASSERT_EQ(bare["hits"].size(), whole["hits"].size());
  for (std::size_t i = 0; i < bare["hits"].size(); ++i) {
    json expected;
    for (const char* member : {"id", "ordinal", "score", "document", "in_document", "explanation"})
      expected[member] = whole["hits"][i].at(member);
    EXPECT_EQ(bare["hits"][i], expected);
  }
  const std::string next = tiny_.json("/v1/search?q=treaty&limit=1&texts=0")["next"];
  EXPECT_EQ(tiny_.get("/v1/search?q=treaty&limit=1&cursor=" + next).status, 200)
      << "texts are how hits are shown, not which";
}

TEST_F(Routes, ExplanationsAddUp) {
  const json answer = tiny_.json("/v1/search?q=treaty+kars&explain=1");
  ASSERT_EQ(answer["hits"].size(), 3U);
  for (const json& hit : answer["hits"]) {
    double sum = 0;
    for (const json& part : hit["explanation"]) sum += part["weight"].get<double>();
    EXPECT_NEAR(sum, hit["score"].get<double>(), 1e-5);
  }
}

TEST_F(Routes, CursorsLeafThroughAll) {
  std::string target = "/v1/search?q=treaty&limit=1";
  std::set<std::string> seen;
  json answer;
  do {
    answer = tiny_.json(target);
    for (const json& hit : answer["hits"]) seen.insert(hit["id"].get<std::string>());
    if (!answer["next"].is_null())
      target = "/v1/search?q=treaty&limit=1&cursor=" + answer["next"].get<std::string>();
  } while (!answer["next"].is_null());
  EXPECT_EQ(seen.size(), 4U);

  // One that was made up may point anywhere.
  for (const std::string search : {"/v1/search?q=treaty", "/v1/search?q=treaty&group=document"}) {
    const std::string first = tiny_.json(search + "&limit=1")["next"];
    const std::string far = "g1-18446744073709551615-" + first.substr(first.rfind('-') + 1);
    EXPECT_EQ(tiny_.json(search + "&cursor=" + far)["hits"], json::array()) << search;
  }

  const std::string gone = "/v1/search?q=treaty&cursor=" + [&] {
    std::string next = tiny_.json("/v1/search?q=treaty&limit=1")["next"];
    return "g9" + next.substr(2);
  }();
  EXPECT_EQ(tiny_.get(gone).status, 410);
}

TEST_F(Routes, PostedSearchesAreTheSame) {
  const Response posted =
      tiny_.ask({"POST", "/v1/search", R"({"q": "treaty", "decade": ["1920s"], "limit": 2})",
                 "application/json; charset=utf-8", ""});
  EXPECT_EQ(posted.status, 200);
  EXPECT_EQ(posted.body, tiny_.get("/v1/search?q=treaty&decade=1920s&limit=2").body);
  EXPECT_EQ(tiny_.ask({"POST", "/v1/search", "q=x", "text/plain", ""}).status, 415);
  EXPECT_EQ(tiny_.ask({"POST", "/v1/search", "{", "application/json", ""}).status, 400);
}

TEST_F(Routes, PassagesHaveNeighboursAndSources) {
  const std::string id = tiny_.json("/v1/search?q=ankara")["hits"][0]["id"];
  const json passage = tiny_.json("/v1/passages/" + percent_encoded(id) + "?context=5");
  EXPECT_EQ(passage["id"], id);
  EXPECT_EQ(passage["before"].size(), 1U);
  EXPECT_EQ(passage["after"].size(), 1U);
  EXPECT_EQ(passage["actors"].size(), 2U) << "by any evidence";
  EXPECT_EQ(passage["source"]["file"], "treaty-of-kars.txt");
  EXPECT_EQ(passage["source"]["licence"], "https://example.org/by?a=1&b=2");
  EXPECT_EQ(tiny_.json("/v1/documents/treaty-of-kars")["licence"], passage["source"]["licence"]);
  EXPECT_EQ(tiny_.json("/v1/documents/empty")["licence"], nullptr);
  EXPECT_EQ(passage["source"]["begin"], 0);
  EXPECT_EQ(passage["source"]["end"], passage["text"].get<std::string>().size());
  EXPECT_EQ(tiny_.json("/v1/passages/" + percent_encoded(id))["before"], json::array());

  EXPECT_EQ(tiny_.get("/v1/passages/nothing").status, 404);
  EXPECT_EQ(tiny_.get("/v1/passages/nothing:12345678").status, 404);
  const Response gone = tiny_.get("/v1/passages/notes%2Fa%20b%2Cc%25:12345678");
  EXPECT_EQ(gone.status, 410);
  const std::string address = json::parse(gone.body)["document"];
  EXPECT_EQ(tiny_.json(address)["id"], "notes/a b,c%") << "the address works as it stands";
}

TEST_F(Routes, Documents) {
  const json list = tiny_.json("/v1/documents?limit=2");
  EXPECT_EQ(list["total"], 3);
  EXPECT_EQ(list["next"], 2);
  ASSERT_EQ(list["documents"].size(), 2U);
  EXPECT_EQ(list["documents"][0]["passages"], 3);
  const json rest = tiny_.json("/v1/documents?offset=2");
  EXPECT_EQ(rest["documents"].size(), 1U);
  EXPECT_EQ(rest["next"], nullptr);
  EXPECT_EQ(tiny_.json("/v1/documents?offset=99")["documents"], json::array());

  const json document = tiny_.json("/v1/documents/treaty-of-kars");
  EXPECT_EQ(document["actor"]["id"], "kars-treaty");
  ASSERT_EQ(document["outline"].size(), 2U);
  EXPECT_EQ(document["outline"][1]["heading"], "Parties");
  EXPECT_EQ(document["links_here"],
            json::parse(R"([{"id":"notes/a b,c%","title":"Notes","passages":1}])"));
  EXPECT_EQ(tiny_.json("/v1/documents/empty")["first"], nullptr);
  EXPECT_EQ(tiny_.get("/v1/documents/nothing").status, 404);
}

TEST_F(Routes, FacetsAndActors) {
  const json facet = tiny_.json("/v1/facets/actor?q=treaty&prefix=tr");
  EXPECT_EQ(facet["facet"], "actor");
  EXPECT_EQ(facet["values_total"], 1);
  EXPECT_EQ(facet["values"][0]["id"], "kars-treaty");
  EXPECT_EQ(tiny_.get("/v1/facets/colour").status, 404);
  EXPECT_EQ(tiny_.get("/v1/facets/actor?facet_limit=1").status, 400);

  const json actors = tiny_.json("/v1/actors?q=t%C3%BCrk");
  EXPECT_EQ(actors["total"], 1);
  EXPECT_EQ(actors["actors"][0]["id"], "turkey");
  EXPECT_EQ(actors["actors"][0]["matched"], "Turkey");
  EXPECT_EQ(actors["actors"][0]["passages"], 1);
  EXPECT_EQ(actors["nearest"], json::array());
  EXPECT_EQ(tiny_.json("/v1/actors?q=t%C3%BCrk&evidence=name")["actors"][0]["passages"], 0);

  const json slip = tiny_.json("/v1/actors?q=turkei");
  EXPECT_EQ(slip["total"], 0);
  EXPECT_EQ(slip["nearest"][0]["id"], "turkey");

  const json first = tiny_.json("/v1/actors?limit=1");
  EXPECT_EQ(first["total"], 2);
  EXPECT_EQ(first["next"], 1);
  EXPECT_EQ(tiny_.json("/v1/actors?offset=1")["next"], nullptr);
  EXPECT_EQ(tiny_.json("/v1/actors?type=treaty&type=war")["total"], 1);
  EXPECT_EQ(tiny_.get("/v1/actors?type=colour").status, 400);
  EXPECT_EQ(tiny_.get("/v1/actors?q=" + std::string(300, 'a')).status, 400);
}

TEST_F(Routes, AnActor) {
  const json actor = tiny_.json("/v1/actors/turkey");
  EXPECT_EQ(actor["name"], "Turkey");
  EXPECT_EQ(actor["type"], "state");
  EXPECT_EQ(actor["aliases"], json::parse(R"(["Türkiye"])"));
  EXPECT_EQ(actor["parent"], nullptr);
  EXPECT_EQ(actor["successors"], json::parse(R"([{"id":"kars-treaty","name":"Treaty of Kars",
      "type":"treaty"}])"));
  EXPECT_EQ(actor["predecessors"], json::array());
  EXPECT_EQ(actor["passages"], 1);
  EXPECT_EQ(actor["seen_as"], json::parse(R"([{"text":"Ankara","evidence":"metonym","mentions":1,
      "passages":1}])"));
  EXPECT_EQ(actor["first"], nullptr) << "its passage has the date of its heading only";
  EXPECT_EQ(actor["timeline"]["bars"], tiny_.json("/v1/timeline?actor.all=turkey")["bars"]);
  EXPECT_EQ(actor["timeline"]["interval"], "month") << "its context date is all of 1921";
  EXPECT_EQ(actor["decades"][0]["id"], "1920s");
  EXPECT_EQ(actor["companions"], json::array());
  EXPECT_EQ(actor["document"], nullptr);

  EXPECT_EQ(tiny_.json("/v1/actors/turkey?evidence=name")["passages"], 0);
  EXPECT_EQ(tiny_.json("/v1/actors/turkey?evidence=adjective")["seen_as"].size(), 2U);

  const json treaty = tiny_.json("/v1/actors/kars-treaty");
  EXPECT_EQ(treaty["parent"], json::parse(R"({"id":"gone","name":null,"type":null})"));
  EXPECT_EQ(treaty["predecessors"][0]["id"], "turkey");
  EXPECT_EQ(treaty["document"]["title"], "Treaty of Kars");
  EXPECT_EQ(treaty["first"]["text"], "13 October 1921");
  EXPECT_EQ(treaty["first"]["earliest"], "1921-10-13");
  EXPECT_EQ(treaty["last"], treaty["first"]);
  EXPECT_EQ(tiny_.json("/v1/passages/" +
                       percent_encoded(treaty["first"]["passage"].get<std::string>()))["ordinal"],
            0);

  EXPECT_EQ(tiny_.get("/v1/actors/nobody").status, 404);
  EXPECT_EQ(tiny_.get("/v1/actors/turkey?q=x").status, 400);
  EXPECT_EQ(tiny_.get("/v1/actors/turkey?limit=5000").status, 400);
}

TEST_F(Routes, Timeline) {
  const json answer = tiny_.json("/v1/timeline?q=treaty&interval=year");
  EXPECT_EQ(answer["total"]["passages"], 4);
  EXPECT_EQ(answer["interval"], "year");
  EXPECT_EQ(answer["bars"], json::parse(R"([{"label":"1921","from":"1921-01-01",
      "to":"1921-12-31","passages":2,"documents":1}])"));
  EXPECT_EQ(answer["outside"], json::parse(R"({"before":0,"after":0})"));
  EXPECT_EQ(answer["undated"], 2);
  EXPECT_EQ(tiny_.json("/v1/timeline?q=treaty&context=0&interval=auto")["interval"], "day");
  EXPECT_EQ(tiny_.get("/v1/timeline?interval=week").status, 400);
  EXPECT_EQ(tiny_.get("/v1/timeline?limit=5").status, 400);
}

TEST_F(Routes, Suggestions) {
  const json answer = tiny_.json("/v1/suggest?q=t&limit=2");
  EXPECT_EQ(answer["actors"][0]["id"], "kars-treaty");
  EXPECT_EQ(answer["actors"][0]["type"], "treaty");
  EXPECT_EQ(answer["actors"][0]["passages"], 1);
  EXPECT_EQ(answer["titles"][0]["id"], "treaty-of-kars");
  EXPECT_EQ(answer["words"],
            json::parse(R"([{"word":"the","passages":4},{"word":"treaty","passages":3}])"));
  EXPECT_EQ(tiny_.json("/v1/suggest")["words"], json::array());
  EXPECT_EQ(tiny_.get("/v1/suggest?q=t&limit=0").status, 400);
  EXPECT_EQ(tiny_.get("/v1/suggest?q=" + std::string(300, 'a')).status, 400);
}

TEST_F(Routes, MistypedWordsAreCorrected) {
  EXPECT_EQ(tiny_.json("/v1/search?q=treety")["query"]["corrected"], "treaty");
  EXPECT_EQ(tiny_.json("/v1/search?q=treaty")["query"]["corrected"], nullptr);
}

TEST_F(Routes, SeveralSearchesAreAnsweredInOrder) {
  const auto post = [&](const std::string& body) {
    return tiny_.ask({"POST", "/v1/multi", body, "application/json", ""});
  };
  const json answers = json::parse(post(R"([{"q": "kars", "facets": [], "limit": 1},
      {"q": "kars", "from": "yesteryear"}, 5, {"decade": "thirties"},
      {"cursor": "g9-1-1"}, {"q": "moscow", "facets": ""}])")
                                       .body)["answers"];
  ASSERT_EQ(answers.size(), 6U);
  EXPECT_EQ(answers[0], tiny_.json("/v1/search?q=kars&facets=&limit=1"));
  EXPECT_EQ(answers[1]["status"], 400);
  EXPECT_EQ(answers[1]["parameter"], "from");
  EXPECT_EQ(answers[2]["status"], 400);
  EXPECT_EQ(answers[3]["parameter"], "decade");
  EXPECT_EQ(answers[4]["parameter"], "cursor");
  EXPECT_EQ(answers[5]["total"]["passages"], 1);
  std::string many = "[{}";
  for (int i = 0; i < 10; ++i) many += ",{}";
  for (const std::string& body : std::vector<std::string>{"", "{}", "[]", "[{}", many + "]",
                                                          std::string(100'000, '['), "[\xFF]"})
    EXPECT_EQ(post(body).status, 400) << body.substr(0, 20);
  EXPECT_EQ(tiny_.ask({"POST", "/v1/multi", "[{}]", "text/plain", ""}).status, 415);
  EXPECT_EQ(tiny_.get("/v1/multi").status, 405);
}

TEST_F(Routes, SimilarPassages) {
  const std::string id = tiny_.json("/v1/search?q=signed")["hits"][0]["id"];
  const std::string path = "/v1/passages/" + percent_encoded(id) + "/similar";
  const json answer = tiny_.json(path);
  EXPECT_EQ(answer["passage"], id);
  ASSERT_GT(answer["similar"].size(), 1U);
  for (const json& one : answer["similar"]) {
    EXPECT_NE(one["id"], id);
    EXPECT_FALSE(one["shared"]["stems"].empty());
  }
  const json others = tiny_.json(path + "?same_document=0");
  for (const json& one : others["similar"]) EXPECT_NE(one["document"]["id"], "treaty-of-kars");
  EXPECT_EQ(tiny_.json(path + "?limit=1")["similar"].size(), 1U);
  EXPECT_EQ(tiny_.get(path + "?limit=0").status, 400);
  EXPECT_EQ(tiny_.get("/v1/passages/nothing:12345678/similar").status, 404);
}

TEST_F(Routes, GroupedByDocument) {
  const json answer = tiny_.json("/v1/search?q=treaty&group=document&limit=1");
  EXPECT_EQ(answer["total"]["passages"], 4);
  ASSERT_EQ(answer["hits"].size(), 1U);
  EXPECT_EQ(answer["hits"][0]["document"]["id"], "treaty-of-kars");
  EXPECT_EQ(answer["hits"][0]["in_document"], 3);
  EXPECT_EQ(tiny_.json("/v1/search?q=treaty&document=treaty-of-kars")["total"]["passages"], 3);
  const json rest =
      tiny_.json("/v1/search?q=treaty&group=document&cursor=" + answer["next"].get<std::string>());
  ASSERT_EQ(rest["hits"].size(), 1U);
  EXPECT_EQ(rest["hits"][0]["in_document"], 1);
  EXPECT_EQ(rest["next"], nullptr);
  EXPECT_EQ(tiny_.json("/v1/search?q=treaty")["hits"][0].contains("in_document"), false);
}

TEST_F(Routes, StrictFuzzyAndByName) {
  const auto passages = [&](const std::string& query) {
    return tiny_.json("/v1/search?facets=&q=" + query)["total"]["passages"].get<int>();
  };
  EXPECT_EQ(passages("kucuk"), 1);
  EXPECT_EQ(passages("kucuk&fold=0"), 0);
  EXPECT_EQ(passages("K%C3%BC%C3%A7%C3%BCk&fold=0"), 1);
  EXPECT_EQ(passages("treety"), 0);
  const json fuzzy = tiny_.json("/v1/search?q=treety&fuzzy=1");
  EXPECT_EQ(fuzzy["total"]["passages"], 4);
  EXPECT_EQ(fuzzy["query"]["understood"], "treety or treaty");
  EXPECT_EQ(tiny_.get("/v1/search?q=x&fuzzy=1&fold=0").status, 400);

  const json named = tiny_.json("/v1/search?q=kars+treaty&limit=100");
  EXPECT_EQ(named["query"]["understood"], "(kars and treaty) or naming Treaty of Kars");
  const json alias = tiny_.json("/v1/search?q=%22Kars+Treaty%22");
  EXPECT_EQ(alias["total"]["passages"], 1) << "no text has the alias";
  EXPECT_EQ(piece(alias["hits"][0]["text"], alias["hits"][0]["highlights"][0]), "Treaty of Kars");
  EXPECT_EQ(passages("%22Kars+Treaty%22&fold=0"), 0);
}

TEST_F(Routes, Operation) {
  EXPECT_EQ(tiny_.json("/healthz")["status"], "ok");
  EXPECT_EQ(tiny_.json("/readyz")["passages"], 4);
}

TEST_F(Routes, ErasAreInOrderOfTime) {
  const json eras = tiny_.json("/v1/eras")["eras"];
  ASSERT_GE(eras.size(), 1);
  EXPECT_EQ(eras[0]["from"], "1918-11-12");
  for (std::size_t i = 1; i < eras.size(); ++i)
    EXPECT_LE(eras[i - 1]["earliest"].get<std::string>(), eras[i]["earliest"].get<std::string>());
  EXPECT_EQ(tiny_.get("/v1/eras?q=kars").status, 400);
}

TEST_F(Routes, APassageIsTakenAwayAlone) {
  const std::string id = tiny_.json("/v1/search?q=kars")["hits"][0]["id"].get<std::string>();
  const std::string passage = "/v1/passages/" + percent_encoded(id);
  for (const ExportFormat& format : export_formats()) {
    SCOPED_TRACE(format.name);
    const Response response = tiny_.get(passage + "/export?format=" + std::string(format.name));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, format.content_type);
    const std::string text = response.parts();
    EXPECT_THAT(text, HasSubstr(id));
    EXPECT_EQ(response.parts(), "") << "it is the only one";
  }
  EXPECT_EQ(tiny_.get(passage + "/export?format=word").status, 400);
  EXPECT_EQ(tiny_.get(passage + "/export?q=kars").status, 400);
  EXPECT_EQ(tiny_.get("/v1/passages/nothing/export").status, 404);
}

TEST_F(Routes, OpenApiListsEveryRouteAndParameter) {
  const json described = tiny_.json("/openapi.json");
  for (const Route& route : routes()) {
    const auto& path = described["paths"][std::string(route.path)];
    EXPECT_EQ(path[route.method == "GET" ? "get" : "post"]["summary"], route.summary);
  }
  EXPECT_TRUE(described["paths"]["/v1/export"]["get"]["responses"]["200"]["content"].contains(
      "text/csv; charset=utf-8"));
  EXPECT_EQ(described["paths"]["/v1/multi"]["post"]["requestBody"]["content"]["application/json"]
                     ["schema"]["type"],
            "array");
  const std::string id = tiny_.json("/v1/search?q=kars")["hits"][0]["id"].get<std::string>();
  const std::string passage = "/v1/passages/" + percent_encoded(id);
  for (const auto& [path, target] : std::initializer_list<std::pair<std::string, std::string>>{
           {"/v1/search", "/v1/search?q=kars"},
           {"/v1/facets/{facet}", "/v1/facets/actor"},
           {"/v1/timeline", "/v1/timeline"},
           {"/v1/passages/{id}", passage},
           {"/v1/passages/{id}/similar", passage + "/similar"},
           {"/v1/eras", "/v1/eras"},
           {"/v1/documents", "/v1/documents"},
           {"/v1/documents/{id}", "/v1/documents/treaty-of-kars"},
           {"/v1/suggest", "/v1/suggest?q=ka"},
           {"/v1/actors", "/v1/actors"},
           {"/v1/actors/{id}", "/v1/actors/turkey"},
           {"/healthz", "/healthz"},
           {"/readyz", "/readyz"},
           {"/openapi.json", "/openapi.json"}}) {
    const json schema = described["paths"][path]["get"]["responses"]["200"]["content"]
                                 ["application/json"]["schema"];
    std::set<std::string> members, answered;
    for (const auto& [name, member] : schema["properties"].items()) members.insert(name);
    const json answer = tiny_.json(target);
    for (const auto& [name, member] : answer.items()) answered.insert(name);
    EXPECT_EQ(members, answered) << path;
  }
  std::set<std::string> names;
  for (const json& parameter : described["paths"]["/v1/search"]["get"]["parameters"])
    names.insert(parameter["name"].get<std::string>());
  for (const char* name : {"q", "actor.all", "facets", "cursor"}) EXPECT_TRUE(names.contains(name));
}

TEST_F(Routes, UnchangedAnswersAreNotSentAgain) {
  for (const char* target : {"/v1/search?q=kars", "/", "/?q=kars", "/about", "/web/app.js",
                             "/document/treaty-of-kars", "/v1/documents/treaty-of-kars"}) {
    const Response first = tiny_.get(target);
    const std::string tag = header(first, "ETag");
    ASSERT_FALSE(tag.empty()) << target;
    EXPECT_EQ(tiny_.get(target).body, first.body) << "the same bytes each time";
    const Response again = tiny_.ask({"GET", target, "", "", tag});
    EXPECT_EQ(again.status, 304) << target;
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(header(again, "ETag"), tag);
    EXPECT_EQ(tiny_.ask({"GET", target, "", "", "\"other\""}).status, 200);
  }
  EXPECT_NE(header(tiny_.get("/v1/search?q=kars"), "ETag"),
            header(tiny_.get("/v1/search?q=moscow"), "ETag"));
}

TEST_F(Routes, AnswersAreKeptUntilThereIsANewGeneration) {
  const auto hits = [&] { return tiny_.served().edition()->answers.figures().hits; };
  const Response first = tiny_.get("/v1/search?q=kars");
  const std::uint64_t before = hits();
  EXPECT_EQ(tiny_.get("/v1/search?q=kars").body, first.body);
  EXPECT_EQ(hits(), before + 1);
  EXPECT_NE(tiny_.get("/v1/search?q=kars&limit=0").body, first.body);
  EXPECT_EQ(hits(), before + 1);
  EXPECT_EQ(tiny_.ask({"HEAD", "/v1/search?q=kars"}).body, first.body) << "cut off on the way";
  EXPECT_EQ(hits(), before + 2);
  tiny_.get("/v1/export");
  tiny_.get("/v1/export");
  tiny_.get("/v1/search?q=kars&nonsense=1");
  tiny_.get("/v1/search?q=kars&nonsense=1");
  EXPECT_EQ(hits(), before + 2) << "what streams, and problems, are made anew";
}

TEST_F(Routes, ProblemsNameWhatIsAtFault) {
  struct Case {
    const char* target;
    int status;
    const char* parameter;
  };
  for (const auto& [target, status, parameter] : std::vector<Case>{
           {"/v1/search?limit=many", 400, "limit"},
           {"/v1/search?from=yesteryear", 400, "from"},
           {"/v1/search?from=1920&to=1910", 400, "from"},
           {"/v1/search?decade=thirties", 400, "decade"},
           {"/v1/search?q=%ff", 400, "q"},
           {"/v1/search?q=%4", 400, "q"},
           {"/v1/search?nonsense=1", 400, "nonsense"},
           {"/v1/documents?q=x", 400, "q"},
           {"/v1/documents/x?y=1", 400, "y"},
           {"/v1/passages/%ff", 400, "id"},
           {"/healthz?x=1", 400, "x"},
           {"/v1/nothing", 404, ""},
           {"/v1/passages/", 404, ""},
           {"/v1/passages/a/b", 404, ""},
           {"/v1/search/", 404, ""},
           {"/../etc/passwd", 404, ""},
           {"/%2e%2e/etc/passwd", 404, ""},
           {"/app.js", 404, ""},
           {"/web/", 404, ""},
           {"", 404, ""},
       }) {
    SCOPED_TRACE(target);
    const Response response = tiny_.get(target);
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const json problem = json::parse(response.body);
    EXPECT_EQ(problem["status"], status);
    EXPECT_TRUE(problem["type"].is_string());
    EXPECT_FALSE(problem["title"].get<std::string>().empty());
    EXPECT_FALSE(problem["detail"].get<std::string>().empty());
    EXPECT_EQ(problem.value("parameter", ""), parameter);
    EXPECT_THAT(response.body, Not(HasSubstr(tiny_.tiny().path()))) << "no path of the server";
  }
}

// Whatever is wrong with a parameter's value, the answer shows one that is right.
TEST_F(Routes, ProblemsShowWhatWorks) {
  const std::string elsewhere = tiny_.json("/v1/search?q=kars&limit=1")["next"];
  for (const std::string query : {"limit=101",
                                  "limit=-1",
                                  "offset=10001",
                                  "from=x",
                                  "to=x",
                                  "from=1918&to=1914",
                                  "era=a&q=%ff",
                                  "century=x",
                                  "decade=x",
                                  "year=x",
                                  "match=x",
                                  "fold=x",
                                  "fuzzy=x",
                                  "fold=0&fuzzy=1",
                                  "overlap=x",
                                  "open=x",
                                  "context=x",
                                  "roles=x",
                                  "evidence=x",
                                  "sort=x",
                                  "group=x",
                                  "facets=x",
                                  "facet_limit=x",
                                  "facet_sort=x",
                                  "highlight=x",
                                  "texts=x",
                                  "explain=x",
                                  "cursor=x",
                                  "limt=5",
                                  "q=a&q=b",
                                  "cursor=ELSEWHERE",
                                  "offset=5&q=kars&cursor=ELSEWHERE"}) {
    std::string asked = query;
    if (const auto at = asked.find("ELSEWHERE"); at != std::string::npos)
      asked.replace(at, 9, elsewhere);
    const Response response = tiny_.get("/v1/search?" + asked);
    EXPECT_EQ(response.status, 400) << asked;
    const json problem = json::parse(response.body);
    EXPECT_FALSE(problem.value("parameter", "").empty()) << asked;
    EXPECT_FALSE(problem.value("detail", "").empty()) << asked;
    EXPECT_FALSE(problem.value("example", "").empty()) << asked;
  }
}

TEST_F(Routes, MethodsThatARouteDoesNotTake) {
  for (const auto& [method, target] :
       std::vector<std::pair<const char*, const char*>>{{"DELETE", "/v1/search"},
                                                        {"POST", "/v1/documents"},
                                                        {"PUT", "/"},
                                                        {"PATCH", "/web/app.js"},
                                                        {"POST", "/actor/turkey"}}) {
    const Response response = tiny_.ask({method, target, "", "", ""});
    EXPECT_EQ(response.status, 405) << method << target;
    EXPECT_THAT(header(response, "Allow"), HasSubstr("GET"));
  }
  EXPECT_EQ(tiny_.ask({"HEAD", "/v1/search?q=kars", "", "", ""}).status, 200);
  const Response options = tiny_.ask({"OPTIONS", "/v1/search", "", "", ""});
  EXPECT_EQ(options.status, 204);
  EXPECT_THAT(header(options, "Access-Control-Allow-Methods"), HasSubstr("POST"));
}

TEST_F(Routes, HostileQueriesGetAnAnswer) {
  for (const std::string& q : std::vector<std::string>{std::string(1, '\0'),
                                                       "*",
                                                       "\"",
                                                       std::string(1000, '('),
                                                       "NOT",
                                                       "AND OR",
                                                       "-",
                                                       "\u202e",
                                                       "a*",
                                                       "title:",
                                                       "actor:",
                                                       "date:",
                                                       "era:\"",
                                                       "NEAR/99999999999999999999",
                                                       "kars NEAR/999999 treaty",
                                                       "kars NEAR/-1 treaty",
                                                       repeated("the NEAR/100 ", 600) + "the",
                                                       repeated("\"", 8000),
                                                       repeated("\"the ", 1600),
                                                       repeated("a* ", 2700),
                                                       repeated("(a OR ", 1000),
                                                       repeated("-", 8000),
                                                       repeated("NOT ", 2000) + "kars",
                                                       repeated("title:a* ", 900),
                                                       repeated("*", 8000),
                                                       "date:garbage",
                                                       "date:9999999999999999999",
                                                       "date:1918..1914",
                                                       "date:1914 date:1918",
                                                       "date:..",
                                                       "date:\"\"",
                                                       "a NEAR b NEAR c NEAR \"",
                                                       "title:* -*",
                                                       "kind:\xF0\x9F\x92\xA9",
                                                       "((((()))))",
                                                       std::string(8000, 'a'),
                                                       "+ + +",
                                                       "\"\" \"\"",
                                                       "a -a",
                                                       "-a -b",
                                                       "\\",
                                                       "%",
                                                       "'; DROP",
                                                       "<script>alert(1)</script>"}) {
    const Response response = tiny_.get("/v1/search?explain=1&q=" + percent_encoded(q));
    EXPECT_EQ(response.status, 200) << testing::PrintToString(q);
    EXPECT_TRUE(json::accept(response.body));
  }
}

TEST_F(Routes, HostileSearchesAreRefusedOrBounded) {
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "w" + std::to_string(i) + " ";
  const auto filters = [](int many) {
    json values = json::array();
    for (int i = 0; i < many; ++i) values.push_back("actor-" + std::to_string(i));
    return json{{"q", "treaty"}, {"actor", values}};
  };
  const struct {
    std::string what;
    json search;
    int status;
    std::string parameter;
  } cases[] = {
      {"10,000 words", {{"q", words}}, 400, "q"},
      {"as many as are read", {{"q", words.substr(0, 8000)}}, 200, ""},
      {"a query of 1 MB", {{"q", std::string(1'000'000, 'a')}}, 400, "q"},
      {"10,000 quotation marks", {{"q", repeated("\"", 10'000)}}, 400, "q"},
      {"a zero byte", {{"q", std::string("kars\0treaty", 11)}}, 200, ""},
      {"100 filters", filters(100), 200, ""},
      {"5,000 filters", filters(5'000), 400, "actor"},
      {"dates that contradict", {{"from", "1918"}, {"to", "1914"}}, 400, "from"},
      {"no date at all", {{"from", "garbage"}}, 400, "from"},
      {"a long date", {{"to", std::string(100'000, '1')}}, 400, "to"},
      {"a year too far away", {{"from", "-999999999"}}, 400, "from"},
      {"undated, but from 1914 on", {{"era", "undated"}, {"from", "1914"}}, 200, ""},
      {"a list in a list", {{"q", json::array({json::array({"a"})})}}, 400, "q"},
      {"an object", {{"q", json::object()}}, 400, "q"},
      {"a fraction", {{"limit", 1.5}}, 400, "limit"},
      {"a long name", {{std::string(100'000, 'x'), "1"}}, 400, std::string(60, 'x') + "…"},
      {"10,000 facets", {{"facets", std::vector<std::string>(10'000, "actor")}}, 200, ""},
  };
  for (const auto& [what, search, status, parameter] : cases) {
    SCOPED_TRACE(what);
    const Response response =
        tiny_.ask({"POST", "/v1/search", search.dump(), "application/json", ""});
    EXPECT_EQ(response.status, status) << response.body.substr(0, 300);
    const json answer = json::parse(response.body);
    EXPECT_EQ(answer.value("parameter", ""), parameter);
    EXPECT_LT(response.body.size(), 100'000U);
  }
  for (const std::string bytes : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80"}) {
    const Response response =
        tiny_.ask({"POST", "/v1/search", "{\"q\":\"" + bytes + "\"}", "application/json", ""});
    EXPECT_EQ(response.status, 400) << "bytes that are no UTF-8";
  }
}

// Leafing by cursor, by offset or in several searches at once gives what one long page gives.
TEST_F(Routes, EveryWayThroughAResultGivesTheSame) {
  std::mt19937 engine(7);
  const auto roll = [&](std::size_t below) { return engine() % below; };
  index::TinyCorpus corpus = small_corpus();
  const std::vector<std::string> words{"treaty", "kars", "moscow", "signed", "peace", "the"};
  for (int d = 0; d < 12; ++d) {
    index::TinyDocument document{.id = "d" + std::to_string(d), .title = words[roll(5)]};
    for (std::size_t p = 1 + roll(5); p > 0; --p) {
      std::string text;
      for (std::size_t w = 2 + roll(8); w > 0; --w) text += words[roll(words.size())] + " ";
      document.passages.push_back({.text = text + std::to_string(1900 + roll(40))});
      document.passages.back().context = std::to_string(1900 + roll(40));
    }
    corpus.documents.push_back(document);
  }
  TinyLibrary library(corpus);
  const auto ids = [](const json& hits) {
    std::vector<std::string> out;
    for (const json& hit : hits) out.push_back(hit["id"]);
    return out;
  };
  std::size_t leafed = 0;
  for (int round = 0; round < 150; ++round) {
    json search{{"q", words[roll(words.size())] + " " + words[roll(words.size())]},
                {"match", std::vector{"auto", "all", "any"}[roll(3)]},
                {"sort", std::vector{"relevance", "date", "-date"}[roll(3)]},
                {"group", std::vector{"none", "document"}[roll(2)]},
                {"limit", 100}};
    if (roll(3) == 0) search["from"] = std::to_string(1900 + roll(40));
    if (roll(4) == 0) search["expand"] = "1";
    SCOPED_TRACE(search.dump());
    const auto post = [&](const json& asked) {
      const Response response =
          library.ask({"POST", "/v1/search", asked.dump(), "application/json", ""});
      EXPECT_EQ(response.status, 200) << response.body;
      return json::parse(response.body);
    };
    const json whole = post(search);
    ASSERT_EQ(whole["next"], nullptr);
    const json multi = json::parse(
        library.ask({"POST", "/v1/multi", json{search, search}.dump(), "application/json", ""})
            .body);
    ASSERT_EQ(multi["answers"], (json{whole, whole}));

    const std::size_t limit = 1 + roll(5);
    json by_cursor = search, by_offset = search;
    by_cursor["limit"] = by_offset["limit"] = limit;
    std::vector<std::string> cursor_ids, offset_ids;
    for (json page = post(by_cursor);; page = post(by_cursor)) {
      ASSERT_EQ(page["total"], whole["total"]);
      ASSERT_EQ(page["facets"], whole["facets"]);
      for (std::string& id : ids(page["hits"])) cursor_ids.push_back(std::move(id));
      if (page["next"].is_null()) break;
      by_cursor["cursor"] = page["next"];
    }
    for (std::size_t offset = 0; offset < whole["hits"].size(); offset += limit) {
      by_offset["offset"] = offset;
      for (std::string& id : ids(post(by_offset)["hits"])) offset_ids.push_back(std::move(id));
    }
    ASSERT_EQ(cursor_ids, ids(whole["hits"]));
    ASSERT_EQ(offset_ids, ids(whole["hits"]));
    leafed += whole["hits"].size();
  }
  EXPECT_GT(leafed, 1'000U);
}

TEST_F(Routes, ADamagedIndexIsNoNewsToClients) {
  // The texts become unreadable under the server: the answer says no more than that.
  const std::string texts = tiny_.tiny().path() + "/g000001/texts";
  {
    std::fstream file(texts, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(8);
    file << "this is no compressed block";
  }
  const Response response = tiny_.get("/v1/search?q=kars");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, Not(HasSubstr("fasti-test")));
  EXPECT_THAT(response.body, Not(HasSubstr("texts")));
}

// What is cut short says so, and is not taken for the answer when asked again.
TEST_F(Routes, TheDeadlineCutsSearchesAndSaysSo) {
  TinyLibrary hurried(small_corpus(), std::chrono::nanoseconds(1));
  for (const char* target : {"/v1/search?q=treaty", "/v1/facets/actor?q=treaty",
                             "/v1/timeline?q=%22treaty+of+kars%22&interval=year"}) {
    SCOPED_TRACE(target);
    const Response response = hurried.get(target);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(json::parse(response.body)["total"]["exact"], false);
    EXPECT_EQ(header(response, "ETag"), "");
  }
  const Response multi =
      hurried.ask({"POST", "/v1/multi", R"([{"q":"treaty"}])", "application/json", ""});
  EXPECT_EQ(json::parse(multi.body)["answers"][0]["total"]["exact"], false);
  // A file with gaps would be taken for whole.
  EXPECT_EQ(hurried.get("/v1/export?q=treaty").status, 503);
}

}  // namespace
}  // namespace fasti::api
