"""Raw text to faceted answers over HTTP, with the built programs."""

import html
import json
import pathlib
import signal
import tempfile
import unittest
import urllib.parse
import urllib.request

from harness import (SHARED, SOURCE, IndexedOnce, Server, TemporaryDirectoryTest, err, out, run,
                     wait_until)


def quote(text):
    return urllib.parse.quote(text, safe="")


class Searched(IndexedOnce):
    def search(self, **parameters):
        return self.server.json("/v1/search?" + urllib.parse.urlencode(parameters, doseq=True))

    def found(self, **parameters):
        return {hit["id"] for hit in self.search(limit=100, **parameters)["hits"]}


class BundledCorpus(Searched):
    sources = [SOURCE / "corpus"]

    def test_the_example_of_the_readme(self):
        answer = self.search(q="straits convention", decade="1930s")
        self.assertGreater(answer["total"]["passages"], 2)
        for hit in answer["hits"][:2]:
            self.assertIn("Montreux", hit["text"])
        self.assertIn("actor", answer["facets"])
        self.assertIn("era", answer["facets"])

    def test_any_spelling_finds_the_same(self):
        for q in ("Küçük Kaynarca", "kucuk kaynarca", "KUCUK  KAYNARCA", "Ku\u0308c\u0327u\u0308k Kaynarca"):
            with self.subTest(q):
                self.assertEqual(self.found(q=q), self.found(q="Küçük Kaynarca"))
        self.assertTrue(self.found(q="Küçük Kaynarca"))

    def test_counts_of_facets_are_what_their_filters_find(self):
        answer = self.search(q="treaty", facets="actor,type,era,century,decade,year,kind", facet_limit=8)
        checked = 0
        for facet, field in answer["facets"].items():
            for value in field["values"]:
                key = value.get("id", value.get("value"))
                filtered = self.search(q="treaty", limit=0, facets="", **{facet: key})
                with self.subTest(f"{facet}={key}"):
                    self.assertEqual(filtered["total"]["passages"], value["passages"])
                    self.assertEqual(filtered["total"]["documents"], value["documents"])
                checked += 1
        self.assertGreater(checked, 20)

    def test_a_range_of_dates_finds_what_a_reader_would_pick(self):
        hits = self.search(q="", **{"from": "1914-07", "to": "1918-11"}, limit=100)["hits"]
        self.assertTrue(hits)
        for hit in hits:
            inside = [d for d in hit["dates"]
                      if (d["earliest"] or "0") <= "1918-11-30" and (d["latest"] or "9") >= "1914-07-01"]
            self.assertTrue(inside, hit["id"])

    def test_highlights_mark_the_words(self):
        for hit in self.search(q="montreux")["hits"]:
            for begin, end in hit["highlights"]:
                self.assertEqual(hit["text"][begin:end].lower().rstrip("s'’"), "montreux")

    def test_dates_and_actors_stand_where_they_say(self):
        for hit in self.search(q="kars", limit=50)["hits"]:
            for date in hit["dates"]:
                if date["stated"]:
                    begin, end = date["span"]
                    self.assertEqual(hit["text"][begin:end], date["text"])
            for actor in hit["actors"]:
                self.assertTrue(actor["spans"])

    def test_passages_and_documents_have_addresses(self):
        hit = self.search(q="montreux")["hits"][0]
        passage = self.server.json("/v1/passages/" + quote(hit["id"]))
        self.assertEqual(passage["text"], hit["text"])
        listing = self.server.json("/v1/documents?limit=5")
        self.assertEqual(len(listing["documents"]), 5)
        document = self.server.json("/v1/documents/" + quote(hit["document"]["id"]))
        self.assertEqual(document["id"], hit["document"]["id"])

    def test_bad_requests_name_the_parameter(self):
        for query, parameter in [("from=yesteryear", "from"), ("limit=many", "limit"),
                                 ("limit=1000", "limit"), ("nonsense=1", "nonsense"),
                                 ("overlap=most", "overlap"), ("from=1920&to=1910", "from")]:
            with self.subTest(query):
                status, headers, body = self.server.get("/v1/search?q=x&" + query)
                self.assertEqual(status, 400, body)
                self.assertTrue(headers["Content-Type"].startswith("application/problem+json"))
                self.assertEqual(json.loads(body)["parameter"], parameter)

    def test_hostile_queries_are_answered(self):
        for q in ("\0", "*", '"', "(" * 1000, "a " * 5000, "NOT", "AND OR", "-", "\u202e", "a*"):
            with self.subTest(q[:20]):
                status, _, body = self.server.get("/v1/search?q=" + quote(q))
                self.assertIn(status, (200, 400, 414), body)
        status, _, _ = self.server.get("/v1/search?q=%ff%fe")
        self.assertIn(status, (200, 400))

    def logged(self, method, target):
        """The line of the log for a request, which is written after its answer is sent."""
        def line():
            for text in reversed(self.server.lines):
                if '"target"' in text and (found := json.loads(text))["target"] == target:
                    return found if found["method"] == method else None
            return None
        self.assertTrue(wait_until(line), target)
        return line()

    def test_the_log_tells_the_bytes_that_were_sent(self):
        for target in ("/v1/search?q=bytes+sent", "/v1/export?q=treaty&format=csv",
                       "/v1/export?q=no-such-word-at-all", "/no/such/page"):
            with self.subTest(target):
                body = self.server.get(target)[2]
                self.assertEqual(self.logged("GET", target)["bytes"], len(body))
        for target in ("/v1/search?q=of+a+head", "/v1/export?q=peace"):
            with self.subTest(target):
                request = urllib.request.Request(self.server.address + target, method="HEAD")
                with urllib.request.urlopen(request, timeout=30):
                    pass
                self.assertEqual(self.logged("HEAD", target)["bytes"], 0)

    def test_unknown_values_give_nothing_and_a_hint(self):
        answer = self.search(q="", actor="lennin")
        self.assertEqual(answer["total"]["passages"], 0)
        self.assertTrue(answer["query"]["warnings"])

    def test_the_page_and_health(self):
        status, headers, body = self.server.get("/")
        self.assertEqual(status, 200)
        self.assertIn("text/html", headers["Content-Type"])
        self.assertIn("script-src 'self'", headers["Content-Security-Policy"])
        self.assertIn(b"<form", body)
        self.assertEqual(self.server.get("/healthz")[0], 200)
        self.assertEqual(self.server.get("/no/such/page")[0], 404)


