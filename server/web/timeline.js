// A histogram over time: bars to click, a brush for the mouse, two handles for the keyboard, named
// eras as bands, and the same as a table.
import { timed, toggled, changed } from "./address.js";
import { h, svg } from "./dom.js";
import { place, yearInWords } from "./time.js";
import { MONTHS, number, words } from "./words.js";

const WIDTH = 1000;
const HEIGHT = 96;
const BAND = 24;  // no target is lower
const MOST_BANDS = 2;  // rows of eras
const AXIS = 20;
const LEAST_TARGET = 24;  // pixels that can be hit
const MOST_ROOM = 1216;   // pixels that a timeline has at most

// `timeline` as the API gives it, `eras` that have their place on it, `range` the state's
// { from, to }. `go` takes addresses.
export function timelineView({ timeline, eras = [], range = {}, step = "auto", go, controls = true }) {
  const { bars } = timeline;
  const beside = h("p", { class: "beside" }, words.outside(timeline.outside.before, timeline.outside.after), " ",
    timeline.undated > 0 && h("a", { href: toggled("era", "undated") }, words.undatedCount(timeline.undated)));
  const parts = [];
  if (bars.length > 0) parts.push(picture(bars, eras, go));
  parts.push(h("div", { class: "time-controls" }, controls && fields(range, step, go), beside));
  if (bars.length > 0) parts.push(table(bars));
  return h("div", { class: "timeline" }, parts);
}

function picture(bars, eras, go) {
  const begin = place(bars[0].from);
  const end = place(bars.at(-1).to, true);
  const x = (year) => ((year - begin) / (end - begin)) * WIDTH;
  const most = Math.max(...bars.map((bar) => bar.passages));
  const bands = erasWithin(eras, begin, end);
  const rows = Math.max(0, ...bands.map((band) => band.row + 1));
  const bottom = HEIGHT + rows * BAND;

  const columns = bars.map((bar) => {
    const left = x(place(bar.from));
    const width = Math.max(1, x(place(bar.to, true)) - left - 1);
    const tall = bar.passages > 0 ? Math.max(2, (bar.passages / most) * (HEIGHT - 6)) : 0;
    return svg("rect", { class: "bar", x: left, y: HEIGHT - tall, width, height: tall },
      svg("title", {}, words.bar(bar.label, bar.passages)));
  });
  const chosen = svg("rect", { class: "chosen", y: 0, height: HEIGHT, width: 0 });
  const drawing = svg("svg", {
    class: "histogram", viewBox: `0 0 ${WIDTH} ${bottom + AXIS}`, preserveAspectRatio: "none", role: "group",
    "aria-label": words.time,
  },
  chosen, columns,
  svg("line", { class: "ground", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }));

  // Letters are not stretched with the picture, so they stand over it.
  const percent = (value) => `${(value / WIDTH) * 100}%`;
  const overlay = h("div", { class: "labels" });
  const links = bands.map(({ era, from, to, row }) => {
    const band = h("a", { class: "era", href: toggled("era", era.id), title: era.name }, era.name);
    band.style.left = percent(x(from));
    band.style.width = percent(x(to) - x(from));
    band.style.top = `${((HEIGHT + row * BAND) / (bottom + AXIS)) * 100}%`;
    overlay.append(band);
    return { band, share: (to - from) / (end - begin) };
  });
  for (const { at, label } of ticks(begin, end)) {
    const tick = h("span", { class: "tick" }, label);
    tick.style.left = percent(x(at));
    overlay.append(tick);
  }
  const frame = h("div", { class: "frame" }, drawing, overlay);
  frame.style.setProperty("--rows", rows);
  // Where there is less room some are too narrow to be hit.
  new ResizeObserver(() => links.forEach(({ band, share }) => { band.hidden = share * frame.clientWidth < LEAST_TARGET; }))
    .observe(frame);
  brush(frame, bars, { x, chosen, columns, go });
  return h("figure", { class: "time-picture" }, frame, h("figcaption", {}, words.timeHint));
}

// Eras in rows, so that none covers another; the longest that fit come first.
function erasWithin(eras, begin, end) {
  const rows = [];
  const out = [];
  const within = eras.map((era) => ({
    era,
    from: Math.max(begin, era.earliest ? place(era.earliest) : begin),
    to: Math.min(end, era.latest ? place(era.latest, true) : end),
  })).filter(({ from, to }) => ((to - from) / (end - begin)) * MOST_ROOM >= LEAST_TARGET);
  within.sort((a, b) => (b.to - b.from) - (a.to - a.from));
  for (const one of within) {
    // One that is all there is tells nothing.
    if (one.to - one.from >= end - begin) continue;
    let row = rows.findIndex((taken) => taken.every((other) => one.to <= other.from || one.from >= other.to));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push(one);
    if (row < MOST_BANDS) out.push({ ...one, row });
  }
  return out;
}

