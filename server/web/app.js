// The search page. The address bar is the whole state: every view is a URL, and rendering is a
// function of it. Uses only the public API; data enters the page as text nodes, never as markup.

const PAGE = 10;
const FACETS = ["era", "century", "decade", "type", "actor", "kind"];
const TITLES = {
  era: "Era", century: "Century", decade: "Decade", year: "Year",
  type: "Kinds of actor", actor: "Actors", kind: "Kind of text", document: "Document",
};
const FEW = 12;
const MANY = 200;
const FILTERS = ["era", "century", "decade", "year", "type", "actor", "actor.all", "actor.not",
  "kind", "document", "lang", "linked"];
const RULES = ["overlap", "open", "context", "roles", "evidence", "match", "sort"];

const byId = (id) => document.getElementById(id);
const state = () => new URLSearchParams(location.search);

// How many values of a facet are shown; the only state that is not in the address.
const unfolded = new Set();

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const number = (n) => n.toLocaleString("en");
const counted = (n, thing) => `${number(n)} ${thing}${n === 1 ? "" : "s"}`;

// "-0043-03-15" as people write it.
function dayInWords(day) {
  const [, sign, year, month, date] = day.match(/^(-?)(\d+)-(\d\d)-(\d\d)$/);
  const months = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  const astronomical = Number(sign + year);
  const era = astronomical > 0 ? `${astronomical}` : `${1 - astronomical} BCE`;
  return `${Number(date)} ${months[Number(month) - 1]} ${era}`;
}

function intervalInWords({ earliest, latest }) {
  if (!earliest && !latest) return "at no known time";
  if (!earliest) return `until ${dayInWords(latest)}`;
  if (!latest) return `from ${dayInWords(earliest)}`;
  if (earliest === latest) return dayInWords(earliest);
  return `${dayInWords(earliest)} – ${dayInWords(latest)}`;
}

/* The address */

function go(parameters) {
  const query = parameters.toString();
  history.pushState(null, "", query ? `/?${query}` : "/");
  render();
  scrollTo(0, 0);
}

// Any change but leafing begins at the first page again.
function changed(change) {
  const parameters = state();
  change(parameters);
  parameters.delete("offset");
  return parameters;
}

function toggled(parameter, value) {
  return changed((parameters) => {
    const values = parameters.getAll(parameter);
    parameters.delete(parameter);
    const kept = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
    for (const v of kept) parameters.append(parameter, v);
  });
}

const dated = ({ earliest, latest }) => changed((parameters) => {
  parameters.delete("from");
  parameters.delete("to");
  if (earliest) parameters.set("from", earliest);
  if (latest) parameters.set("to", latest);
});

/* Asking */

let asked = 0;

async function ask(parameters, facetLimit) {
  const query = new URLSearchParams();
  for (const name of ["q", "from", "to", ...FILTERS, ...RULES, "offset"]) {
    for (const value of parameters.getAll(name)) if (value !== "") query.append(name, value);
  }
  query.set("limit", PAGE);
  query.set("facets", FACETS.join(","));
  query.set("facet_limit", facetLimit);
  const answer = await fetch(`/v1/search?${query}`);
  const body = await answer.json();
  if (!answer.ok) throw body;
  return body;
}

async function render() {
  const parameters = state();
  for (const id of ["q", "from", "to"]) byId(id).value = parameters.get(id) ?? "";
  const q = parameters.get("q");
  document.title = q ? `${q} – Fasti` : "Fasti";
  const ticket = ++asked;
  document.body.classList.add("busy");
  try {
    const answer = await ask(parameters, unfolded.size > 0 ? MANY : FEW);
    if (ticket === asked) show(answer, parameters);
  } catch (problem) {
    if (ticket === asked) showProblem(problem);
  } finally {
    if (ticket === asked) document.body.classList.remove("busy");
  }
}

/* Showing */

