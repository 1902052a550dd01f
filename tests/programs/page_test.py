"""The pages, read as by a browser without JavaScript: by links and the form alone."""

import re
import unittest
import urllib.parse

from harness import SOURCE, IndexedOnce, Server, TemporaryDirectoryTest
from pages import Page


class WithoutJavaScript(IndexedOnce):
    sources = [SOURCE / "corpus"]

    def page(self, address, expect=200):
        status, headers, body = self.server.get(address)
        self.assertEqual(status, expect, address)
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        return Page(body.decode())

    def asked(self, address):
        """What the interface answers to the same search."""
        return self.server.json("/v1/search" + address.removeprefix("/"))

    def total(self, page):
        return int(re.search(r"([\d,]+) passages? in", page.words).group(1).replace(",", ""))

    def passages(self, page):
        return [where for where, _, _ in page.links if where.startswith("/passage/")]

    def search(self, **fields):
        """The result, and its address, from the form of the first page."""
        address = self.page("/").sent(**fields)
        return self.page(address), address

    def test_the_form_finds_what_the_interface_finds(self):
        found, address = self.search(q="treaty", to="1900")
        answer = self.asked(address)
        self.assertEqual(self.total(found), answer["total"]["passages"])
        self.assertEqual(found.texts, [hit["text"] for hit in answer["hits"]])
        self.assertEqual(found.fields["q"], ["treaty"])
        self.assertEqual(found.fields["to"], ["1900"])
        self.assertEqual(found.title, "treaty – Fasti")

    def test_links_lead_to_the_next_hits_and_back(self):
        page, address = self.search(q="treaty")
        first, seen = page, []
        for _ in range(3):
            seen += page.texts
            address = page.link(relation="next")
            page = self.page(address)
        self.assertEqual(seen, [hit["text"] for hit in self.server.json("/v1/search?q=treaty&limit=30")["hits"]])
        for _ in range(3):
            page = self.page(page.link(relation="prev"))
        self.assertEqual(page.texts, first.texts)
        self.assertIsNone(page.link(relation="prev"))

    def test_values_of_facets_are_added_and_taken_away(self):
        page, _ = self.search(q="treaty")
        all_of_it = self.total(page)
        for facet in ("era", "decade", "actor", "kind"):
            added = next(where for where, _, _ in page.links if f"&{facet}=" in where)
            narrowed = self.page(added)
            with self.subTest(facet):
                self.assertEqual(self.total(narrowed), self.asked(added)["total"]["passages"])
                self.assertEqual(self.total(narrowed), page.counts[added])
                # A new query keeps the filter.
                kept = narrowed.sent(q="peace")
                self.assertIn(f"&{facet}=", kept)
                self.assertEqual(self.total(self.page(kept)), self.asked(kept)["total"]["passages"])
                back = self.page(narrowed.link(text="remove"))
                self.assertEqual(self.total(back), all_of_it)
                self.assertEqual(back.texts, page.texts)

    def test_a_hit_leads_to_its_passage_its_document_and_its_actors(self):
        found, _ = self.search(q="montreux convention")
        passage = self.page(self.passages(found)[0])
        self.assertEqual(passage.texts, found.texts[:1])
        neighbour = self.page(passage.link(relation="next") or passage.link(relation="prev"))
        self.assertNotEqual(neighbour.texts, passage.texts)
        back = neighbour.link(relation="prev") if passage.link(relation="next") else neighbour.link(relation="next")
        self.assertEqual(self.page(back).texts, passage.texts)

        document = self.page(passage.link(to="/document/"))
        self.assertIn(passage.texts[0], document.texts)
        self.assertIn(document.headings[0][1], passage.title)

        where = passage.link(to="/actor/")
        actor = self.page(where)
        of_actor = self.page(actor.link(to="/?actor="))
        self.assertEqual(self.total(of_actor), self.total(actor))
        self.assertGreater(self.total(actor), 0)
        companion = self.page(next(to for to, _, _ in actor.links if to.startswith("/actor/")))
        self.assertNotEqual(companion.title, actor.title)

        dated = next(to for to, _, _ in found.links + passage.links + document.links
                     if to.startswith("/?from="))
        self.assertGreater(self.total(self.page(dated)), 0)

    def test_a_document_leads_to_those_it_has_to_do_with(self):
        found = self.server.json("/v1/documents/turkey")
        page = self.page("/document/turkey")
        expected = [one["title"] for one in found["related"]] + [one["title"] for one in found["links_here"][:12]]
        self.assertGreater(len(found["links_here"]), 12)
        names = [text for _, _, text in page.links]
        for title in expected:
            self.assertIn(title, names)
        self.assertIn(f"Linked from {len(found['links_here'])}, of them 12", page.words)

    def test_marks_tell_why_they_are(self):
        titles = self.page("/document/russia-turkey-relations").titles
        self.assertGreater(len(titles), 300)
        for title, kind in titles:
            if kind == "by-hand":
                continue
            # Every rule that the texts show is known.
            self.assertNotIn("by the rule", title)
            self.assertRegex(title, r": .*(as written|worked out|with the time of|of a year that)|\), by (a |an )?\w+")

    def test_a_long_document_has_parts(self):
        longest = max(self.server.json("/v1/documents?limit=1000")["documents"],
                      key=lambda document: document["passages"])
        address = self.page(f"/?document={longest['id']}").link(to="/document/")
        texts, page = [], self.page(address + "?limit=50")
        while True:
            texts += page.texts
            following = page.link(relation="next")
            if following is None:
                break
            page = self.page(following)
        self.assertEqual(len(texts), longest["passages"])

    def test_every_link_leads_somewhere(self):
        waiting, seen = ["/", "/?q=treaty", "/about"], set()
        kinds = {}
        while waiting and len(seen) < 400:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            page = self.page(address)
            kind = re.match(r"/\w*", address).group()
            kinds[kind] = kinds.get(kind, 0) + 1
            # A few of each kind from each page: all of them would take hours.
            for start in ("/?", "/passage/", "/document/", "/actor/", "/about"):
                waiting += [to for to, _, _ in page.links if to.startswith(start)][:3]
        self.assertEqual(len(seen), 400)
        for kind in ("/", "/passage", "/document", "/actor", "/about"):
            self.assertGreaterEqual(kinds[kind], 1 if kind == "/about" else 20, kinds)

    def test_what_is_shown_can_be_cited(self):
        found, address = self.search(q="montreux")
        hits = self.asked(address)["hits"]
        self.assertEqual([one["rft.identifier"][0] for one in found.citations], [hit["id"] for hit in hits])
        passage = self.page(self.passages(found)[0])
        citation, document = passage.citations[0], hits[0]["document"]
        self.assertEqual(citation["ctx_ver"], ["Z39.88-2004"])
        self.assertEqual(citation["rft_val_fmt"], ["info:ofi/fmt:kev:mtx:dc"])
        self.assertTrue(citation["rft.title"][0].startswith(document["title"]))
        self.assertEqual(citation["rft.title"], passage.metas["DC.title"])
        self.assertEqual(citation["rft.title"], passage.metas["citation_title"])
        self.assertEqual(passage.metas["DC.identifier"], [hits[0]["id"]])
        self.assertEqual(citation["rft.source"], [document["url"] or document["title"]])

    def test_what_is_wrong_is_said(self):
        self.assertIn("is not a date", self.search_problem("from=yesteryear"))
        self.assertIn("nonsense", self.search_problem("nonsense=1"))
        for kind in ("passage", "document", "actor"):
            self.assertIn(f"there is no {kind}", self.page(f"/{kind}/nothing", expect=404).words)

    def search_problem(self, query):
        return self.page("/?" + query, expect=400).words

    def test_what_was_seen_is_not_sent_again(self):
        for address in ("/", "/?q=treaty", "/about", "/web/style.css"):
            first = self.server.get(address)
            self.assertRegex(first[1]["ETag"], r'^"[\w-]+"$')
            self.assertEqual(self.server.get(address)[1]["ETag"], first[1]["ETag"])