function ticks(begin, end) {
  const span = end - begin;
  if (span < 2.5) {
    const out = [];
    const every = span < 0.6 ? 1 : span < 1.3 ? 2 : 6;
    for (let month = Math.ceil(begin * 12); month < end * 12; ++month) {
      const of = ((month % 12) + 12) % 12;
      if (of % every === 0) out.push({ at: month / 12, label: `${MONTHS[of].slice(0, 3)} ${yearInWords(Math.floor(month / 12))}` });
    }
    return out;
  }
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].find((one) => span / one <= 9) ?? 5000;
  const out = [];
  for (let year = Math.ceil(begin / step) * step; year < end; year += step) {
    out.push({ at: year, label: yearInWords(year) });
  }
  return out;
}

function brush(frame, bars, { x, chosen, columns, go }) {
  let first = 0;
  let last = bars.length - 1;
  const paint = (shown) => {
    const left = x(place(bars[first].from));
    const right = x(place(bars[last].to, true));
    chosen.setAttribute("x", left);
    chosen.setAttribute("width", shown ? right - left : 0);
    columns.forEach((column, i) => column.classList.toggle("out", shown && (i < first || i > last)));
    handles.forEach((handle) => handle.place());
  };
  const apply = () => go(timed(bars[first].from, bars[last].to));
  const reset = () => {
    first = 0;
    last = bars.length - 1;
    paint(false);
  };

  const handle = (label, edge, get, set) => {
    const element = h("span", {
      class: "handle", role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": bars.length - 1,
      onkeydown: (event) => {
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10,
          Home: -bars.length, End: bars.length }[event.key];
        if (by !== undefined) set(get() + by);
        else if (event.key === "Enter" || event.key === " ") return event.preventDefault(), apply();
        else if (event.key === "Escape") return reset();
        else return;
        event.preventDefault();
        paint(true);
      },
    });
    return Object.assign(element, {
      place() {
        const bar = bars[get()];
        element.style.left = `${(x(edge(bar)) / WIDTH) * 100}%`;
        element.setAttribute("aria-valuenow", get());
        element.setAttribute("aria-valuetext", bar.label);
      },
    });
  };
  const handles = [
    handle(words.firstBar, (bar) => place(bar.from), () => first, (to) => { first = Math.min(Math.max(to, 0), last); }),
    handle(words.lastBar, (bar) => place(bar.to, true), () => last, (to) => { last = Math.max(Math.min(to, bars.length - 1), first); }),
  ];
  frame.append(...handles);
  paint(false);

  // The bar at a place of the screen, or the nearest one.
  const barAt = (clientX) => {
    const box = frame.getBoundingClientRect();
    const at = ((clientX - box.left) / box.width) * WIDTH;
    const found = bars.findIndex((bar) => at < x(place(bar.to, true)));
    return found < 0 ? bars.length - 1 : found;
  };
  const picture = frame.querySelector("svg");
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const begun = barAt(event.clientX);
    picture.setPointerCapture(event.pointerId);
    const move = ({ clientX }) => {
      const other = barAt(clientX);
      first = Math.min(begun, other);
      last = Math.max(begun, other);
      paint(true);
    };
    const stop = (kept) => () => {
      picture.removeEventListener("pointermove", move);
      kept ? apply() : reset();
    };
    move(event);
    picture.addEventListener("pointermove", move);
    picture.addEventListener("pointerup", stop(true), { once: true });
    picture.addEventListener("pointercancel", stop(false), { once: true });
  });
}

function fields(range, step, go) {
  const input = (name, label, example) => h("label", {}, label,
    h("input", { name, size: 10, value: range[name] ?? "", placeholder: example, autocomplete: "off" }));
  return h("form", {
    class: "range",
    onsubmit: (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      go(timed(data.get("from").trim(), data.get("to").trim()));
    },
  },
  input("from", words.from, "1853-10"), input("to", words.to, "44 BCE"),
  h("button", { type: "submit" }, words.apply),
  (range.from || range.to) && h("a", { class: "quiet", href: timed("", "") }, words.wholeTime),
  h("label", {}, words.barsBy,
    h("select", { onchange: (event) => go(changed((p) => event.target.value === "auto" ? p.delete("bars") : p.set("bars", event.target.value))) },
      Object.entries(words.steps).map(([value, label]) => h("option", { value, selected: value === step }, label)))));
}

function table(bars) {
  return h("details", { class: "as-table" }, h("summary", {}, words.asTable),
    h("table", {},
      h("thead", {}, h("tr", {}, words.tableHead.map((title) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, bars.map((bar) => h("tr", {},
        h("th", { scope: "row" }, h("a", { href: timed(bar.from, bar.to) }, bar.label)),
        h("td", {}, number(bar.passages)), h("td", {}, number(bar.documents)))))));
}
