#!/usr/bin/env python3
"""Tables and a picture of what compare.py measured.

usage: report.py RESULTS.json > RESULTS.md
"""
import json
import sys
from xml.sax.saxutils import escape

# (engine, mode) -> how the row is called; in the order of the tables.
ROWS = {
    ("Fasti", "numbers"): "Fasti, numbers of the ten hits, exact totals",
    ("Fasti", "numbers-cold"): "Fasti, every term cold",
    ("Lucene", "numbers"): "Lucene, numbers of the ten hits",
    ("Tantivy", "numbers"): "Tantivy, numbers of the ten hits",
    ("SQLite FTS5", "numbers"): "SQLite FTS5, numbers of the ten hits",
    ("Fasti", "texts"): "Fasti, with texts, marks and exact totals",
    ("Fasti", "http"): "Fasti over HTTP, with texts, marks and exact totals",
    ("Lucene", "texts"): "Lucene, with texts",
    ("Fasti", "facets"): "Fasti",
    ("Fasti", "facets-cold"): "Fasti, every term cold",
    ("Fasti", "http-facets"): "Fasti over HTTP",
    ("Lucene", "facets"): "Lucene",
    ("Tantivy", "facets"): "Tantivy",
    ("SQLite FTS5", "facets"): "SQLite FTS5",
}
HEAD = """\
# Fasti beside other engines

`bench/compare/README.md` tells what is measured and how fair it is.
"""
WHY = """\
The engines cut, stem and place words by rules of their own, so totals differ here and there; where
they agree, every count of the facets must. What makes them differ: Lucene and SQLite stem by
Porter's first algorithm, Fasti by his second, Tantivy by a newer edition of it (which parts
"internal" and "international"); Lucene leaves out function words and takes any word in the place of
one in a phrase; a phrase in Fasti is letter by letter, elsewhere of stems, and may stand in a title;
a prefix in Fasti is one of a word of the text, elsewhere of a stem, of titles too. A facet with a
filter on it is counted without the filter, so that there a difference of stems can show in the
counts even where the totals agree.
"""


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def find(size, engine, mode, kind="all"):
    return next((row for row in size["times"] if row["engine"] == engine
                 and row["mode"] == mode and row["kind"] == kind), None)


def times(size, faceted):
    rows = []
    for (engine, mode), name in ROWS.items():
        row = find(size, engine, mode)
        if row and ("facets" in mode) == faceted:
            rows.append([name] + [number(row[f]) for f in ("mean", "median", "p99")]
                        + [number(row[f + "_ratio"]) if f + "_ratio" in row else ""
                           for f in ("mean", "p99")])
    return table(["µs", "mean", "median", "p99", "mean / Lucene", "p99 / Lucene"], rows)


def by_kind(size):
    rows = []
    for kind in dict.fromkeys(row["kind"] for row in size["times"]):
        cells = [kind]
        for mode in ("numbers", "numbers-cold", "texts", "facets", "facets-cold"):
            fasti = find(size, "Fasti", mode, kind)
            cells += [number(fasti["mean"]),
                      number(fasti["mean_ratio"]) if "mean_ratio" in fasti else ""]
        rows.append(cells)
    return table(["mean µs of Fasti and ratio to Lucene", "numbers", "/ Lucene", "cold",
                  "/ Lucene", "with texts", "/ Lucene", "with facets", "/ Lucene", "cold",
                  "/ Lucene"], rows)


def building(size):
    rows = []
    for engine, built in size["built"].items():
        rows.append([engine, number(built["seconds"]), number(built["cpu"]),
                     number(size["passages"] / built["seconds"]),
                     number(size["passages"] / built["cpu"]),
                     number(built["index_bytes"] / size["input_bytes"]),
                     number(built["peak_mb"]), number(size["opened_ms"].get(engine, 0))])
    return table(["", "seconds", "of a core", "passages/s", "passages / s of a core",
                  "index / input", "peak MB", "opened in ms"], rows)