class Languages(Searched):
    """Documents in several languages, searched without saying in which."""

    sources = [SOURCE / "tests" / "data" / "languages.jsonl"]

    def documents(self, **parameters):
        hits = self.search(limit=100, facets="", **parameters)["hits"]
        return {hit["document"]["id"] for hit in hits}

    def test_words_are_found_in_any_form(self):
        for q, found in [
                # by the stemmer of the document's language
                ("Strasse", "de"), ("STRASSE Stadt", "de"), ("haus", "de"), ("vertrag", "de de-AT"),
                ("land", "de-AT"), ("général", "fr"), ("GENERAL", "fr"), ("cheval roi", "fr"),
                ("l'oeuvre", "fr"), ("l'hotel", "fr"), ("новая", "ru"), ("турецкого", "ru"),
                ("ТУРЕЦКИЕ", "ru"), ("все еще", "ru"), ("договоры", "ru"), ("kitap", "tr"),
                ("göz", "tr"), ("gozler", "tr"), ("sınır", "tr"), ("SINIRLAR", "tr"),
                ("policy", "none"), ("police", "en"), ("policies", "none"),
                # letters that readers write in several ways
                ("ışık", "tr"), ("isik", "tr"), ("IŞIK", "tr"), ("İSTANBUL", "tr"),
                ("istanbul", "tr"), ("ırmak", "tr"), ("irmak", "tr"), ("Irmak", "tr"),
                ("στρατηγος", "el"), ("ΣΤΡΑΤΗΓΌΣ", "el"), ("αθηνας", "el"), ("المعاهدة", "ar"),
                ("كتاب", "ar"), ("اسطنبول", "ar"), ("first office", "en"), ("tariffs", "en"),
                ("convention", "en"), ("con\u00advention", "en"), ("café", "en"),
                ("cafe\u0301", "en"), ("ＣＡＦＥ", "en"), ("abc123", "ja"), ("カタカナ", "ja"),
                # scripts without blanks between words
                ("戰爭", "zh"), ("條約", "zh"), ("土耳其", "zh"), ("1877", "zh"), ("条約", "ja"),
                ("1921", "ja th"), ("nato", "ja"), ("トルコ", "ja"), ("สนธิสัญญา", "th"),
                ("บ้าน", "th"), ("ดำ", "th"), ("がっこう", "ja"), ("かっこう", ""), ("ดา", "")]:
            with self.subTest(q):
                self.assertEqual(self.documents(q=q, match="all"), set(found.split()))

    def test_phrases_keep_every_word_and_their_order(self):
        for phrase, found in [
                ("to be or not to be", "en"), ("treaty of the straits", "en"),
                ("treaty of straits", ""), ("not to be signed", "en"), ("not be signed", ""),
                ("der vertrag wurde in der strasse", "de"), ("de ville", "fr"), ("ville de", ""),
                ("мир в городе", ""), ("в русском городе", "ru"), ("俄土戰爭", "zh"),
                ("簽訂條約", "zh"), ("條約簽訂", ""), ("1921年10月", "ja"), ("NATOの拡大", "ja"),
                ("拡大のNATO", ""), ("στρατηγός υπέγραψαν", "el"), ("كتاب السلام", "ar")]:
            with self.subTest(phrase):
                self.assertEqual(self.documents(q=f'"{phrase}"'), set(found.split()))

    def test_a_language_can_be_chosen(self):
        self.assertEqual(self.documents(q="treaty", lang="en"), {"en", "none"})
        self.assertEqual(self.documents(q="treaty", lang="fr"), set())
        self.assertEqual(self.documents(q="vertrag", lang="de-AT"), {"de-AT"})
        self.assertEqual(self.documents(q="1921", lang=["ja", "th"]), {"ja", "th"})
        self.assertEqual(self.documents(q="", lang="ru"), {"ru"})

    def test_highlights_stand_on_the_words_in_any_script(self):
        for q, marked in [("街 条約", "条約"), ('"俄土戰爭"', "俄土戰爭"), ("المعاهدة", "المُعَاهَدَة"),
                          ("στρατηγος", "ΣΤΡΑΤΗΓΟΣ"), ("1877", "1877"), ("isik", "Işık"),
                          ("cafe", "Café"), ("first", "ﬁrst"), ("haus", "Häuser"),
                          ("новая", "Новый"), ('"สนธิสัญญา"', "สนธิสัญญา"), ("abc123", "ＡＢＣ１２３")]:
            with self.subTest(q):
                hit = self.search(q=q, match="any", highlight="html")["hits"][0]
                begin, end = hit["highlights"][0]
                self.assertEqual(hit["text"][begin:end], marked)
                self.assertIn(f"<mark>{marked}</mark>", hit["html"])
                without = hit["html"].replace("<mark>", "").replace("</mark>", "")
                self.assertEqual(html.unescape(without), hit["text"])


