// A passage and a document, to be read.
import { ask } from "./api.js";
import { actorUrl, documentUrl, passageUrl } from "./address.js";
import { citeButton } from "./cite.js";
import { external, h } from "./dom.js";
import { reasons } from "./reasons.js";
import { citationSpan, contextDates, markedText, marksList, placeLine } from "./text.js";
import { words } from "./words.js";

const SIMILAR = 5;
const PAGE = 100;  // passages of a document at once; kPassages of record_pages.cpp
const LINKED_FROM = 12;  // kLinkedFrom there

const list = (title, items) => items.length > 0 && h("section", {}, h("h2", {}, title), h("ul", {}, items.map((item) => h("li", {}, item))));
const link = (href, text) => h("a", { href, dir: "auto" }, text);
const encoded = encodeURIComponent;

export async function passageView(id, signal) {
  const path = `/v1/passages/${encoded(id)}`;
  const [passage, near] = await Promise.all([
    ask(path, new URLSearchParams({ context: 1 }), signal),
    ask(`${path}/similar`, new URLSearchParams({ limit: SIMILAR }), signal)]);
  const { document, heading, source } = passage;
  const step = (neighbour, rel, label) => neighbour && h("a", { rel, href: passageUrl(neighbour.id) }, label);
  return {
    title: document.title,
    content: h("div", { class: "reading" },
      h("article", {},
        h("h1", { dir: "auto" }, link(documentUrl(document.id), document.title)),
        h("p", { class: "place", dir: "auto" }, placeLine(document, heading), " ", contextDates(passage.dates)),
        h("p", { class: "text", dir: "auto" }, markedText(passage, true)),
        h("p", { class: "actions" }, citeButton(passage), h("a", { href: `${documentUrl(document.id)}#${encoded(id)}` }, words.inDocument)),
        h("nav", { class: "steps", "aria-label": words.inDocument },
          step(passage.before.at(-1), "prev", words.before), step(passage.after[0], "next", words.after)),
        marksList(passage),
        h("footer", {},
          h("p", {}, reasons.note),
          h("p", {}, `${words.source}: `, document.url && [external(document.url), ", "],
            words.sourceFile(source.file ?? "", source.begin, source.end)),
          source.licence && h("p", {}, `${words.licence}: `, external(source.licence))),
        citationSpan(passage)),
      h("aside", {},
        list(words.similar, near.similar.map((one) => [link(passageUrl(one.id), one.document.title),
          h("p", { class: "excerpt", dir: "auto" }, `${Array.from(one.text).slice(0, 140).join("")}…`)])))),
  };
}

export async function documentView(id, signal, offset = 0) {
  const path = `/v1/documents/${encoded(id)}`;
  const parameters = new URLSearchParams({ document: id, limit: PAGE, offset });
  const [found, read] = await Promise.all([ask(path, null, signal), ask("/v1/search", parameters, signal)]);
  const about = [found.kind, found.date, words.passages(found.passages)].filter(Boolean).join(" › ");
  let under = "";
  const passages = read.hits.map((hit) => {
    const heading = hit.heading.join(" › ");
    const changes = heading !== under && heading !== "";
    under = heading;
    return [changes && h("h2", { dir: "auto" }, heading),
      h("section", { id: hit.id, class: "passage" },
        h("p", { class: "text", dir: "auto" }, markedText(hit, true)),
        h("p", { class: "actions" }, link(passageUrl(hit.id), words.passage), citeButton(hit), contextDates(hit.dates)))];
  });
  const leaf = (to, rel, label) => h("a", { class: "leaf", rel, href: `${documentUrl(id)}${to > 0 ? `?offset=${to}` : ""}` }, label);
  const metadata = Object.entries(found.metadata).filter(([, value]) => value !== found.licence).flatMap(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, external([value].flat().join("; ")))]);
  return {
    title: found.title,
    content: h("div", { class: "reading" },
      h("article", { lang: found.lang },
        h("h1", { dir: "auto" }, found.title),
        h("p", { class: "place" }, about, " ", found.url && external(found.url)),
        found.licence && h("p", { class: "place" }, `${words.licence}: `, external(found.licence)),
        passages,
        h("nav", { class: "steps" }, offset > 0 && leaf(Math.max(0, offset - PAGE), "prev", words.previous),
          offset + read.hits.length < read.total.passages && leaf(offset + PAGE, "next", words.next)),
        h("footer", {}, h("p", {}, reasons.note), metadata.length > 0 && h("dl", {}, metadata))),
      h("aside", {},
        h("form", { class: "within", action: "/", method: "get", role: "search", "aria-label": words.searchWithin },
          h("input", { type: "hidden", name: "document", value: id }),
          h("label", {}, words.searchWithin, h("input", { name: "q", type: "search" }))),
        found.actor && list(words.kinds.actor, [link(actorUrl(found.actor.id), found.actor.name)]),
        list(words.outline, found.outline.filter((entry) => entry.heading).map((entry) => {
          const one = link(entry.passage ? `${documentUrl(id)}#${encoded(entry.passage)}` : documentUrl(id), entry.heading);
          one.classList.add(`level-${Math.min(entry.level, 4)}`);
          return one;
        })),
        list(words.related, found.related.map((one) => (one.title === null ? one.id : link(documentUrl(one.id), one.title)))),
        list(words.linkedFrom(Math.min(found.links_here.length, LINKED_FROM), found.links_here.length),
          found.links_here.slice(0, LINKED_FROM).map((one) => link(documentUrl(one.id), one.title))))),
  };
}
