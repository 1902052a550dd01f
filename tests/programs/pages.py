"""A page of the server as a reader without JavaScript has it."""

import html.parser
import urllib.parse

VOID = {"meta", "link", "input", "br", "hr", "img"}
ELEMENTS = VOID - {"img", "br", "hr"} | {
    "html", "head", "title", "script", "body", "a", "header", "form", "label", "span", "button",
    "main", "noscript", "nav", "section", "div", "ol", "ul", "li", "article", "h1", "h2", "h3", "p",
    "dl", "dt", "dd", "mark", "bdi", "code", "details", "summary"}
ATTRIBUTES = {"charset", "name", "content", "rel", "href", "type", "src", "lang", "dir", "class",
              "id", "role", "action", "method", "for", "autocomplete", "spellcheck", "autofocus",
              "placeholder", "size", "value", "title", "start", "tabindex", "hidden", "enterkeyhint"}


class Page(html.parser.HTMLParser):
    """What a page holds. Fails where its elements do not nest, or are none that our pages have."""

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.links = []     # (where, relation, text), in order
        self.titles = []    # of links that have one: (title, class)
        self.counts = {}    # by where a link leads: the number of passages beside it
        self.headings = []  # (level, text)
        self.fields = {}    # of the form, by name: values
        self.metas = {}     # by name: contents
        self.citations = []
        self.texts = []     # of the passages
        self.title = ""
        self.words = ""     # all that can be read
        self.ids = set()
        self.feed(text)
        self.close()
        if self.open:
            raise AssertionError(f"not closed: {self.open}")
        levels = [level for level, _ in self.headings]
        if levels[:1] != [1] or any(b > a + 1 for a, b in zip(levels, levels[1:])):
            raise AssertionError(f"headings out of order: {self.headings}")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in ELEMENTS or len(attributes) != len(attrs):
            raise AssertionError(f"a foreign element: {tag} {attrs}")
        for name, value in attrs:
            if name not in ATTRIBUTES and not name.startswith("aria-"):
                raise AssertionError(f"a foreign attribute: {tag} {name}={value}")
        data = {"type": "application/json", "id": "answer"}
        if tag == "script" and attributes not in ({"type": "module", "src": "/web/app.js"}, data):
            raise AssertionError(f"a foreign script: {attrs}")
        address = attributes.get("href", "/")
        if not address.startswith(("/", "#", "https://", "http://", "data:,")):
            raise AssertionError(f"a foreign address: {address}")
        if "id" in attributes:
            if attributes["id"] in self.ids:
                raise AssertionError(f"an id twice: {attributes['id']}")
            self.ids.add(attributes["id"])
        if tag not in VOID:
            self.open.append((tag, attributes))
        if tag == "a":
            self.links.append((address, attributes.get("rel", ""), ""))
            if "title" in attributes:
                self.titles.append((attributes["title"], attributes.get("class", "")))
        elif tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        elif tag == "input":
            self.fields.setdefault(attributes["name"], []).append(attributes.get("value", ""))
        elif tag == "meta" and "name" in attributes:
            self.metas.setdefault(attributes["name"], []).append(attributes["content"])
        elif tag == "span" and attributes.get("class") == "Z3988":
            self.citations.append(urllib.parse.parse_qs(attributes["title"], strict_parsing=True))
        elif tag == "p" and attributes.get("class") == "text":
            self.texts.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            raise AssertionError(f"</{tag}> closes nothing")

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "script" in tags:
            return
        if "title" in tags:
            self.title += data
        self.words += data
        if "a" in tags:
            where, relation, text = self.links[-1]
            self.links[-1] = (where, relation, text + data)
        if self.open and self.open[-1] == ("span", {"class": "count"}):
            self.counts[self.links[-1][0]] = int(data.split()[0].replace(",", ""))
        if {"h1", "h2", "h3"} & set(tags):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
        if any(tag == "p" and attributes.get("class") == "text" for tag, attributes in self.open):
            self.texts[-1] += data

    def link(self, relation="", text="", to=""):
        """Where the first such link leads, None where there is none."""
        for where, its_relation, its_text in self.links:
            if relation in ("", its_relation) and text in ("", its_text) and where.startswith(to):
                return where
        return None

    def sent(self, **filled):
        """The address that the form leads to, with these fields filled in."""
        fields = self.fields | {name: [value] for name, value in filled.items()}
        return "/?" + urllib.parse.urlencode(fields, doseq=True)