@unittest.skipUnless(SHARED, "the shared development data is not here (FASTI_SHARED_DIR)")
class ScrapedArticle(Searched):
    sources = sorted(pathlib.Path(SHARED, "seed").glob("*.txt")) if SHARED else []

    def test_comes_apart_into_an_article_and_its_sources(self):
        documents = []
        while True:
            page = self.server.json(f"/v1/documents?limit=100&offset={len(documents)}")["documents"]
            if not page:
                break
            documents += page
        kinds = [document["kind"] for document in documents]
        self.assertEqual(kinds.count("article"), 1)
        self.assertGreaterEqual(kinds.count("source"), 110)
        self.assertLessEqual(kinds.count("source"), 135)

    def test_finds_the_treaty_of_kars(self):
        self.assertIn("Treaty of Kars", self.search(q="treaty of kars")["hits"][0]["text"])

    def test_lists_each_state_once(self):
        values = self.search(q="", facet_limit=100, facets="actor")["facets"]["actor"]["values"]
        names = [value["name"] for value in values]
        self.assertEqual(names.count("Turkey"), 1)
        self.assertEqual(names.count("Russia"), 1)

    def test_any_spelling_finds_the_same(self):
        expected = self.found(q="Küçük Kaynarca")
        self.assertTrue(expected)
        self.assertEqual(self.found(q="kucuk kaynarca"), expected)
        self.assertEqual(self.found(q="Kaynarca"), expected)