class Licences(TemporaryDirectoryTest):
    """From what a source says to what a reader sees."""

    TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
        <publicationStmt><publisher>P</publisher><availability>{}</availability></publicationStmt>
        <sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body><p>A text of 1850.</p></body></text></TEI>"""
    CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
    SOURCES = {
        "target.xml": (TEI.format(f'<licence target="{CC0}">Free.</licence>'), CC0),
        "words.xml": (TEI.format("<licence>Free for all.</licence>"), "Free for all."),
        "paragraph.xml": (TEI.format("<p>In the public domain.</p>"), "In the public domain."),
        "matter.md": (f'+++\nid = "matter"\nlicense = "{CC0}"\n+++\nA text of 1850.\n', CC0),
        "lines.jsonl": ('{"id": "lines", "text": "A text of 1850.", "rights": "Ask us."}\n', "Ask us."),
        "nothing.md": ('+++\nid = "nothing"\n+++\nA text of 1850.\n', None),
    }

    def test_reach_the_reader(self):
        self.build(*(self.write(name, text) for name, (text, _) in self.SOURCES.items()))
        with Server(self.directory / "index") as server:
            found = {hit["document"]["id"]: hit["id"] for hit in server.json("/v1/search?q=1850")["hits"]}
            self.assertEqual(len(found), len(self.SOURCES))
            for name, (_, licence) in self.SOURCES.items():
                document = name.split(".")[0]
                with self.subTest(name):
                    self.assertEqual(server.json(f"/v1/documents/{document}")["licence"], licence)
                    address = "/v1/passages/" + urllib.parse.quote(found[document])
                    self.assertEqual(server.json(address)["source"]["licence"], licence)
                    for where in (f"/document/{document}", "/passage/" + urllib.parse.quote(found[document])):
                        page = Page(server.get(where)[2].decode())
                        self.assertEqual("Licence" in page.words, licence is not None)
                        self.assertIn(licence or "", page.words)
                        self.assertEqual(page.link(to=self.CC0), self.CC0 if licence == self.CC0 else None)


if __name__ == "__main__":
    unittest.main(verbosity=2)
