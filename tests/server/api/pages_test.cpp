#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "embedded/web.h"
#include "server/api/html.h"
#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++out;
  return out;
}

// Where the link with this relation leads, "" without one.
std::string linked(const std::string& body, const std::string& rel) {
  const std::string before = "<a rel=\"" + rel + "\" href=\"";
  const std::size_t place = body.find(before);
  if (place == std::string::npos) return "";
  const std::size_t begin = place + before.size();
  std::string out = body.substr(begin, body.find('"', begin) - begin);
  for (std::size_t at = 0; (at = out.find("&amp;", at)) != std::string::npos; ++at)
    out.erase(at + 1, 4);
  return out;
}

constexpr std::string_view kAnswerBlock = "<script type=\"application/json\" id=\"answer\">";

// Takes the script's answer out of a page; "" where there is none.
std::string take_answer(std::string& body) {
  const std::size_t begin = body.find(kAnswerBlock);
  if (begin == std::string::npos) return "";
  const std::size_t content = begin + kAnswerBlock.size();
  const std::size_t end = body.find("</script>", content);
  std::string out = body.substr(content, end - content);
  body.erase(begin, end + std::string_view("</script>").size() - begin);
  return out;
}

class Pages : public testing::Test {
 protected:
  std::string page(const std::string& target, int status = 200) {
    const Response response = tiny_.get(target);
    EXPECT_EQ(response.status, status) << target;
    EXPECT_EQ(response.content_type, "text/html; charset=utf-8") << target;
    const std::string policy = header(response, "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("script-src 'self'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    return response.body;
  }
  std::string id_of(const std::string& word) {
    return tiny_.json("/v1/search?q=" + word)["hits"][0]["id"];
  }

  TinyLibrary tiny_;
};

// What the server puts into the shell has one place there each.
TEST(Shell, HasEveryPlaceOnce) {
  const std::string shell(web::index_html);
  for (const char* mark :
       {"<title>Fasti</title>", "<!--head-->", "<!--citation-->", "<!--plain-->", "<!--answer-->",
        "<!--kept-->", "name=\"q\"", "name=\"from\"", "name=\"to\""})
    EXPECT_EQ(count(shell, mark), 1U) << mark;
}

TEST_F(Pages, FilesOfThePageHaveNamesAndTypes) {
  std::size_t served = 0;
  for (const auto& [name, content] : web::files) {
    SCOPED_TRACE(name);
    const Response response = tiny_.get("/web/" + std::string(name));
    if (name == "index.html") {
      EXPECT_EQ(response.status, 404);
      continue;
    }
    ++served;
    EXPECT_EQ(response.body, content);
    EXPECT_FALSE(header(response, "ETag").empty());
    EXPECT_THAT(response.content_type, HasSubstr(name.ends_with(".js")    ? "text/javascript"
                                                 : name.ends_with(".css") ? "text/css"
                                                                          : "image/svg+xml"));
  }
  EXPECT_GE(served, 2U);
  EXPECT_EQ(tiny_.get("/web/nothing.js").status, 404);
  EXPECT_EQ(tiny_.get("/web/..%2Findex.html").status, 404);
}

TEST_F(Pages, TheEntranceLeadsIntoFacets) {
  const std::string body = page("/");
  EXPECT_THAT(body, HasSubstr("<title>Fasti</title>"));
  EXPECT_THAT(body, HasSubstr("4 passages in 2 documents"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/?era=interwar\" dir=\"auto\">Interwar period</a> "
                              "<span class=\"count\">2 passages</span>"));
  EXPECT_THAT(body, HasSubstr("/?decade=1920s"));
  EXPECT_THAT(body, HasSubstr("/?actor=kars-treaty"));
  EXPECT_THAT(body, HasSubstr("/?kind=article"));
  EXPECT_THAT(body, Not(HasSubstr("<ol start")));
  EXPECT_EQ(page("/?q=&from=&to="), body) << "the empty form";
}

TEST_F(Pages, ASearchShowsWhatTheInterfaceAnswers) {
  const std::string body = page("/?q=treaty&from=1900&limit=1");
  EXPECT_THAT(body, HasSubstr("<title>treaty – Fasti</title>"));
  EXPECT_THAT(body, HasSubstr("name=\"q\" value=\"treaty\""));
  EXPECT_THAT(body, HasSubstr("name=\"from\" value=\"1900\""));
  EXPECT_THAT(body, HasSubstr("name=\"limit\" value=\"1\">"));
  EXPECT_THAT(body, HasSubstr("2 passages in 1 document<"));
  const json hit = tiny_.json("/v1/search?q=treaty&from=1900&limit=1&highlight=html")["hits"][0];
  EXPECT_THAT(body, HasSubstr("<p class=\"text\" lang=\"en\" dir=\"auto\">" +
                              hit["html"].get<std::string>() + "</p>"));
  EXPECT_THAT(body,
              HasSubstr("<a href=\"/document/treaty-of-kars\" dir=\"auto\">Treaty of Kars</a>"));
  EXPECT_THAT(body, HasSubstr("/passage/" + percent_encoded(hit["id"].get<std::string>())));
  EXPECT_THAT(body, HasSubstr("<bdi>source</bdi> › <bdi>1921</bdi> › <bdi>Signature</bdi>"));
  EXPECT_EQ(count(body, "class=\"Z3988\""), 1U);
  EXPECT_GT(body.find("<ol start=\"1\">"), body.find("<noscript>", body.find("<main ")))
      << "a reader with JavaScript sees it once";
}

// A script that finds its first answer in the page asks for nothing that the server has found.
TEST_F(Pages, ASearchCarriesTheAnswerThatTheScriptWouldAskFor) {
  const std::string of_the_script =
      "&limit=10&coins=1&facets=era,century,decade,type,actor,kind,document&facet_limit=8";
  for (const std::string query :
       {"q=treaty", "q=treaty&from=1900&actor=turkey&sort=-date", "q=treaty&offset=1",
        "kind=source&group=document", "q=treety", "q=nothinghere"}) {
    SCOPED_TRACE(query);
    std::string body = page("/?" + query + "&bars=year");
    json carried = json::parse(take_answer(body));
    json asked = tiny_.json("/v1/search?" + query + of_the_script);
    carried.erase("next");  // of another search by its name
    asked.erase("next");
    EXPECT_EQ(carried, asked);
  }
  for (const std::string target : {"/", "/?q=treaty&limit=1", "/?q=treaty&facets=era", "/about",
                                   "/?q=treaty&highlight=html", "/document/treaty-of-kars"}) {
    std::string body = page(target);
    EXPECT_EQ(take_answer(body), "") << target;
  }
}

TEST_F(Pages, HitsAreLeafedThrough) {
  std::set<std::string> seen;
  std::string target = "/?q=treaty&limit=1";
  std::vector<std::string> way;
  while (!target.empty()) {
    way.push_back(target);
    const std::string body = page(target);
    const std::size_t at = body.find("/passage/");
    seen.insert(body.substr(at, body.find('"', at) - at));
    EXPECT_EQ(linked(body, "prev"), way.size() < 2 ? "" : way[way.size() - 2]);
    target = linked(body, "next");
    ASSERT_LT(way.size(), 6U);
  }
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_EQ(way.size(), 4U);
  EXPECT_THAT(page("/?q=treaty&limit=1&offset=2"), HasSubstr("<ol start=\"3\">"));
  EXPECT_THAT(page("/?q=treaty&offset=1"), HasSubstr("<a rel=\"prev\" href=\"/?q=treaty\">"));
}

// An offset ends at 10,000; the links go on by cursor.
TEST_F(Pages, LinksReachBeyondTheFarthestOffset) {
  index::TinyCorpus corpus;
  corpus.documents.push_back({.id = "long", .title = "Long"});
  for (int i = 0; i < 10'003; ++i)
    corpus.documents[0].passages.push_back({.text = "word " + std::to_string(i)});
  TinyLibrary library(corpus);
  const std::string last = library.get("/?q=word&offset=10000&limit=2").body;
  EXPECT_EQ(linked(last, "prev"), "/?q=word&limit=2&offset=9998");
  EXPECT_THAT(linked(last, "next"), HasSubstr("/?q=word&limit=2&cursor=g1-10002-"));
  const Response beyond = library.get(linked(last, "next"));
  EXPECT_EQ(beyond.status, 200);
  EXPECT_THAT(beyond.body, HasSubstr("<ol start=\"10003\">"));
  EXPECT_EQ(linked(beyond.body, "prev"), "/?q=word&limit=2&offset=10000");
  EXPECT_EQ(linked(beyond.body, "next"), "");

  const std::string document = library.get("/document/long?offset=9950").body;
  EXPECT_THAT(document, HasSubstr("<ol start=\"9951\">"));
  EXPECT_EQ(count(document, "<p class=\"text\""), 53U);
  EXPECT_EQ(linked(document, "prev"), "/document/long?offset=9850");
  EXPECT_EQ(count(library.get("/document/long").body, "<p class=\"text\""), 100U);
}

TEST_F(Pages, FiltersAreAddedAndTakenAway) {
  const std::string body = page("/?q=treaty&actor=Turkey&kind=source&offset=0");
  EXPECT_THAT(body, HasSubstr("<li>actor <bdi>Turkey</bdi> <a "
                              "href=\"/?q=treaty&amp;kind=source\">remove</a></li>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/?q=treaty&amp;kind=source\" dir=\"auto\" "
                              "aria-current=\"true\">Turkey</a>"))
      << "chosen by its name";
  EXPECT_THAT(body, HasSubstr("<a href=\"/?q=treaty&amp;actor=Turkey&amp;kind=source&amp;actor="
                              "kars-treaty\" dir=\"auto\">Treaty of Kars</a>"));
  EXPECT_THAT(body, HasSubstr("<input type=\"hidden\" name=\"actor\" value=\"Turkey\">"));
  EXPECT_THAT(page("/?q=treaty&from=1900&evidence=name"),
              HasSubstr("<li>evidence <bdi>name</bdi> <a href=\"/?q=treaty&amp;from=1900\">"));
  EXPECT_THAT(page("/?q=treaty&group=document"),
              HasSubstr("<a href=\"/?q=treaty&amp;document=treaty-of-kars\">3 passages found"));
}

TEST_F(Pages, MessagesAreTold) {
  EXPECT_THAT(page("/?q=treety&kind=source"),
              HasSubstr("Did you mean <a href=\"/?kind=source&amp;q=treaty\" dir=\"auto\">treaty"));
  EXPECT_THAT(page("/?q=treety"), HasSubstr("Nothing matches"));
  EXPECT_THAT(page("/?actor=lennin"), HasSubstr("lennin"));
  EXPECT_THAT(page("/?q=moscow+described"), HasSubstr("No passage has all these words"));
  EXPECT_THAT(page("/?q=treaty"), HasSubstr("Searched: <bdi>treaty</bdi>"));
  TinyLibrary hurried(small_corpus(), std::chrono::nanoseconds(1));
  const Response cut = hurried.get("/?q=treaty");
  EXPECT_EQ(cut.status, 200);
  EXPECT_THAT(cut.body, HasSubstr("at least "));
  EXPECT_EQ(header(cut, "ETag"), "");
}

TEST_F(Pages, ProblemsAreToldInHtml) {
  const std::string body = page("/?from=yesteryear", 400);
  EXPECT_THAT(body, HasSubstr("<h1>Bad Request</h1>"));
  EXPECT_THAT(body, HasSubstr("&quot;yesteryear&quot; is not a date"));
  EXPECT_THAT(body, HasSubstr("<code>from</code>"));
  EXPECT_THAT(body, HasSubstr("<code>1914-07</code>"));
  const std::string sent = page("/?q=kars&from=%22x%3E&nonsense=1", 400);
  EXPECT_THAT(sent, HasSubstr("x&gt;&quot; is not a date"));
  EXPECT_THAT(sent, HasSubstr("name=\"q\" value=\"kars\""));
  EXPECT_THAT(sent, HasSubstr("name=\"from\" value=\"&quot;x&gt;\""));
  EXPECT_THAT(sent, Not(HasSubstr("hidden\" name"))) << "what is wrong is not sent again";
  EXPECT_THAT(page("/?q=%ff", 400), HasSubstr("UTF-8"));
  EXPECT_THAT(page("/?cursor=g9-1-cbf29ce484222325", 400), HasSubstr("cursor"));
  EXPECT_THAT(page("/passage/nothing", 404), HasSubstr("there is no passage with this id"));
  EXPECT_THAT(page("/document/nothing", 404), HasSubstr("there is no document with this id"));
  EXPECT_THAT(page("/actor/nobody", 404), HasSubstr("there is no actor with this id"));
  EXPECT_THAT(page("/passage/notes%2Fa%20b%2Cc%25:12345678", 410),
              HasSubstr("<a href=\"/document/notes%2Fa%20b%2Cc%25\">"));
  EXPECT_THAT(page("/document/treaty-of-kars?offset=x", 400), HasSubstr("offset"));
  EXPECT_EQ(tiny_.ask({"HEAD", "/passage/nothing"}).status, 404);
}

TEST_F(Pages, APassage) {
  const std::string id = id_of("ankara");
  const std::string body = page("/passage/" + percent_encoded(id) + "?q=anything");
  EXPECT_THAT(body, HasSubstr("<title>Treaty of Kars › Signature › Parties – Fasti</title>"));
  EXPECT_THAT(body,
              HasSubstr("<link rel=\"alternate\" type=\"application/json\" href=\"/v1/passages/" +
                        percent_encoded(id) + "\">"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/document/treaty-of-kars\""));
  EXPECT_THAT(body, HasSubstr("<a href=\"/actor/turkey\" title=\"Turkey (state), by a metonym, a "
                              "capital that stands for its state\">Ankara</a> agreed &amp; Moscow "
                              "&lt;too&gt;"));
  EXPECT_THAT(body, HasSubstr("<summary>What is marked, and why</summary>\n<dl>\n<dt dir=\"auto\">"
                              "Ankara</dt>\n<dd dir=\"auto\">Turkey (state), by a metonym, a "
                              "capital that stands for its state</dd>"));
  EXPECT_THAT(body, HasSubstr("/?from=1921-01-01&amp;to=1921-12-31")) << "the date of its heading";
  EXPECT_THAT(body, HasSubstr("Passage</dt>\n<dd dir=\"auto\">2 of 3</dd>"));
  EXPECT_THAT(body,
              HasSubstr("<a rel=\"prev\" href=\"/passage/" + percent_encoded(id_of("signed"))));
  EXPECT_THAT(body,
              HasSubstr("<a rel=\"next\" href=\"/passage/" + percent_encoded(id_of("third"))));

  const std::string first = page("/passage/" + percent_encoded(id_of("signed")));
  EXPECT_THAT(first,
              HasSubstr("<a href=\"/?from=1921-10-13&amp;to=1921-10-13\" title=\"1921-10-13: "
                        "by the rule “test”, as written\">13 October 1921</a>"))
      << "a rule that nothing is known of";
  EXPECT_THAT(first, Not(HasSubstr("rel=\"prev\"")));
  const std::string alone = page("/passage/" + percent_encoded(id_of("described")));
  EXPECT_THAT(alone, HasSubstr("<a class=\"by-hand\" href=\"/document/treaty-of-kars\" "
                               "title=\"Treaty of Kars\">"));
  EXPECT_THAT(alone, Not(HasSubstr("rel=\"next\"")));
}

TEST_F(Pages, ADocument) {
  const std::string body = page("/document/treaty-of-kars");
  EXPECT_THAT(body, HasSubstr("<title>Treaty of Kars – Fasti</title>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"https://example.org/kars\""));
  EXPECT_THAT(body, HasSubstr("<a href=\"/actor/kars-treaty\" dir=\"auto\">Treaty of Kars</a>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/passage/" + percent_encoded(id_of("ankara")) +
                              "\" dir=\"auto\">Parties</a>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/?document=treaty-of-kars\">"));
  EXPECT_EQ(count(body, "<p class=\"text\""), 3U);
  EXPECT_THAT(page("/document/treaty-of-kars?limit=2"),
              HasSubstr("<a rel=\"next\" href=\"/document/treaty-of-kars?offset=2&amp;limit=2\">"));
  EXPECT_THAT(page("/document/treaty-of-kars?offset=2&limit=2"),
              HasSubstr("<a rel=\"prev\" href=\"/document/treaty-of-kars?limit=2\">"));
  const std::string licence =
      "<dt dir=\"auto\">Licence</dt>\n<dd dir=\"auto\"><a "
      "href=\"https://example.org/by?a=1&amp;b=2\"";
  EXPECT_THAT(body, HasSubstr("https://example.org/kars</a></dd>\n" + licence));
  EXPECT_EQ(count(body, ">License<"), 0U) << "told once";
  EXPECT_THAT(body, HasSubstr(">rights</dt>\n<dd dir=\"auto\">some</dd>"));
  EXPECT_THAT(page("/passage/" + percent_encoded(id_of("ankara"))), HasSubstr(licence));
  EXPECT_THAT(page("/document/empty"), Not(HasSubstr("Licence")));
  EXPECT_THAT(body, HasSubstr("<h2>Linked from</h2>\n<ul>\n<li dir=\"auto\"><a "
                              "href=\"/document/notes%2Fa%20b%2Cc%25\" dir=\"auto\">Notes</a> "
                              "<span class=\"count\">1 passage</span></li>\n</ul>\n"));
  EXPECT_THAT(body,
              HasSubstr("<h2>Related</h2>\n<ul>\n<li dir=\"auto\"><a href=\"/document/empty\" "
                        "dir=\"auto\">Empty</a></li>\n<li dir=\"auto\">lost &amp; gone</li>\n"));
  EXPECT_THAT(page("/document/empty"), Not(HasSubstr("Linked from")));
  EXPECT_THAT(page("/document/empty"), HasSubstr("Passages</dt>\n<dd dir=\"auto\">0</dd>"));
  EXPECT_THAT(page("/document/notes%2Fa%20b%2Cc%25"), HasSubstr("<h1 lang=\"en\""));
}

TEST_F(Pages, AnActor) {
  index::TinyCorpus corpus = small_corpus();
  auto& passage = corpus.documents[0].passages[1];
  passage.mentions.push_back({"Moscow", "kars-treaty"});
  corpus.documents[0].passages[0].mentions.clear();
  TinyLibrary library(corpus);
  const std::string body = library.get("/actor/turkey").body;
  EXPECT_THAT(body, HasSubstr("<title>Turkey – Fasti</title>"));
  EXPECT_THAT(body, HasSubstr("<bdi>Türkiye</bdi>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/?actor=turkey\">1 passage in 1 document</a>"));
  EXPECT_THAT(body, HasSubstr("<a href=\"/?actor=turkey&amp;decade=1920s\""));
  EXPECT_THAT(body, HasSubstr("<a href=\"/actor/kars-treaty\" dir=\"auto\">Treaty of Kars</a>"));
  EXPECT_THAT(body, HasSubstr("/?actor.all=turkey&amp;actor.all=kars-treaty"));
  const std::string treaty = page("/actor/kars-treaty");
  EXPECT_THAT(treaty, HasSubstr("Successor of</dt>\n<dd dir=\"auto\"><a href=\"/actor/turkey\""));
  EXPECT_THAT(treaty, HasSubstr("Part of</dt>\n<dd dir=\"auto\">gone</dd>"));
  EXPECT_THAT(treaty, HasSubstr("First date</dt>\n<dd dir=\"auto\"><a href=\"/passage/"));
}

TEST_F(Pages, HowToSearchIsExplained) {
  const std::string body = page("/about");
  EXPECT_THAT(body, HasSubstr("<a href=\"/?q=stalin%20NEAR%2F5%20kars\">"));
  for (const char* name : {"actor.not", "overlap", "sort"})
    EXPECT_THAT(body, HasSubstr("<dt><code>" + std::string(name) + "</code></dt>"));
}

TEST_F(Pages, CanBeCited) {
  const std::string id = id_of("signed");
  const std::string body = page("/passage/" + percent_encoded(id));
  const std::string head = body.substr(0, body.find("</head>"));
  EXPECT_THAT(head, HasSubstr("<link rel=\"canonical\" href=\"/passage/" + percent_encoded(id)));
  for (const auto& [name, content] : std::initializer_list<std::pair<std::string, std::string>>{
           {"DC.title", "Treaty of Kars › Signature"},
           {"DC.date", "1921"},
           {"DC.identifier", id},
           {"DC.source", "https://example.org/kars"},
           {"DC.language", "en"},
           {"DC.creator", "A. Clerk"},
           {"DC.rights", "https://example.org/by?a=1&amp;b=2"},
           {"DC.type", "Text"},
           {"citation_title", "Treaty of Kars › Signature"},
           {"citation_date", "1921"},
           {"citation_language", "en"}})
    EXPECT_THAT(head, HasSubstr("<meta name=\"" + name + "\" content=\"" + content + "\">"));
  const std::size_t span = body.find("<span class=\"Z3988\"");
  EXPECT_LT(span, body.find("<noscript>", body.find("<main ")));
  const std::string object = body.substr(span, body.find('>', span) - span);
  EXPECT_THAT(object, HasSubstr("title=\"ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3A"
                                "kev%3Amtx%3Adc&amp;rft.title=Treaty%20of%20Kars%20"));
  // The same wherever the passage is.
  const std::string coins =
      tiny_.json("/v1/search?q=signed&coins=1")["hits"][0]["coins"].get<std::string>();
  EXPECT_THAT(body, HasSubstr("title=\"" + escaped(coins) + "\""));
  EXPECT_THAT(page("/?q=signed"), HasSubstr("title=\"" + escaped(coins) + "\""));
  EXPECT_EQ(tiny_.json("/v1/passages/" + percent_encoded(id))["coins"], coins);
  EXPECT_FALSE(tiny_.json("/v1/search?q=signed")["hits"][0].contains("coins"));
  EXPECT_THAT(object, HasSubstr("&amp;rft.date=1921&amp;rft.identifier=" + percent_encoded(id)));
  EXPECT_THAT(object, HasSubstr("&amp;rft.source=https%3A%2F%2Fexample.org%2Fkars"));

  const std::string document = page("/document/notes%2Fa%20b%2Cc%25");
  EXPECT_THAT(document, HasSubstr("<meta name=\"DC.identifier\" content=\"notes/a b,c%\">"));
  EXPECT_THAT(document, Not(HasSubstr("DC.date"))) << "it has none";
  EXPECT_THAT(page("/passage/" + percent_encoded(id_of("described"))),
              HasSubstr("<meta name=\"DC.source\" content=\"Notes\">"))
      << "where there is no address of the source";
}

// Whatever the texts and the requests hold, the page's elements are its own.
TEST_F(Pages, NothingOfOthersIsMarkup) {
  const std::string evil =
      "</noscript></title><script>alert(1)</script>\" onload=\"alert(2)\" 'x'><img src=x "
      "onerror=alert(3)>&amp;<!--plain-->";
  index::TinyCorpus corpus{
      .documents = {{.id = evil,
                     .title = evil,
                     .kind = evil,
                     .passages = {{.text = evil + " treaty 1921",
                                   .dates = {{"1921", "1921"}},
                                   .mentions = {{"treaty", evil}},
                                   .headings = {evil},
                                   .links = {{"<script>", evil}}},
                                  {.text = "treaty " + evil}},
                     .lang = "en\"><script>",
                     .url = "javascript:alert(1)",
                     .subject = evil,
                     .related = {evil, "lost" + evil},
                     .metadata = {{evil, evil}, {"licence", "https://\"" + evil}}}},
      .actors = {index::tiny_actor(evil, evil, actors::Type::treaty, {evil})},
      .eras = {index::tiny_era(evil, evil, "1900", "1950")}};
  corpus.actors[0].parent = evil;
  corpus.actors[0].note = evil;
  corpus.actors[0].document = evil;
  TinyLibrary library(corpus);
  const std::string sent = percent_encoded(evil);
  const std::string passage =
      library.json("/v1/search?q=treaty")["hits"][0]["id"].get<std::string>();
  for (const std::string& target :
       std::vector<std::string>{"/",
                                "/?q=treaty",
                                "/?q=" + sent,
                                "/?q=treaty&actor=" + sent + "&era=" + sent,
                                "/?kind=" + sent + "&document=" + sent,
                                "/?actor=nobody" + sent,
                                "/?from=" + sent,
                                "/?" + sent + "=1",
                                "/?q=title:" + sent,
                                "/?sort=" + sent,
                                "/?q=a&cursor=" + sent,
                                "/passage/" + percent_encoded(passage),
                                "/passage/" + sent,
                                "/passage/" + sent + "%3A12345678",
                                "/document/" + sent,
                                "/document/x" + sent,
                                "/document/" + sent + "?" + sent,
                                "/actor/" + sent,
                                "/actor/x" + sent,
                                "/web/" + sent}) {
    SCOPED_TRACE(target);
    const Response response = library.get(target);
    EXPECT_LT(response.status, 500);
    std::string body = response.body;
    const std::string answer = take_answer(body);
    EXPECT_EQ(answer.find('<'), std::string::npos) << "nothing ends the block";
    EXPECT_TRUE(answer.empty() || json::accept(answer));
    EXPECT_EQ(count(body, "<script"), 1U) << "the page's own";
    EXPECT_EQ(count(body, "</noscript>"), count(std::string(web::index_html), "</noscript>"));
    EXPECT_EQ(count(body, "</title>"), 1U);
    EXPECT_EQ(count(body, "<main "), 1U);
    for (const char* never : {"<img", "\" onload", "href=\"javascript:", "<!--plain-->"})
      EXPECT_THAT(body, Not(HasSubstr(never)));
  }
  EXPECT_THAT(library.get("/document/" + sent).body, HasSubstr("&lt;script&gt;alert(1)"));
}

}  // namespace
}  // namespace fasti::api