class Lifetime(TemporaryDirectoryTest):
    def test_no_index_is_refused_with_the_remedy(self):
        from harness import SERVER
        process = run("--index", self.directory / "none", program=SERVER)
        self.assertEqual(process.returncode, 1)
        self.assertIn("fasti-index build", err(process))

    def test_serves_a_new_generation_and_ends_on_sigterm(self):
        self.write("a.txt", "Norland and Sudmark made peace in 1671.\n")
        self.build(self.directory / "a.txt")
        with Server(self.directory / "index") as server:
            self.assertEqual(server.json("/v1/search?q=peace")["total"]["documents"], 1)
            self.write("b.txt", "A second peace came in 1702.\n")
            self.build(self.directory / "a.txt", self.directory / "b.txt")
            self.assertTrue(wait_until(
                lambda: server.json("/v1/search?q=peace")["total"]["documents"] == 2))
            server.end()


PERSONS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
  <person xml:id="jb"><persName>Birk, Johanna</persName><death when="1690"/></person>
</listPerson></standOff></TEI>
"""
LETTERS = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letters">
<teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt></fileDesc></teiHeader>
<text><body>
  <div type="letter" xml:id="l1"><head>To the Queen</head>
    <p>Yesterday <rs type="person" ref="persons.xml#jb">the envoy</rs> arrived, on
      <date when="1671-05-04">the first Monday of the month</date>.<note>She stayed a year.</note></p></div>
  <div type="letter" xml:id="l2"><head>To the King</head>
    <p>The envoy is a word, and no person.</p></div>
</body></text></TEI>
"""


class Tei(TemporaryDirectoryTest):
    def test_an_actor_and_a_day_are_found_where_the_editor_marks_them(self):
        self.write("texts/letters.xml", LETTERS)
        self.write("texts/persons.xml", PERSONS)
        process = run("build", "--index", self.directory / "index", self.directory / "texts")
        self.assertEqual(process.returncode, 0, err(process))
        self.assertEqual(err(process), "")
        with Server(self.directory / "index") as server:
            def documents(query):
                hits = server.json("/v1/search?" + query)["hits"]
                return [hit["document"]["id"] for hit in hits]

            self.assertEqual(sorted(documents("q=envoy")), ["letters/l1", "letters/l2"])
            self.assertEqual(documents("q=envoy&actor=johanna-birk"), ["letters/l1"])
            self.assertEqual(documents("from=1671-05-04&to=1671-05-04"), ["letters/l1"])
            self.assertEqual(server.json("/v1/actors/johanna-birk")["name"], "Johanna Birk")
            self.assertEqual(server.json("/v1/documents/letters%2Fl1")["title"], "To the Queen")


if __name__ == "__main__":
    unittest.main()