function show(answer, parameters) {
  byId("summary").replaceChildren(...summary(answer, parameters));
  byId("filters").replaceChildren(...filters(answer, parameters));
  byId("messages").replaceChildren(...messages(answer));
  byId("hits").replaceChildren(...answer.hits.map(hit));
  byId("facets").replaceChildren(
    ...FACETS.map((name) => facet(name, answer.facets[name], parameters)).filter(Boolean));
  byId("pages").replaceChildren(...pages(answer, parameters));
}

function showProblem(problem) {
  const detail = problem.detail ?? "The server did not answer. Is it running?";
  const example = problem.example ? ` For example: ${problem.example}` : "";
  for (const id of ["summary", "filters", "hits", "facets", "pages"]) byId(id).replaceChildren();
  byId("messages").replaceChildren(h("p", { class: "notice" }, detail + example));
}

function summary({ total }, parameters) {
  const sort = parameters.get("sort") ?? "relevance";
  const orders = [["relevance", "best first"], ["date", "oldest first"], ["-date", "newest first"]];
  return [
    h("span", { class: "sort" }, orders.map(([value, label]) => h("button", {
      type: "button",
      "aria-pressed": String(value === sort),
      onclick: () => go(changed((p) => value === "relevance" ? p.delete("sort") : p.set("sort", value))),
    }, label))),
    `${counted(total.passages, "passage")} in ${counted(total.documents, "document")}`,
  ];
}

function filters(answer, parameters) {
  const labels = new Map((answer.query.filters ?? []).map((f) => [`${f.parameter} ${f.id}`, f.label]));
  const chips = [];
  const chip = (label, without) =>
    chips.push(h("button", { type: "button", class: "chip", "aria-label": `remove ${label}`, onclick: () => go(without) }, label));
  for (const end of ["from", "to"]) {
    const value = parameters.get(end);
    if (value) chip(`${end} ${value}`, changed((p) => p.delete(end)));
  }
  for (const name of FILTERS) {
    for (const value of parameters.getAll(name)) {
      const sign = name === "actor.not" ? "not " : name === "actor.all" ? "and " : "";
      chip(sign + (labels.get(`${name} ${value}`) ?? value), toggled(name, value));
    }
  }
  return chips;
}

function messages(answer) {
  const said = [...(answer.query.warnings ?? [])];
  if (answer.query.relaxed) said.unshift("No passage has all these words; these have some of them.");
  const notices = said.map((text) => h("p", { class: "notice" }, text));
  if (answer.total.passages === 0) {
    notices.push(h("p", {}, "Nothing matches. Remove a filter, use fewer words, or search a prefix such as ",
      h("code", {}, "treat*"), "."));
  }
  return notices;
}

function hit(result) {
  const context = result.dates.filter((date) => !date.stated);
  const place = [result.document.kind, result.document.date, ...result.heading].filter(Boolean);
  return h("li", {},
    h("h2", { dir: "auto" }, h("a", { href: `/?${new URLSearchParams({ document: result.document.id })}` }, result.document.title)),
    h("p", { class: "place", dir: "auto" }, place.join(" › ")),
    h("p", { class: "text", dir: "auto" }, marked(result)),
    h("ul", { class: "tags" },
      context.map((date) => h("li", {}, h("button", {
        type: "button", class: "date", title: `undated; its heading or document says ${intervalInWords(date)}`,
        onclick: () => go(dated(date)),
      }, date.text || date.edtf))),
      distinct(result.actors).map((actor) => h("li", {}, h("button", {
        type: "button", class: "actor", title: `${actor.type}, named by ${actor.evidence}`,
        onclick: () => go(toggled("actor", actor.id)),
      }, actor.name)))));
}

function distinct(actors) {
  const seen = new Set();
  return actors.filter(({ id }) => !seen.has(id) && seen.add(id));
}

