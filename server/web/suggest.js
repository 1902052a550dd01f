// Suggestions below the search box: a combobox with a list of options (ARIA Authoring Practices).
import { ask, askEras } from "./api.js";
import { actorUrl, documentUrl, go, toggled } from "./address.js";
import { h } from "./dom.js";
import { words } from "./words.js";

const WAIT = 90;  // milliseconds after the last letter
const MOST_ERAS = 3;

export function addSuggestions(input, list, search) {
  let options = [];
  let active = -1;
  let asked = null;
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = (to) => {
    active = to;
    list.querySelectorAll("[role=option]").forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `suggestion-${active}`);
    list.querySelector(`#suggestion-${active}`).scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    options = found;
    if (options.length === 0) return close();
    list.replaceChildren(...options.map(({ label, kind, note }, i) => h("li", {
      id: `suggestion-${i}`, role: "option", "aria-selected": "false", dir: "auto",
      onpointerdown: (event) => { event.preventDefault(); choose(i); },
    }, h("span", {}, label, note && h("small", {}, ` ${note}`)), h("small", { class: "kind" }, kind))));
    active = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const choose = (i) => {
    const { take } = options[i];
    close();
    take();
  };

  async function suggest() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed === "") return close();
    asked = new AbortController();
    try {
      const [answer, eras] = await Promise.all([
        ask("/v1/suggest", new URLSearchParams({ q: typed, limit: 4 }), asked.signal), askEras()]);
      if (input.value.trim() !== typed || document.activeElement !== input) return;
      show(optionsOf(answer, eras, typed));
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  }

  // The last word as typed gives way to the one that is taken.
  const complete = (word) => {
    input.value = input.value.replace(/\S*\s*$/u, word);
    search();
  };
  function optionsOf(answer, eras, typed) {
    const begins = (text) => text.toLowerCase().split(/\s+/u).some((word) => word.startsWith(typed.toLowerCase()));
    return [
      ...answer.actors.map((actor) => ({
        label: actor.name, kind: actor.type, note: actor.matched === actor.name ? "" : actor.matched,
        take: () => go(actorUrl(actor.id)),
      })),
      ...answer.titles.map(({ id, title }) => ({ label: title, kind: words.kinds.title, take: () => go(documentUrl(id)) })),
      ...eras.filter((era) => begins(era.name)).slice(0, MOST_ERAS).map((era) => ({
        label: era.name, kind: words.kinds.era, note: `${era.from} – ${era.to}`, take: () => { input.value = ""; go(toggled("era", era.id)); },
      })),
      ...answer.words.map(({ word }) => ({ label: word, kind: words.kinds.word, take: () => complete(word) })),
    ];
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault();
      return close();
    }
    if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      return choose(active);
    }
    if (list.hidden || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const by = event.key === "ArrowDown" ? 1 : -1;
    // Beyond either end lies the box itself.
    activate(((active + 1 + by + options.length + 1) % (options.length + 1)) - 1);
  });
  return { close };
}
