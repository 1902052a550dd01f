// The page. The address is its whole state: it is shown again whenever that changes. It uses the
// public API only, and what comes from there enters the page as text, never as markup.
import { ask, askAtFirst, askEras, askText, callsOf } from "./api.js";
import { actorView } from "./actor.js";
import { FACETS, go, isSearch, PAGE, searchParameters, searchUrl, state, toggled, served, viewOf, actorUrl } from "./address.js";
import { byId, h } from "./dom.js";
import { chips, facetsView, FEW } from "./facets.js";
import { documentView, passageView } from "./reading.js";
import { hitView, messagesView, moreView, summaryView } from "./results.js";
import { addSuggestions } from "./suggest.js";
import { timelineView } from "./timeline.js";
import { tellOnFocus } from "./why.js";
import { number, words } from "./words.js";

const view = byId("view");
const box = byId("q");
let shown = null;  // the request of what is shown, to be given up when the address changes

/* Search */

async function searchView(parameters, signal) {
  const query = viewOf(parameters);
  query.set("limit", PAGE);
  query.set("coins", 1);
  query.set("facets", FACETS.join(","));
  query.set("facet_limit", FEW);
  const step = parameters.get("bars") ?? "auto";
  const times = searchParameters(parameters);
  if (step !== "auto") times.set("interval", step);

  const results = askAtFirst("/v1/search", query, signal);
  const timeline = ask("/v1/timeline", times, signal);
  const named = askEras();
  timeline.catch(() => {});  // told where it is shown
  const answer = await results;
  const eras = await named;
  const list = h("ol", { class: "hits", start: Number(parameters.get("offset") ?? 0) + 1 }, answer.hits.map(hitView));
  const time = h("section", { class: "time", "aria-label": words.time });
  timeline.then((found) => time.replaceChildren(timelineView({
    timeline: found, eras, step, go, range: { from: parameters.get("from"), to: parameters.get("to") },
  }))).catch((problem) => problem.name !== "AbortError" && time.replaceChildren(problemView(problem)));
  return {
    title: parameters.get("q") ?? "",
    content: [time, h("div", { class: "columns" },
      h("nav", { class: "facets", "aria-label": words.narrow }, facetsView(answer.facets, parameters, eras)),
      h("section", { id: "results", "aria-label": words.results, tabindex: "-1" },
        h("h1", { class: "visually-hidden" }, words.results),
        h("div", { class: "summary" }, summaryView(answer, parameters)),
        h("div", { class: "chips" }, chips(answer.query, parameters)),
        messagesView(answer, parameters), list,
        h("nav", { class: "leaves" }, moreView(answer, parameters, list))))],
  };
}

async function entranceView(signal) {
  const [answer, timeline, eras] = await Promise.all([
    ask("/v1/search", new URLSearchParams({ limit: 0, facets: "era,actor", facet_limit: 40 }), signal),
    ask("/v1/timeline", null, signal), askEras()]);
  const eraCounts = new Map(answer.facets.era.values.map((value) => [value.id, value.passages]));
  const link = (href, name, count) => h("li", {}, h("a", { href, dir: "auto" }, h("span", {}, name), h("span", { class: "count" }, number(count))));
  const byType = new Map();
  for (const actor of answer.facets.actor.values) {
    if (!byType.has(actor.type)) byType.set(actor.type, []);
    if (byType.get(actor.type).length < 6) byType.get(actor.type).push(actor);
  }
  return {
    title: "",
    content: [
      h("section", { class: "entrance" }, h("h1", {}, words.entrance), h("p", {}, words.entranceHint),
        h("p", { class: "total" }, words.passagesIn(answer.total.passages, answer.total.documents))),
      h("section", { class: "time", "aria-label": words.time }, timelineView({ timeline, eras, go })),
      h("section", { class: "begin" }, h("h2", {}, words.startWithEra),
        h("ul", {}, eras.filter((era) => eraCounts.has(era.id)).map((era) => link(toggled("era", era.id), era.name, eraCounts.get(era.id))))),
      h("section", { class: "begin" }, h("h2", {}, words.startWithActor),
        h("div", { class: "types" }, [...byType].map(([type, actors]) => h("div", {}, h("h3", {}, type),
          h("ul", {}, actors.map((actor) => link(actorUrl(actor.id), actor.name, actor.passages))))))),
    ],
  };
}

