"""Texts whose authors mean harm: what they hold is data, wherever it is shown."""

import csv
import html.parser
import io
import json
import shutil
import subprocess
import unittest
import urllib.parse

from harness import Server, TemporaryDirectoryTest, err, json_lines, run
from pages import Page

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
BIDI = "\u202eevil\u202c \u2066inside\u2069 \u200f"
CONTROL = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x2028, 0x2029]))
LONG = "a" * 10_000

DOCUMENTS = [
    {"id": "script", "title": f"Treaty {SCRIPT}", "text": f"The treaty {SCRIPT} of 1671 & <b>more</b>.",
     "kind": SCRIPT, "url": "javascript:document.title='taken'", "actors": [SCRIPT]},
    {"id": "attribute", "title": "Treaty \" onmouseover=\"x' onfocus='y", "text": "A treaty \"'`></textarea>."},
    {"id": "controls", "title": f"Treaty{CONTROL}", "text": f"A treaty {CONTROL} of 1672."},
    {"id": "bidi", "title": f"Treaty {BIDI}", "text": f"A treaty {BIDI} of 1673. ‏معاهدة treaty"},
    {"id": "long", "title": f"Treaty {LONG}", "text": f"A treaty {LONG} of 1674. " + LONG * 20},
    {"id": "formula", "title": "=cmd|'/c calc'!A1 treaty", "text": "=1+1 treaty\n\n+1 treaty\n\n@SUM(1) treaty"},
    {"id": "lines", "title": "Treaty\r\nER  - \r\nTY  - GEN", "text": "A treaty\r\nER  - \r\nX-Injected: yes }\n@x{a,\n"},
    {"id": "../../../etc/passwd", "title": "Treaty of a path", "text": "A treaty with a path for a name."},
    {"id": "..%2f..%2fetc%2fpasswd", "title": "Treaty of percents", "text": "A treaty %00 %0d%0aX-Injected: yes."},
    {"id": "q\"' OR 1=1;--\r\nX-Injected: yes", "title": "Treaty of quotes", "text": "A treaty; DROP TABLE."},
    {"id": "combining", "title": "Treaty " + "e" + "\u0301" * 3000, "text": "A treaty " + "o" + "\u0308" * 20_000},
    {"id": "last", "title": "Treaty \ufffe\U0010ffff", "text": "A treaty of \ufdd0 no characters."},
    {"id": "era", "title": "Treaty of the era", "text": "A treaty of 99999999999999999999 and of -5000000000 BC.",
     "date": "99999999999999999999-13-45"},
    {"id": "x" * 5000, "title": "Treaty of a long name", "text": "A treaty with a long name."},
]


class MarkOnly(html.parser.HTMLParser):
    """Fails on any element but the marks of a search."""

    def handle_starttag(self, tag, attrs):
        if tag != "mark" or attrs:
            raise AssertionError(f"an element came through: {tag} {attrs}")


