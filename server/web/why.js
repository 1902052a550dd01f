// Why a date or a name is marked. server/api/reasons.cpp says the same.
import { h } from "./dom.js";
import { reasons } from "./reasons.js";
import { intervalInWords } from "./time.js";

// What a table has not is told as it is.
const told = (table, value) => reasons[table][value] ?? value;
const byRule = (table, rule) => reasons[table][rule] ?? reasons.ruleUnknown.replace("{}", () => rule);
const listed = (...parts) => parts.filter(Boolean).join(", ");

function whence(from) {
  if (from === null) return "";
  const named = from.includes(":") ? [reasons.fromEvent, from.slice(from.lastIndexOf(":") + 1)] : [reasons.fromUnknown, from];
  return reasons.from[from] ?? named[0].replace("{}", () => named[1]);
}

export const dateReason = ({ rule, grain, kind, calendar, resolved_from: from, role, stated }) => stated
  ? listed(byRule("dateRule", rule) || told("grain", grain), told("kind", kind), told("calendar", calendar), whence(from), told("role", role))
  : reasons.above[from] ?? whence(from);

export const mentionReason = (evidence, rule) => listed(told("evidence", evidence), byRule("mentionRule", rule));

export function dateTitle(date) {
  if (!date.edtf) return `${reasons.undated}: ${dateReason(date)}`;
  return `${date.approximate ? `${reasons.about} ` : ""}${intervalInWords(date)}: ${dateReason(date)} (EDTF ${date.edtf})`;
}

export const mentionTitle = ({ name, type, evidence }, rule) => `${name} (${type}), ${mentionReason(evidence, rule)}`;

export const isByHand = (rule) => reasons.byHand.includes(rule);

// Who points by the keyboard sees the title of a mark below it, until Escape. It is no more than the
// mark's own description, which is told to others already.
export function tellOnFocus() {
  const tip = h("p", { class: "tip", "aria-hidden": "true", hidden: true });
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };
  document.addEventListener("focusin", ({ target }) => {
    hide();
    if (!target.matches(".text [title]:focus-visible")) return;
    const { left, bottom } = target.getBoundingClientRect();
    tip.textContent = target.title;
    tip.hidden = false;
    tip.style.left = `${Math.max(0, Math.min(left, innerWidth - tip.offsetWidth - 20)) + scrollX}px`;
    tip.style.top = `${bottom + scrollY + 6}px`;
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}