def answers(size):
    return table(["", "queries", "same totals", "of these same facets", "larger", "smaller",
                  "of the first ten the same"],
                 [[f"{row['engine']}, {row['kind']}"]
                  + [str(row.get(key, 0)) for key in
                     ("queries", "totals", "facets", "larger", "smaller")]
                  + [f"{row['overlap']:.0%}"] for row in size["answers"]])


ALLOWANCE = """
Beside Lucene a corpus of this size may be 1.3 times worse than one of 300,000 passages.
"""


def is_large(size):
    return size["passages"] > 500_000


def targets(size):
    """What is aimed at. A build's rate is told by its time, so that all rows
    are better when smaller. Beside Lucene a large corpus may be 1.3 times
    worse than the size that the aims are set for."""
    beside_lucene = 1.3 if is_large(size) else 1
    rows = [(f"{what}: {figure}, of Lucene's",
             find(size, "Fasti", mode).get(figure + "_ratio"), beside_lucene * most)
            for what, mode, figure, most in (
                ("numbers of ten hits", "numbers", "mean", 1.0),
                ("numbers of ten hits", "numbers", "p99", 1.2),
                ("ten hits with texts", "texts", "mean", 1.0),
                ("ten hits with texts", "texts", "p99", 1.2),
                ("with facets", "facets", "mean", 0.6),
                ("with facets, every term cold", "facets-cold", "mean", 1.0))]
    for mode, name in (("texts", "http"), ("facets", "http-facets")):
        most = 1.5 * find(size, "Fasti", mode)["mean"] + 300
        rows.append((f"over HTTP{', with facets' * (mode == 'facets')}: mean µs",
                     find(size, "Fasti", name)["mean"], most))
    if "Lucene" in size["built"]:
        measure = "seconds" if size["clock"] == "wall" else "cpu"
        ours, theirs = (size["built"][name][measure] for name in ("Fasti", "Lucene"))
        rows.append((f"seconds{' of a core' * (measure == 'cpu')} of a build, of Lucene's",
                     ours / theirs, beside_lucene / 0.8))
    rows += [("index / input", size["built"]["Fasti"]["index_bytes"] / size["input_bytes"], 2.5),
             ("peak MB of a build", size["built"]["Fasti"]["peak_mb"], 1536),
             ("MB of a server beside mapped files", size["server_mb"][0], 200),
             ("ms to open", size["opened_ms"]["Fasti"], 500)]
    if "deadline" in size:
        one = size["deadline"]
        rows.append((f"ms of the longest of {one['queries']} searches with a deadline of "
                     f"{one['deadline_ms']} ms, {one['cut']:.0f} of them cut short: median of "
                     f"{one['rounds']} rounds, the longest of all {one['longest_of_all_ms']:.1f}",
                     one["longest_ms"], 2 * one["deadline_ms"]))
    return table(["", "measured", "at most", ""],
                 [[what, number(measured), number(most),
                   "met" if measured <= most else f"missed by {measured / most:.2f} times"]
                  for what, measured, most in rows if measured is not None])


def profiles(size):
    """Of each thing profiled its functions, each with what it calls, and the libraries."""
    out = []
    for what, profile in size.get("profiles", ()):
        libraries = ", ".join(f"{name} {share:.0f}" for name, share in profile["libraries"])
        out.append(f"Of {what}, in percent with what is called from there; by libraries themselves: "
                   f"{libraries}.\n")
        out.append(table(["", "%"], [[f"`{name}`", f"{share:.0f}"]
                                     for name, share in profile["functions"]]))
    return "\n### Where the time goes\n\n" + "\n".join(out) if out else ""