class HostileTexts(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        half = '{"id": "half", "text": "A treaty of \\ud800 half a character."}\n'
        source = self.write("hostile.jsonl", half + "".join(json.dumps(d) + "\n" for d in DOCUMENTS))
        index = self.directory / "index"
        process = run("build", "--index", index, source)
        self.assertEqual(process.returncode, 0, err(process))
        self.assertIn("hostile.jsonl:1: ", err(process))
        self.server = self.enterContext(Server(index))

    def ids(self):
        return [document["id"] for document in self.server.json("/v1/documents?limit=100")["documents"]]

    def get(self, path):
        status, headers, body = self.server.get(path)
        self.assertLess(status, 500, path)
        self.assertNotIn("X-Injected", headers)
        return status, headers, body

    def test_every_document_is_found_and_can_be_asked_for(self):
        found = self.server.json("/v1/search?q=treaty&group=document&limit=100")
        ids = self.ids()
        self.assertEqual(len(ids), len(DOCUMENTS))
        self.assertEqual(found["total"]["documents"], len(ids))
        for name in ids:
            document = self.server.json("/v1/documents/" + urllib.parse.quote(name, safe=""))
            self.assertEqual(document["id"], name)
            hits = self.server.json("/v1/search?document=" + urllib.parse.quote(name, safe=""))["hits"]
            self.assertTrue(hits, name)
            for hit in hits:
                path = "/v1/passages/" + urllib.parse.quote(hit["id"], safe="")
                self.assertEqual(self.server.json(path)["id"], hit["id"])
                self.assertEqual(self.get(path + "/similar")[0], 200)

    def test_marked_text_holds_marks_alone(self):
        for query in ("treaty", "script", "onerror", "more", "title", "alert", "x", "\"b\"", "img", "src"):
            answer = self.server.json(
                "/v1/search?highlight=html&limit=100&q=" + urllib.parse.quote(query))
            for hit in answer["hits"]:
                MarkOnly().feed(hit["html"])

    def test_pages_hold_elements_of_their_own_alone(self):
        def page(address):
            _, headers, body = self.get(address)
            self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
            return Page(body.decode())

        def quoted(text):
            return urllib.parse.quote(text, safe="")

        for name in self.ids():
            document = page("/document/" + quoted(name))
            self.assertTrue(document.texts, name)
            found = page("/?q=treaty&document=" + quoted(name))
            for address in [to for to, _, _ in document.links + found.links
                            if to.startswith(("/passage/", "/actor/", "/?"))][:30]:
                page(address)
        for text in (SCRIPT, BIDI, CONTROL, "\0", "\"'>", "</noscript><script>", "<!--plain-->"):
            for address in ("/?q=", "/?actor=", "/?from=", "/?sort=", "/?x=", "/passage/", "/document/",
                            "/actor/", "/web/", f"/?{quoted(text)}="):
                page(address + quoted(text))

    def test_answers_are_json_for_no_browser_to_run(self):
        for path in ("/v1/search?q=treaty", "/v1/documents", "/v1/actors", "/v1/suggest?q=tre",
                     "/v1/search?q=%3Cscript%3E&nonsense=%3Cscript%3E", "/v1/documents/%3Cscript%3E"):
            _, headers, body = self.get(path)
            json.loads(body)
            self.assertRegex(headers["Content-Type"], r"^application/(problem\+)?json")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        headers = self.get("/")[1]
        self.assertIn("script-src 'self'", headers["Content-Security-Policy"])
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
        self.assertNotIn("unsafe", headers["Content-Security-Policy"])

    def test_exports_keep_their_form(self):
        count = self.server.json("/v1/search?q=treaty")["total"]["passages"]
        body = self.get("/v1/export?q=treaty&format=csv")[2].decode()
        rows = list(csv.reader(io.StringIO(body)))
        self.assertEqual(len(rows), count + 1)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        for row in rows:
            for cell in row:
                self.assertNotRegex(cell, r"^[=+@\t\r-]")
        self.assertEqual(len(json_lines(self.get("/v1/export?q=treaty")[2].decode())), count)
        self.assertEqual(len(json.loads(self.get("/v1/export?q=treaty&format=csljson")[2])), count)
        ris = self.get("/v1/export?q=treaty&format=ris")[2].decode()
        self.assertEqual(ris.count("\nER  - "), count)
        self.assertEqual(sum(line.startswith("TY  - ") for line in ris.splitlines()), count)
        bibtex = self.get("/v1/export?q=treaty&format=bibtex")[2].decode()
        self.assertEqual(sum(line.startswith("@") for line in bibtex.splitlines()), count)
        self.assertEqual(bibtex.count("{"), bibtex.count("}"))

    def test_the_log_stays_one_object_a_line(self):
        self.get("/v1/search?q=" + urllib.parse.quote("a\r\n{\"forged\": 1}"))
        self.get("/v1/documents/" + urllib.parse.quote("x\n{\"forged\": 1}", safe=""))
        self.server.end()
        for line in self.server.lines[1:]:
            self.assertNotIn("forged", json.loads(line))

    def test_the_page_shows_and_does_not_run_it(self):
        chromium = shutil.which("chromium")
        if chromium is None:
            self.skipTest("there is no Chromium here: script/bootstrap browser")
        process = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             f"--user-data-dir={self.directory}/browser", "--virtual-time-budget=5000", "--dump-dom",
             self.server.address + "/?q=treaty"],
            capture_output=True, timeout=120, check=False)
        page = process.stdout.decode()
        self.assertIn("treaty – Fasti</title>", page)
        self.assertIn("&lt;script&gt;document.title='taken'", page)
        self.assertNotIn("<title>taken", page)
        self.assertNotIn("<img", page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
