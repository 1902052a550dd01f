#!/usr/bin/env python3
"""SQLite's FTS5 in the comparison of engines: see README.md beside this file for the protocol.

usage: sqlite_fts5.py build PASSAGES DATABASE | run DATABASE QUERIES
"""
import itertools
import pathlib
import sqlite3
import sys
import time

FACETS = ("actor", "era", "decade")
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 8192;
CREATE TABLE passage (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, headings, body, content = '', prefix = '5',
                                       tokenize = 'porter unicode61');
"""
SEARCH = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
# The sign before rowid, and CROSS JOIN, keep the planner from the other way round, which is some
# ten to a hundred times slower here.
FILTERED = """SELECT rowid FROM words WHERE words MATCH ?
              AND +rowid IN (SELECT passage FROM {0}_of WHERE {0} = ?) ORDER BY rank LIMIT 10"""
COUNT = """SELECT {0}, count(*), count(DISTINCT document) FROM {1} CROSS JOIN {0}_of USING (passage)
           GROUP BY {0} ORDER BY 2 DESC, 1 LIMIT ?"""


def build(passages, path):
    pathlib.Path(path).unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(SCHEMA)
    names = {facet: {} for facet in FACETS}
    for facet in FACETS:
        database.executescript(
            f"CREATE TABLE {facet} (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
            f"CREATE TABLE {facet}_of (passage INTEGER, {facet} INTEGER,"
            f" PRIMARY KEY (passage, {facet})) WITHOUT ROWID")

    def rows():
        with open(passages, encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                yield number, line.rstrip("\n").split("\t")

    numbered = rows()
    while batch := list(itertools.islice(numbered, 10_000)):
        database.executemany("INSERT INTO passage VALUES (?, ?, ?)",
                             ((number, int(cells[0]), cells[3]) for number, cells in batch))
        database.executemany("INSERT INTO words (rowid, title, headings, body) VALUES (?, ?, ?, ?)",
                             ((number, *cells[1:4]) for number, cells in batch))
        for facet, cell in zip(FACETS, (4, 5, 6)):
            known = names[facet]
            database.executemany(
                f"INSERT INTO {facet}_of VALUES (?, ?)",
                ((number, known.setdefault(value, len(known))) for number, cells in batch
                 for value in filter(None, cells[cell].split("|"))))
    for facet in FACETS:
        database.executemany(f"INSERT INTO {facet} VALUES (?, ?)",
                             ((place, name) for name, place in names[facet].items()))
        database.execute(f"CREATE INDEX passages_of_{facet} ON {facet}_of ({facet}, passage)")
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.execute("ANALYZE")
    database.commit()
    database.close()


class Engine:
    def __init__(self, path, queries):
        begin = time.perf_counter()
        self.database = sqlite3.connect(path)
        self.database.executescript("PRAGMA mmap_size = 8000000000; PRAGMA cache_size = -200000;"
                                    "PRAGMA temp_store = MEMORY;"
                                    "CREATE TEMP TABLE found (passage INTEGER PRIMARY KEY,"
                                    " document INTEGER);"
                                    "CREATE TEMP TABLE wider (passage INTEGER PRIMARY KEY,"
                                    " document INTEGER)")
        print(f"opened {(time.perf_counter() - begin) * 1e6:.0f}")
        with open(queries, encoding="utf-8") as lines:
            self.queries = [self.read(line.rstrip("\n").split("\t")) for line in lines]

    def read(self, cells):
        """(match expression, facet of the filter or None, value)"""
        _, _, how, words, actor, decade = cells
        quoted = [f'"{word}"' for word in words.split()]
        match = {"phrase": f'"{words}"', "prefix": f'"{words}"*', "any": " OR ".join(quoted),
                 "all": " AND ".join(quoted)}[how]
        facet = "actor" if actor else "decade" if decade else None
        value = None
        if facet:
            found = self.database.execute(f"SELECT id FROM {facet} WHERE name = ?",
                                          [actor or decade]).fetchone()
            value = found[0] if found else -1
        return match, facet, value

    def top(self, query):
        match, facet, value = query
        if facet:
            return self.database.execute(FILTERED.format(facet), [match, value]).fetchall()
        return self.database.execute(SEARCH, [match]).fetchall()

    def facets(self, query, most):
        """(passages, documents, for each facet [(value, passages, documents)])"""
        match, filtered, value = query
        run = self.database.execute
        run("DELETE FROM found")
        run("DELETE FROM wider")
        base = "wider" if filtered else "found"
        run(f"INSERT INTO {base} SELECT words.rowid, document FROM words"
            " CROSS JOIN passage ON passage.id = words.rowid WHERE words MATCH ?", [match])
        if filtered:
            run(f"INSERT INTO found SELECT passage, document FROM wider"
                f" WHERE EXISTS (SELECT 1 FROM {filtered}_of AS its"
                f" WHERE its.passage = wider.passage AND its.{filtered} = ?)",
                [value])
        total = run("SELECT count(*), count(DISTINCT document) FROM found").fetchone()
        counts = [run(COUNT.format(facet, "wider" if facet == filtered else "found"),
                      [most]).fetchall() for facet in FACETS]
        return *total, counts

    def time(self, mode, clock, query):
        begin = clock()
        self.top(query)
        if mode == "facets":
            self.facets(query, 20)
        return (clock() - begin) * 1e6

    def answer(self, query):
        passages, documents, counts = self.facets(query, 1000)
        cells = [str(passages), str(documents), ",".join(str(row[0]) for row in self.top(query))]
        for facet, rows in zip(FACETS, counts):
            names = dict(self.database.execute(f"SELECT id, name FROM {facet}"))
            cells.append("|".join(f"{names[value]}={n}/{d}" for value, n, d in rows))
        return "\t".join(cells)


def run(path, queries):
    engine = Engine(path, queries)
    print("ready", flush=True)
    for line in sys.stdin:
        command = line.split()
        clock = time.thread_time if command[-1] == "cpu" else time.perf_counter
        for query in engine.queries:
            if command[0] == "time":
                print(f"{engine.time(command[1], clock, query):.1f}")
            else:
                print(engine.answer(query))
        sys.stdout.flush()


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("build", "run"):
        sys.exit("usage: sqlite_fts5.py build PASSAGES DATABASE | run DATABASE QUERIES")
    {"build": build, "run": run}[sys.argv[1]](sys.argv[2], sys.argv[3])


if __name__ == "__main__":
    main()