def section(size):
    clock = ("By the wall's clock" if size["clock"] == "wall" else
             "In time of the searching thread, HTTP by the wall's clock")
    return f"""
## {size['passages']:,} passages

{size['corpus']}; {size['input_bytes'] / 1e6:.0f} MB. {clock}; medians over \
{size['rounds']} rounds; the machine's load was {size['load']:.1f}.

### The ten best of 700 queries

{times(size, False)}
### With exact facets: actors, eras, decades; passages and documents of each

{times(size, True)}
### By kind

{by_kind(size)}
### Building

Medians of builds: {size.get('build_rounds', 1)}, the engines in turn; "of a core" adds up both.

{building(size)}
### What was aimed at
{ALLOWANCE if is_large(size) else ""}
{targets(size)}
### Answers beside Fasti's

{answers(size)}{profiles(size)}"""


def markdown(results):
    machine, versions = results["machine"], results["versions"]
    return (f"{HEAD}\nWritten by `{results['command']}`, {results['date']}; {machine['cpu']}, {machine['cores']} cores, "
            f"{machine['memory_gib']} GiB; {machine['system']}, Linux {machine['kernel']}.\n"
            + "; ".join(f"{name} {version}" for name, version in versions.items()) + ".\n"
            + "".join(section(results["sizes"][key])
                      for key in sorted(results["sizes"], key=int)) + "\n" + WHY)


# The picture: two groups of bars, one of ten hits, one with facets.
WIDTH, LEFT, BAR, GAP = 760, 130, 24, 10
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; } .quiet { fill: #57606a; font-size: 12px; }
  .bar { fill: #8c959f; } .ours { fill: #0969da; } .cut { stroke: #ffffff; stroke-width: 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .quiet { fill: #9198a1; } .bar { fill: #656c76; }
    .ours { fill: #4493f8; } .cut { stroke: #0d1117; }
  }"""


def duration(micros):
    return f"{micros / 1000:.1f} ms" if micros >= 1000 else f"{micros:.0f} µs"


def bars(values, top, title):
    """The group of bars of [(engine, µs)], and where it ends. A bar much longer than the others is
    cut."""
    out = [f'<text class="title" x="0" y="{top}">{escape(title)}</text>']
    ordered = sorted(value for _, value in values)
    longest = min(ordered[-1], 8 * ordered[max(0, len(ordered) - 2)])
    at = top + 14
    for engine, value in values:
        width = (WIDTH - LEFT - 90) * min(value, longest) / longest
        kind = "bar ours" if engine.startswith("Fasti") else "bar"
        out.append(f'<text x="{LEFT - 10}" y="{at + 17}" text-anchor="end">{engine}</text>'
                   f'<rect class="{kind}" x="{LEFT}" y="{at}" width="{width:.1f}" height="{BAR}" '
                   f'rx="3"/>')
        if value > longest:
            cut = LEFT + width - 40
            out.append(f'<path class="cut" d="M{cut} {at + BAR} l10 -{BAR} m8 0 l-10 {BAR}"/>')
        out.append(f'<text x="{LEFT + width + 8:.1f}" y="{at + 17}">{duration(value)}</text>')
        at += BAR + GAP
    return out, at


def picture(results):
    size = results["sizes"][min(results["sizes"], key=int)]
    engines = list(dict.fromkeys(row["engine"] for row in size["times"]))
    parts, at = [], 20
    for mode, title in (("numbers", "The ten best passages, mean of 700 queries"),
                        ("facets", "With exact counts by actor, era and decade")):
        values = [(engine, find(size, engine, mode)["mean"]) for engine in engines]
        group, at = bars(values, at, title)
        parts += group
        at += 24
    note = (f"{size['passages']:,} passages, one thread, {results['date']}; with exact counts Fasti "
            "gives texts and marks of the hits too")
    parts.append(f'<text class="quiet" x="0" y="{at - 6}">{note}</text>')
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{at + 4}" '
            f'viewBox="0 0 {WIDTH} {at + 4}" role="img" aria-label="{note}">\n'
            f"<style>{STYLE}\n</style>\n{body}\n</svg>\n")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        print(markdown(json.load(file)), end="")


if __name__ == "__main__":
    main()
