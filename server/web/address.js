// The address is the whole state of the page: every view is a URL, and what is shown is a function
// of it.

export const FACETS = ["era", "century", "decade", "type", "actor", "kind", "document"];
export const FILTERS = ["era", "century", "decade", "year", "type", "actor", "actor.all", "actor.not",
  "kind", "document", "lang", "linked"];
const RULES = ["match", "fold", "fuzzy", "overlap", "open", "context", "roles", "evidence"];
const VIEW = ["sort", "group"];
export const PAGE = 10;

// What the server was asked for.
export const served = location.pathname + location.search;

export const state = () => new URLSearchParams(location.search);

export function go(url) {
  history.pushState(null, "", url);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function searchUrl(parameters) {
  const query = parameters.toString();
  return query ? `/?${query}` : "/";
}

export const passageUrl = (id) => `/passage/${encodeURIComponent(id)}`;
export const documentUrl = (id) => `/document/${encodeURIComponent(id)}`;
export const actorUrl = (id) => `/actor/${encodeURIComponent(id)}`;

// Any change but leafing begins at the first page again. On another view it begins a search.
export function changed(change) {
  const parameters = location.pathname === "/" ? state() : new URLSearchParams();
  change(parameters);
  parameters.delete("offset");
  return searchUrl(parameters);
}

export function toggled(parameter, value) {
  return changed((parameters) => {
    const values = parameters.getAll(parameter);
    parameters.delete(parameter);
    const kept = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
    for (const v of kept) parameters.append(parameter, v);
  });
}

export const timed = (from, to) => changed((parameters) => {
  parameters.delete("from");
  parameters.delete("to");
  if (from) parameters.set("from", from);
  if (to) parameters.set("to", to);
});

// What of the address the API takes; whatever else stands there is the page's own affair.
export function searchParameters(parameters, more = []) {
  const out = new URLSearchParams();
  for (const name of ["q", "from", "to", ...FILTERS, ...RULES, ...more]) {
    for (const value of parameters.getAll(name)) if (value !== "") out.append(name, value);
  }
  return out;
}

export const isSearch = (parameters) => searchParameters(parameters).size > 0;
export const viewOf = (parameters) => searchParameters(parameters, [...VIEW, "offset"]);