// The text with its dates and actors as links and the words of the query marked. Spans count
// Unicode code points.
function marked({ text, dates, actors, highlights }) {
  const letters = Array.from(text);
  const notes = [
    ...dates.filter((date) => date.stated).map((date) => ({ span: date.span, date })),
    ...actors.flatMap((actor) => actor.spans.map((span) => ({ span, actor }))),
  ].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);

  const nodes = [];
  let at = 0;
  for (const note of notes) {
    const [begin, end] = note.span;
    if (begin < at) continue;
    nodes.push(...highlighted(letters, at, begin, highlights));
    nodes.push(h("a", note.date
      ? { class: "date", title: `${intervalInWords(note.date)} (${note.date.edtf})`, href: `/?${dated(note.date)}` }
      : { class: "actor", title: `${note.actor.name}, ${note.actor.type}`, href: `/?${toggled("actor", note.actor.id)}` },
    ...highlighted(letters, begin, end, highlights)));
    at = end;
  }
  nodes.push(...highlighted(letters, at, letters.length, highlights));
  return nodes;
}

function highlighted(letters, begin, end, highlights) {
  const piece = (from, to) => letters.slice(from, to).join("");
  const nodes = [];
  let at = begin;
  for (const [from, to] of highlights) {
    if (to <= at || from >= end) continue;
    if (from > at) nodes.push(piece(at, from));
    nodes.push(h("mark", {}, piece(Math.max(from, at), Math.min(to, end))));
    at = Math.min(to, end);
  }
  if (at < end) nodes.push(piece(at, end));
  return nodes;
}

function facet(name, field, parameters) {
  if (!field || (field.values.length === 0 && parameters.getAll(name).length === 0)) return null;
  const chosen = new Set(parameters.getAll(name));
  const values = unfolded.has(name) ? field.values : field.values.slice(0, FEW);
  const entry = (value) => h("li", {}, h("button", {
    type: "button", "aria-pressed": String(chosen.has(value.id)),
    title: `${counted(value.passages, "passage")} in ${counted(value.documents, "document")}`,
    onclick: () => go(toggled(name, value.id)),
  }, h("span", {}, value.name ?? value.label ?? value.id), h("span", { class: "count" }, number(value.passages))));

  const more = field.total > FEW
    ? h("button", { type: "button", class: "more", onclick: () => { unfolded.has(name) ? unfolded.delete(name) : unfolded.add(name); render(); } },
      unfolded.has(name) ? "fewer" : "more")
    : null;
  return h("details", { open: true },
    h("summary", {}, TITLES[name], h("span", { class: "of" }, `${number(values.length)} of ${number(field.total)}`)),
    name === "actor" ? grouped(values, entry) : h("ul", {}, values.map(entry)),
    more);
}

// Actors by type, each type where its most frequent actor would stand.
function grouped(values, entry) {
  const groups = new Map();
  for (const value of values) {
    if (!groups.has(value.type)) groups.set(value.type, []);
    groups.get(value.type).push(value);
  }
  return [...groups].map(([type, members]) => h("div", {},
    h("p", { class: "group" }, type), h("ul", {}, members.map(entry))));
}

function pages({ total }, parameters) {
  const offset = Number(parameters.get("offset") ?? 0);
  const link = (label, at) => {
    const target = state();
    if (at > 0) target.set("offset", at);
    else target.delete("offset");
    return h("a", { href: `/?${target}`, rel: at > offset ? "next" : "prev" }, label);
  };
  const links = [];
  if (offset > 0) links.push(link("← previous", Math.max(0, offset - PAGE)));
  if (offset + PAGE < total.passages) links.push(link("next →", offset + PAGE));
  return links;
}

/* Events */

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  go(changed((parameters) => {
    for (const id of ["q", "from", "to"]) {
      const value = byId(id).value.trim();
      if (value) parameters.set(id, value);
      else parameters.delete(id);
    }
  }));
});

// Links within the page change the state without loading it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const target = new URL(link.href);
  if (target.pathname !== "/") return;
  event.preventDefault();
  go(target.searchParams);
});

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("q").select();
  }
});

addEventListener("popstate", render);
render();