// The server's own text, which has nothing of others in it.
async function aboutView(signal) {
  const page = new DOMParser().parseFromString(await askText("/about", signal), "text/html");
  const article = document.adoptNode(page.querySelector(".about"));
  article.append(h("p", {}, words.aboutKeys));
  return { title: words.about, content: article };
}

function problemView({ detail, example, status }) {
  const text = status === 401 ? words.keyWanted : (detail ?? words.serverSilent);
  return h("p", { class: "notice", role: "alert" }, text, example && ` ${words.example(example)}`);
}

// The calls of the API that brought what is shown.
function callsView(signal) {
  const made = callsOf(signal);
  return made.length > 0 && h("details", { class: "calls" }, h("summary", {}, words.apiCalls),
    h("ul", {}, made.map((address) => h("li", {}, h("a", { href: address }, h("code", {}, new URL(address, location.href).href))))));
}

/* Views by address */

function viewAt(path, parameters, signal) {
  const [, kind, ...rest] = path.split("/");
  const id = decoded(rest.join("/"));
  switch (kind) {
    case "":
      return isSearch(parameters) ? searchView(parameters, signal) : entranceView(signal);
    case "passage":
      return passageView(id, signal);
    case "document":
      return documentView(id, signal, Number(parameters.get("offset") ?? 0));
    case "actor":
      return actorView(id, signal, go);
    case "about":
      return aboutView(signal);
    default:
      throw { detail: words.noSuch };
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    throw { detail: words.noSuch };
  }
}

// What the server's head and its citation say is of the address that it was asked for; beyond that
// the views cite themselves.
const OF_THE_SERVER = 'head meta[name^="DC."], head meta[name^="citation_"], head link[rel=canonical], head link[rel=alternate], body > .Z3988';

let address = "";  // that is shown, without its fragment

async function show() {
  const here = location.pathname + location.search;
  if (here === address) return reveal();
  address = here;
  shown?.abort();
  shown = new AbortController();
  const { signal } = shown;
  const parameters = state();
  if (document.activeElement !== box || location.pathname === "/") {
    box.value = location.pathname === "/" ? parameters.get("q") ?? "" : "";
  }
  document.body.classList.add("busy");
  let made;
  try {
    made = await viewAt(location.pathname, parameters, signal);
  } catch (problem) {
    if (signal.aborted) return;
    if (problem instanceof Error) console.error(problem);
    made = { title: "", content: problemView(problem) };
  }
  if (signal.aborted) return;
  document.querySelectorAll(served === here ? "body > .Z3988" : OF_THE_SERVER).forEach((one) => one.remove());
  document.title = words.title(made.title);
  view.replaceChildren(...[made.content, callsView(signal)].flat().filter(Boolean));
  document.body.classList.remove("busy");
  dispatchEvent(new Event("ZoteroItemUpdated"));
  reveal();
}

// Where the fragment points, a passage in its document.
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  document.querySelectorAll(".passage.here").forEach((one) => one.classList.remove("here"));
  if (!target) return;
  target.classList.add("here");
  target.scrollIntoView({ block: "center" });
}

/* Events */

const submit = () => {
  const parameters = location.pathname === "/" ? state() : new URLSearchParams();
  const typed = box.value.trim();
  typed ? parameters.set("q", typed) : parameters.delete("q");
  parameters.delete("offset");
  suggestions.close();
  go(searchUrl(parameters));
};
const suggestions = addSuggestions(box, byId("suggestions"), submit);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("role") !== "search") return;
  event.preventDefault();
  if (form.id === "search") return submit();
  go(searchUrl(new URLSearchParams(new FormData(form))));
});

// Links within the page change the address without loading it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const target = new URL(link.href.baseVal ?? link.href, location.href);
  if (target.origin !== location.origin || /^\/(v1|openapi|metrics)/.test(target.pathname)) return;
  event.preventDefault();
  if (target.hash && target.pathname + target.search === location.pathname + location.search) {
    history.pushState(null, "", target);
    return reveal();
  }
  go(target.pathname + target.search + target.hash);
  if (!target.hash) scrollTo(0, 0);
});

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.select();
  }
});

tellOnFocus();
addEventListener("popstate", show);
show();
