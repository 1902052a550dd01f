// Facets beside the results: values with their counts, several at once, more of them on demand and
// found by name.
import { ask } from "./api.js";
import { changed, FACETS, FILTERS, searchParameters, state, toggled } from "./address.js";
import { h } from "./dom.js";
import { number, words } from "./words.js";

export const FEW = 8;  // kFacetValues of search_page.cpp
const MANY = 60;
const WAIT = 120;  // milliseconds after the last letter

// Which facets are unfolded to many; the only state that is not in the address.
const unfolded = new Set();
// Those that are open at once; the others wait to be asked for.
const OPEN = new Set(["era", "decade", "type", "actor", "kind"]);

// `eras` in order of time, as are the values of whatever is one of time.
export function facetsView(facets, parameters, eras) {
  const order = {
    era: (value) => { const at = eras.findIndex((era) => era.id === value.id); return at < 0 ? eras.length : at; },
    century: (value) => Number.parseInt(value.id, 10),
    decade: (value) => Number.parseInt(value.id, 10),
  };
  return FACETS.map((name) => facetView(name, facets[name], parameters, order[name])).filter(Boolean);
}

function facetView(name, field, parameters, order) {
  if (!field || (field.values.length === 0 && parameters.getAll(name).length === 0)) return null;
  const inOrder = (values) => order ? [...values].sort((a, b) => order(a) - order(b)) : values;
  const list = h("div", { class: "values" }, valuesView(name, inOrder(field.values), parameters));
  const of = h("span", { class: "of" }, words.shown(field.values.length, field.total));
  const show = ({ values, total }) => {
    list.replaceChildren(...[valuesView(name, inOrder(values), parameters)].flat());
    if (values.length === 0) list.replaceChildren(h("p", { class: "none" }, words.noValue));
    of.textContent = words.shown(values.length, total);
  };
  const more = field.total > FEW && moreView(name, show, field);
  return h("details", { open: OPEN.has(name) || parameters.getAll(name).length > 0, class: "facet" },
    h("summary", {}, h("h2", {}, words.facets[name]), of),
    name === "actor" && anyOrAll(parameters), list, more);
}

// A box to find a value by the beginning of its name, and a button for many values at once.
function moreView(name, show, few) {
  let asked = null;
  let timer = 0;
  const all = async (prefix) => {
    asked?.abort();
    asked = new AbortController();
    const query = searchParameters(state());
    query.set("limit", MANY);
    if (prefix) query.set("prefix", prefix);
    try {
      const answer = await ask(`/v1/facets/${name}`, query, asked.signal);
      show({ values: answer.values, total: answer.values_total });
    } catch (problem) {
      if (problem.name !== "AbortError") show({ values: [], total: 0 });
    }
  };
  const box = h("input", {
    type: "search", "aria-label": words.findIn(words.facets[name]), placeholder: words.findIn(words.facets[name]), autocomplete: "off",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => box.value.trim() === "" && !unfolded.has(name) ? show(few) : all(box.value.trim()), WAIT);
    },
  });
  const button = h("button", {
    type: "button", class: "quiet",
    onclick: () => {
      unfolded.has(name) ? unfolded.delete(name) : unfolded.add(name);
      button.textContent = unfolded.has(name) ? words.fewer : words.more;
      unfolded.has(name) ? all("") : show(few);
    },
  }, unfolded.has(name) ? words.fewer : words.more);
  if (unfolded.has(name)) all("");
  return h("div", { class: "more" }, box, button);
}

function valuesView(name, values, parameters) {
  const chosen = new Set([...parameters.getAll(name), ...parameters.getAll(`${name}.all`)]);
  const row = (value) => h("li", {},
    h("a", {
      href: toggled(parameters.has(`${name}.all`) ? `${name}.all` : name, value.id), "aria-current": chosen.has(value.id) && "true",
      title: words.passagesIn(value.passages, value.documents), dir: "auto",
    }, h("span", {}, value.name), h("span", { class: "count" }, number(value.passages))),
    name === "actor" && h("a", {
      class: "not", href: toggled("actor.not", value.id), title: words.without(value.name), "aria-label": words.without(value.name),
    }, "−"));
  if (name !== "actor") return h("ul", {}, values.map(row));
  const groups = new Map();  // each type where its most frequent actor would stand
  for (const value of values) {
    if (!groups.has(value.type)) groups.set(value.type, []);
    groups.get(value.type).push(value);
  }
  return [...groups].map(([type, members]) => h("div", {}, h("h3", {}, type), h("ul", {}, members.map(row))));
}

function anyOrAll(parameters) {
  const any = parameters.getAll("actor"), all = parameters.getAll("actor.all");
  if (any.length + all.length < 2) return null;
  const choice = (label, parameter) => h("a", {
    href: changed((p) => {
      p.delete("actor");
      p.delete("actor.all");
      for (const id of [...any, ...all]) p.append(parameter, id);
    }),
    "aria-current": ((parameter === "actor") === (all.length === 0)) && "true",
  }, label);
  return h("p", { class: "switch" }, choice(words.anyOfThese, "actor"), choice(words.allOfThese, "actor.all"));
}

// The filters in force, each with a way out.
export function chips(query, parameters) {
  const labels = new Map(query.filters.map((filter) => [`${filter.parameter} ${filter.id}`, filter.label]));
  const out = [];
  const chip = (label, without) =>
    out.push(h("a", { class: "chip", href: without, "aria-label": words.remove(label) }, label));
  for (const end of ["from", "to"]) {
    if (parameters.get(end)) chip(`${words[end].toLowerCase()} ${parameters.get(end)}`, changed((p) => p.delete(end)));
  }
  for (const name of FILTERS) {
    for (const value of parameters.getAll(name)) {
      const label = labels.get(`${name} ${value}`) ?? value;
      chip(name === "actor.not" ? words.filterNot(label) : name === "actor.all" ? words.filterAnd(label) : label, toggled(name, value));
    }
  }
  return out;
}
