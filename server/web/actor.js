// An actor: its names, when it is spoken of, with whom, and where.
import { ask, askEras } from "./api.js";
import { actorUrl, documentUrl, passageUrl } from "./address.js";
import { h, svg } from "./dom.js";
import { hitView } from "./results.js";
import { timelineView } from "./timeline.js";
import { intervalInWords } from "./time.js";
import { number, words } from "./words.js";

const COMPANIONS = 12;
const PASSAGES = 5;
const AUTHORITIES = {
  wikidata: ["Wikidata", (id) => `https://www.wikidata.org/wiki/${id}`],
  viaf: ["VIAF", (id) => `https://viaf.org/viaf/${id}`],
  cerl: ["CERL", (id) => `https://data.cerl.org/thesaurus/${id}`],
};

export async function actorView(id, signal, go) {
  const [found, read, eras] = await Promise.all([
    ask(`/v1/actors/${encodeURIComponent(id)}`, new URLSearchParams({ limit: COMPANIONS }), signal),
    ask("/v1/search", new URLSearchParams({ actor: id, limit: PASSAGES, coins: 1 }), signal), askEras()]);
  const search = (more = {}) => `/?${new URLSearchParams({ actor: id, ...more })}`;
  // Times chosen here begin a search for the actor.
  const within = (url) => go(search(Object.fromEntries(new URL(url, location.href).searchParams)));
  const link = (one) => h("a", { href: actorUrl(one.id), dir: "auto" }, one.name ?? one.id);
  const row = (term, ...said) => said.flat().filter(Boolean).length > 0 && [h("dt", {}, term), h("dd", { dir: "auto" }, joined(said.flat()))];
  const when = (placed) => placed && h("a", { href: passageUrl(placed.passage) },
    placed.text === intervalInWords(placed) ? placed.text : `${placed.text} (${intervalInWords(placed)})`);
  const ids = Object.entries(AUTHORITIES).filter(([name]) => found[name])
    .map(([name, [label, url]]) => h("a", { href: url(found[name]), rel: "external" }, `${label} ${found[name]}`));

  return {
    title: found.name,
    content: h("div", { class: "reading actor-page" },
      h("article", {},
        h("h1", { dir: "auto" }, found.name),
        h("p", { class: "place" }, [found.type, (found.from || found.to) && words.life(found.from, found.to),
          words.passagesIn(found.passages, found.documents)].filter(Boolean).join(" › ")),
        found.note && h("p", {}, found.note),
        found.timeline.bars.length > 0 && h("section", { "aria-label": words.time },
          h("h2", {}, words.time), timelineView({ timeline: found.timeline, eras, go: within, controls: false })),
        h("section", {}, h("h2", {}, words.itsPassages), h("ol", { class: "hits" }, read.hits.map(hitView)),
          read.total.passages > PASSAGES && h("a", { class: "leaf", href: search() }, words.passages(read.total.passages)))),
      h("aside", {},
        h("dl", {},
          row(words.aliases, found.aliases),
          row(words.seenAs, found.seen_as.slice(0, 12).map((form) => `${form.text} (${number(form.mentions)})`)),
          row(words.firstDate, when(found.first)), row(words.lastDate, when(found.last)),
          row(words.parent, found.parent && link(found.parent)), row(words.parts, found.parts.map(link)),
          row(words.predecessors, found.predecessors.map(link)), row(words.successors, found.successors.map(link)),
          row(words.itsDocument, found.document && h("a", { href: documentUrl(found.document.id) }, found.document.title)),
          row(words.elsewhere, ids)),
        found.companions.length > 0 && h("section", {}, h("h2", {}, words.companions), network(found),
          h("ul", {}, found.companions.map((one) => h("li", {}, link(one), ` ${number(one.passages)}`)))))),
  };
}

const joined = (parts) => parts.filter(Boolean).flatMap((part, i) => (i === 0 ? [part] : [", ", part]));

// Companions around their actor: the more telling the company, the nearer; the more passages, the
// thicker the line.
function network({ name, companions }) {
  const WIDTH = 440, HEIGHT = 280, X = WIDTH / 2, Y = HEIGHT / 2;
  const most = Math.max(...companions.map((one) => one.passages));
  const best = Math.max(...companions.map((one) => one.score));
  const nodes = companions.map((one, i) => {
    // Beginning a little off the top, so that no two names stand above one another in the middle.
    const turn = ((i + 0.5) / companions.length) * 2 * Math.PI - Math.PI / 2;
    const away = 72 + 44 * (1 - Math.sqrt(one.score / best));
    return { one, right: Math.cos(turn) > 0, x: X + Math.cos(turn) * away, y: Y + Math.sin(turn) * away };
  });
  const short = (text) => (text.length > 20 ? `${text.slice(0, 19)}…` : text);
  return svg("svg", { class: "network", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": words.companionsPicture(name) },
    nodes.map(({ one, x, y }) => svg("line", { x1: X, y1: Y, x2: x, y2: y, "stroke-width": 1 + 4 * (one.passages / most) })),
    nodes.map(({ one, right, x, y }) => svg("a", { href: actorUrl(one.id), tabindex: "-1" },
      svg("circle", { class: one.type, cx: x, cy: y, r: 5 }),
      svg("text", { x: right ? x + 9 : x - 9, y: y + 4, "text-anchor": right ? "start" : "end" }, short(one.name)))),
    svg("circle", { class: "self", cx: X, cy: Y, r: 8 }));
}
