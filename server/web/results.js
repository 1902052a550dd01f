// Passages that a search finds.
import { ask } from "./api.js";
import { changed, documentUrl, PAGE, passageUrl, searchParameters, searchUrl, state, toggled, viewOf } from "./address.js";
import { citeButton, openCite } from "./cite.js";
import { h } from "./dom.js";
import { citationSpan, contextDates, markedText, placeLine } from "./text.js";
import { words } from "./words.js";

const AROUND = 1;  // passages on either side

export function summaryView({ total }, parameters) {
  const sort = parameters.get("sort") ?? "relevance";
  const orders = Object.entries(words.orders).map(([value, label]) => h("a", {
    href: changed((p) => value === "relevance" ? p.delete("sort") : p.set("sort", value)), "aria-current": value === sort && "true",
  }, label));
  const grouped = parameters.get("group") === "document";
  const group = h("a", {
    href: changed((p) => grouped ? p.delete("group") : p.set("group", "document")), "aria-current": grouped && "true",
  }, words.byDocument);
  const away = h("button", {
    type: "button", class: "quiet",
    onclick: () => {
      const query = searchParameters(state());
      openCite({ text: "", exports: `/v1/export?${query}`, call: `/v1/search?${query}` });
    },
  }, words.takeAway);
  const counts = words.passagesIn(total.passages, total.documents);
  return [h("p", { class: "total", role: "status" }, total.exact ? counts : words.atLeast(counts)),
    h("p", { class: "orders" }, orders, group, total.passages > 0 && away)];
}

export function messagesView({ query, total }, parameters) {
  const out = [];
  if (query.corrected) {
    out.push(h("p", { class: "notice" }, `${words.didYouMean} `,
      h("a", { href: changed((p) => p.set("q", query.corrected)) }, query.corrected), "?"));
  }
  for (const warning of [query.relaxed && words.relaxed, ...query.warnings].filter(Boolean)) {
    out.push(h("p", { class: "notice" }, warning));
  }
  if (total.passages > 0) return out;
  const ways = query.filters.map((filter) => h("li", {},
    h("a", { href: toggled(filter.parameter, filter.id) }, words.nothingWithout(filter.label))));
  for (const end of ["from", "to"]) {
    if (parameters.get(end)) {
      ways.push(h("li", {}, h("a", { href: changed((p) => p.delete(end)) },
        words.nothingWithout(`${words[end].toLowerCase()} ${parameters.get(end)}`))));
    }
  }
  out.push(h("div", { class: "empty" }, h("p", {}, words.nothing), ways.length > 0 && h("ul", {}, ways),
    h("p", {}, words.nothingHelp, " ", h("a", { href: "/about" }, words.about))));
  return out;
}

export function hitView(hit) {
  const { id, document, heading } = hit;
  const title = h("h2", { dir: "auto" }, h("a", { href: passageUrl(id) }, document.title));
  const text = h("p", { class: "text", dir: "auto" }, markedText(hit));
  const before = h("div", { class: "around" }), after = h("div", { class: "around" });
  const around = h("button", {
    type: "button", class: "quiet", "aria-expanded": "false",
    onclick: async () => {
      const open = around.getAttribute("aria-expanded") === "true";
      around.setAttribute("aria-expanded", String(!open));
      around.textContent = open ? words.around : words.lessAround;
      if (open) return [before, after].forEach((part) => part.replaceChildren());
      const answer = await ask(`/v1/passages/${encodeURIComponent(id)}`, new URLSearchParams({ context: AROUND })).catch(() => null);
      const paragraphs = (list) => list.map((one) => h("p", { class: "text", dir: "auto" }, one.text));
      before.replaceChildren(...paragraphs(answer?.before ?? []));
      after.replaceChildren(...paragraphs(answer?.after ?? []));
    },
  }, words.around);
  return h("li", { class: "hit", "data-passage": id },
    h("article", {}, title,
      h("p", { class: "place", dir: "auto" }, placeLine(document, heading), " ", contextDates(hit.dates)),
      before, text, after,
      h("p", { class: "actions" },
        hit.in_document > 1 && h("a", { href: changed((p) => { p.delete("group"); p.set("document", document.id); }) },
          words.moreFromDocument(hit.in_document)),
        h("a", { href: `${documentUrl(document.id)}#${encodeURIComponent(id)}` }, words.read), around, citeButton(hit)),
      citationSpan(hit)));
}

// A link to the next page, which brings it in place when it comes into view.
export function moreView(answer, parameters, list) {
  const size = parameters.get("group") === "document" ? answer.total.documents : answer.total.passages;
  const offset = Number(parameters.get("offset") ?? 0);
  const at = (to) => {
    const target = new URLSearchParams(parameters);
    to > 0 ? target.set("offset", to) : target.delete("offset");
    return target;
  };
  const out = [];
  if (offset > 0) out.push(h("a", { class: "leaf", rel: "prev", href: searchUrl(at(Math.max(0, offset - PAGE))) }, words.previous));
  if (answer.hits.length === 0 || offset + answer.hits.length >= size) return out;
  const following = at(offset + answer.hits.length);
  const link = h("a", { class: "leaf", rel: "next", href: searchUrl(following) }, words.next);
  const load = async () => {
    const query = viewOf(following);
    query.set("limit", PAGE);
    query.set("coins", 1);
    const more = await ask("/v1/search", query);
    if (!link.isConnected) return;
    list.append(...more.hits.map(hitView));
    dispatchEvent(new Event("ZoteroItemUpdated"));
    link.replaceWith(...moreView(more, following, list).filter((one) => one.rel === "next"));
  };
  const watch = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    watch.disconnect();
    load().catch(() => {});  // the link is still there to be followed
  }, { rootMargin: "300px" });
  watch.observe(link);
  return [...out, link];
}
