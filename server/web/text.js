// A passage's text with its dates and actors as links and the words of the query marked. Spans of
// the API count Unicode code points.
import { actorUrl, timed, toggled } from "./address.js";
import { h } from "./dom.js";
import { reasons } from "./reasons.js";
import { intervalInWords } from "./time.js";
import { dateReason, dateTitle, isByHand, mentionTitle } from "./why.js";

const marked = (kind, rule) => (isByHand(rule) ? `${kind} by-hand` : kind);

// What is marked in a text, in its order; none within another.
function marksOf({ dates, actors }) {
  let at = 0;
  return [
    ...dates.filter((date) => date.stated).map((date) => ({ span: date.span, date, title: dateTitle(date) })),
    ...actors.flatMap((actor) => actor.spans.map((span, i) =>
      ({ span, actor, rule: actor.rules[i], title: mentionTitle(actor, actor.rules[i]) }))),
  ].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]).filter(({ span: [begin, end] }) => {
    if (begin < at) return false;
    at = end;
    return true;
  });
}

// In a list of results a name narrows the search; where one reads it leads to its bearer.
export function markedText(passage, reading = false) {
  const { text, highlights = [] } = passage;
  const letters = Array.from(text);
  const nodes = [];
  let at = 0;
  for (const { span: [begin, end], date, actor, rule, title } of marksOf(passage)) {
    nodes.push(highlighted(letters, at, begin, highlights));
    const attributes = date
      ? { class: marked("date", date.rule), title, href: date.edtf && timed(date.earliest, date.latest) }
      : { class: marked("actor", rule), title, href: reading ? actorUrl(actor.id) : toggled("actor", actor.id) };
    nodes.push(h(attributes.href ? "a" : "span", attributes, highlighted(letters, begin, end, highlights)));
    at = end;
  }
  nodes.push(highlighted(letters, at, letters.length, highlights));
  return nodes.flat();
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

// The marks and why they are, for those who have nothing to point with.
export function marksList(passage) {
  const letters = Array.from(passage.text);
  const marks = marksOf(passage);
  return marks.length > 0 && h("details", { class: "why" }, h("summary", {}, reasons.list),
    h("dl", {}, marks.flatMap(({ span: [begin, end], title }) =>
      [h("dt", { dir: "auto" }, letters.slice(begin, end).join("")), h("dd", { dir: "auto" }, title)])));
}

export const placeLine = (document, heading) =>
  [document.kind, document.date, ...heading].filter(Boolean).join(" › ");

// What of its time a passage does not say itself.
export function contextDates(dates) {
  return dates.filter((date) => !date.stated).map((date) => h("a", {
    class: "tag date", href: timed(date.earliest, date.latest), title: dateReason(date),
  }, intervalInWords(date)));
}

// The passage's citation as the server makes it, which reference managers read.
export const citationSpan = ({ coins }) => h("span", { class: "Z3988", title: coins });
