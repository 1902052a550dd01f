#!/usr/bin/env python3
"""Compare Fasti with other engines on the same passages. script/bench calls it; see README.md.

usage: compare.py --data DIR --work DIR --programs DIR [option...]
"""
import argparse
import collections
import dataclasses
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

import deadline
import perf_profile
import report

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
SIZES = (300_000, 1_000_000)
PROFILED_KINDS = 2  # the slowest
PROFILED_SECONDS = 20
FACETS = ("actor", "era", "decade")


class Failed(Exception):
    pass


def say(text):
    print(f"== {time.strftime('%H:%M:%S')} {text}", flush=True)


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def bytes_below(path):
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def measured(command, log):
    """Runs a command; its seconds and the most memory that it held. Its output goes to a file."""
    begin = time.monotonic()
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{command[0]} failed; see {log}")
    return {"seconds": time.monotonic() - begin, "cpu": usage.ru_utime + usage.ru_stime,
            "peak_mb": usage.ru_maxrss / 1024}


@dataclasses.dataclass
class Engine:
    name: str
    build: list      # command that builds the index; None for Fasti, whose index is there
    run: list        # command that answers queries
    index: pathlib.Path
    modes: tuple     # what is timed
    warm_rounds: int
    most_rounds: int = 1000


class Process:
    """An engine that runs and answers commands."""

    def __init__(self, engine, queries):
        self.engine, self.queries = engine, queries
        self.process = subprocess.Popen([str(part) for part in engine.run], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.opened_ms = float(self.line().split()[1]) / 1e3
        self.line()  # ready

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{self.engine.name} ended early")
        return line.rstrip("\n")

    def command(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return [self.line() for _ in self.queries]

    def time(self, mode, clock):
        """The microseconds of each query."""
        return [float(line) for line in self.command(f"time {mode} {clock}")]

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


class Server:
    """A fasti-server on a free port of the loopback."""

    def __init__(self, program, index, work, *more):
        with open(work / "server.log", "w", encoding="utf-8") as log:
            # Queries come again and again here: each is to be answered, not remembered.
            self.process = subprocess.Popen(
                [program, "--index", index, "--listen", "127.0.0.1:0", "--cache", "0", *more],
                stdout=subprocess.PIPE, stderr=log, text=True)
        found = re.search(r"http://[^/]*:(\d+)", self.process.stdout.readline())
        if not found:
            raise Failed("fasti-server did not start")
        self.port = found.group(1)

    def memory_mb(self):
        """Its own memory, and with the files that it has mapped."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        kb = {key: int(re.search(rf"{key}:\s+(\d+)", status).group(1))
              for key in ("RssAnon", "VmHWM")}
        return kb["RssAnon"] / 1024, kb["VmHWM"] / 1024

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def hash_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Size:
    """The comparison at one number of passages, its files in a directory."""

    def __init__(self, passages, options):
        self.wanted, self.options = passages, options
        self.work = options.work / str(passages)
        self.work.mkdir(parents=True, exist_ok=True)
        self.corpus = self.work / "corpus.jsonl"
        self.passages = self.work / "passages.tsv"
        self.queries = self.work / "queries.tsv"
        self.index = self.work / "fasti"
        self.fasti_index = options.programs / "indexer" / "fasti-index"
        self.compare_fasti = options.programs / "bench" / "compare_fasti"

    def kept(self, name, depends, make):
        """What `make` gives, kept in a file until what it depends on changes."""
        path = self.work / f"{name}.json"
        depends = [str(part) for part in depends]
        if path.is_file():
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["depends"] == depends:
                return kept["value"]
        say(f"{self.wanted}: {name}")
        value = make()
        path.write_text(json.dumps({"depends": depends, "value": value}), encoding="utf-8")
        return value

    def prepare(self):
        corpus = self.kept("corpus", [hash_of(HERE / "corpus.py")], self.make_corpus)
        self.corpus_story = corpus["story"]
        self.built = {"Fasti": self.kept("fasti-build", [corpus["hash"], hash_of(self.fasti_index)],
                                         self.build_fasti)}
        exported = self.kept("passages", [self.built["Fasti"]["seconds"],
                                          hash_of(self.compare_fasti)], self.export)
        self.kept("queries", [exported["hash"], hash_of(HERE / "queries.py")], self.make_queries)
        self.count = exported["count"]
        for engine in self.engines():
            if engine.build:
                key = re.sub(r"\W+", "-", engine.name.lower())
                self.built[engine.name] = self.kept(
                    # Seconds are compared, so all are taken in one run.
                    f"{key}-build", [exported["hash"], self.built["Fasti"]["seconds"],
                                     *engine.build, engine_hash(engine)],
                    lambda engine=engine: self.build(engine))
        more = self.kept("more-builds", [self.options.build_rounds,
                                         *(built["seconds"] for built in self.built.values())],
                         self.build_again)
        for name, built in self.built.items():
            for measure in ("seconds", "cpu"):
                built[measure] = statistics.median(
                    [built[measure], *(one[measure] for one in more[name])])

    def make_corpus(self):
        story = output(sys.executable, HERE / "corpus.py", "--data", self.options.data,
                       "--passages", str(self.wanted), "--out", self.corpus).strip()
        return {"story": story, "hash": hash_of(self.corpus)}

    def build_fasti(self):
        shutil.rmtree(self.index, ignore_errors=True)
        command = [self.fasti_index, "build", "--quiet", "--index", self.index, self.corpus]
        return measured(command, self.work / "fasti-build.log") | {
            "index_bytes": bytes_below(self.index)}

    def export(self):
        with open(self.passages, "wb") as out:
            subprocess.run([self.compare_fasti, "export", self.index], stdout=out, check=True)
        with open(self.passages, "rb") as lines:
            return {"count": sum(1 for _ in lines), "hash": hash_of(self.passages)}

    def make_queries(self):
        return output(sys.executable, HERE / "queries.py", self.passages, self.queries)

    def build(self, engine):
        for path in [engine.index, *self.work.glob(engine.index.name + "-part*")]:
            if path.is_dir():
                shutil.rmtree(path)
        return measured(engine.build, self.work / "build.log") | {
            "index_bytes": bytes_below(engine.index)}

    def build_again(self):
        """What the same builds take later: the minutes of a shared machine differ."""
        more = {name: [] for name in self.built}
        for _ in range(1, self.options.build_rounds):
            more["Fasti"].append(self.build_fasti())
            for engine in self.engines():
                if engine.build:
                    more[engine.name].append(self.build(engine))
        return more

    def engines(self, port=None):
        options = self.options
        fasti_modes = ("numbers", "numbers-cold", "texts", "http", "facets", "facets-cold",
                       "http-facets")
        out = [Engine("Fasti", None,
                      [self.compare_fasti, "run", self.index, self.queries] + [port] * bool(port),
                      self.index, fasti_modes, 2)]
        lucene, sqlite, tantivy = (self.work / name for name in ("lucene", "sqlite.db", "tantivy"))
        java = ["java", "-Xmx2g", "-cp", options.lucene, "Compare"]
        if "lucene" in options.engines:
            out.append(Engine("Lucene", [*java, "build", self.passages, lucene],
                              [*java, "run", lucene, self.queries], lucene,
                              ("numbers", "texts", "facets"), 12))
        if "tantivy" in options.engines:
            out.append(Engine("Tantivy", [options.tantivy, "build", self.passages, tantivy],
                              [options.tantivy, "run", tantivy, self.queries], tantivy,
                              ("numbers", "facets"), 2))
        if "sqlite" in options.engines:
            program = [sys.executable, HERE / "sqlite_fts5.py"]
            out.append(Engine("SQLite FTS5", [*program, "build", self.passages, sqlite],
                              [*program, "run", sqlite, self.queries], sqlite,
                              ("numbers", "facets"), 1, 1))
        return out

    def measure(self):
        lines = self.queries.read_text(encoding="utf-8").splitlines()
        kinds = [line.split("\t")[1] for line in lines]
        server = self.server()
        processes = []
        try:
            for engine in self.engines(server.port):
                say(f"{self.wanted}: opening and warming {engine.name}")
                processes.append(Process(engine, lines))
                for _ in range(engine.warm_rounds):
                    for mode in engine.modes:
                        processes[-1].time(mode, "wall")
            times = self.rounds(processes)
            answers = {process.engine.name: process.command("answer") for process in processes}
            opened = {process.engine.name: process.opened_ms for process in processes}
            memory = server.memory_mb()
        finally:
            server.close()
            for process in processes:
                process.close()
        return {"wanted": self.wanted, "passages": self.count, "corpus": self.corpus_story,
                "input_bytes": bytes_below(self.corpus),
                "built": self.built, "opened_ms": opened, "server_mb": memory,
                "rounds": self.options.rounds, "build_rounds": self.options.build_rounds,
                "clock": self.options.clock, "load": os.getloadavg()[1],
                "deadline": self.beyond_deadline(),
                "times": summary(kinds, times), "answers": agreement(kinds, answers)}

    def server(self, *options):
        return Server(self.options.programs / "server" / "fasti-server", self.index, self.work,
                      *options)

    def beyond_deadline(self):
        say(f"{self.wanted}: a deadline")
        server = self.server("--deadline", str(deadline.DEADLINE_MS))
        try:
            return deadline.measured(server.port)
        finally:
            server.close()

    def profiles(self, times):
        """[(what, its profile)]: of the slowest kinds of queries, and of a build."""
        slowest = sorted((row for row in times if row["engine"] == "Fasti" and
                          row["mode"] == "numbers" and row["kind"] != "all"),
                         key=lambda row: -row["mean"])[:PROFILED_KINDS]
        out = []
        for kind in (row["kind"] for row in slowest):
            say(f"{self.wanted}: profile of {kind}")
            out.append((f"{kind}, numbers of ten hits", self.profile_of(kind)))
        say(f"{self.wanted}: profile of a build")
        index = self.work / "profiled"
        shutil.rmtree(index, ignore_errors=True)
        out.append(("a build", perf_profile.of_command(
            [self.fasti_index, "build", "--quiet", "--index", index, self.corpus],
            self.work / "perf.data", self.work / "perf.log")))
        shutil.rmtree(index)
        return out

    def profile_of(self, kind):
        lines = [line for line in self.queries.read_text(encoding="utf-8").splitlines()
                 if line.split("\t")[1] == kind]
        queries = self.work / "profiled.tsv"
        queries.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        process = Process(Engine("Fasti", None, [self.compare_fasti, "run", self.index, queries],
                                 self.index, ("numbers",), 1), lines)
        process.time("numbers", "cpu")

        def work():
            end = time.monotonic() + PROFILED_SECONDS
            while time.monotonic() < end:
                process.time("numbers", "cpu")
        try:
            return perf_profile.of_work(process.process.pid, work, self.work / "perf.data")
        finally:
            process.close()

    def rounds(self, processes):
        """{(engine, mode): [[microseconds of each query] of each round]}"""
        modes = dict.fromkeys(mode for process in processes for mode in process.engine.modes)
        turns = [(process, mode) for mode in modes for process in processes
                 if mode in process.engine.modes]
        times = collections.defaultdict(list)
        for number in range(self.options.rounds):
            say(f"{self.wanted}: round {number + 1}")
            for process, mode in turns if number % 2 == 0 else reversed(turns):
                if number >= process.engine.most_rounds:
                    continue
                times[process.engine.name, mode].append(
                    process.time(mode, self.options.clock))
                if mode.endswith("-cold"):  # the next may be one that is to be warm
                    process.time(mode.removesuffix("-cold"), "wall")
        return times


def engine_hash(engine):
    """Of the programs that build an engine's index."""
    files = {"Lucene": HERE / "lucene" / "Compare.java", "SQLite FTS5": HERE / "sqlite_fts5.py",
             "Tantivy": HERE / "tantivy" / "src" / "main.rs"}
    return hash_of(files[engine.name])


def figures(sample):
    ordered = sorted(sample)
    return {"mean": statistics.fmean(sample), "median": statistics.median(sample),
            "p99": ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]}


# The mode of Lucene that gives what a mode gives.
LIKE = {"numbers": "numbers", "numbers-cold": "numbers", "texts": "texts", "http": "texts",
        "facets": "facets", "facets-cold": "facets", "http-facets": "facets"}


def summary(kinds, times):
    """[{engine, mode, kind, mean, median, p99, and each as ratio to Lucene}], medians over rounds.
    A ratio is that to Lucene's figure of the same round and kind of answer."""
    rows = []
    for kind in ["all", *dict.fromkeys(kinds)]:
        chosen = [i for i, its in enumerate(kinds) if kind in ("all", its)]
        of_round = {key: [figures([one[i] for i in chosen]) for one in rounds]
                    for key, rounds in times.items()}
        for (engine, mode), rounds in of_round.items():
            row = {"engine": engine, "mode": mode, "kind": kind}
            base = of_round.get(("Lucene", LIKE[mode]))
            for figure in ("mean", "median", "p99"):
                row[figure] = statistics.median(one[figure] for one in rounds)
                if base:
                    row[figure + "_ratio"] = statistics.median(
                        one[figure] / other[figure] for one, other in zip(rounds, base))
            rows.append(row)
    return rows


def parsed(answer):
    passages, documents, top, *facets = answer.split("\t")
    counts = []
    for cell in facets:
        counts.append(dict(value.rsplit("=", 1) for value in cell.split("|") if value))
    return int(passages), int(documents), [id for id in top.split(",") if id], counts


def same_counts(ours, theirs):
    """The same values, but for those at the end of lists that were cut at a thousand."""
    if max(len(ours), len(theirs)) < 1000:
        return ours == theirs
    return all(theirs[value] == count for value, count in ours.items() if value in theirs)


def agreement(kinds, answers):
    """[{engine, kind, queries, totals: that agree, facets: that agree among these,
    overlap: of the first ten, larger and smaller: totals than Fasti's}]"""
    rows = []
    ours = [parsed(line) for line in answers["Fasti"]]
    for engine in answers:
        if engine == "Fasti":
            continue
        theirs = [parsed(line) for line in answers[engine]]
        for kind in dict.fromkeys(kinds):
            row = collections.Counter()
            overlap = []
            for one, other, its in zip(ours, theirs, kinds):
                if its != kind:
                    continue
                row["queries"] += 1
                row["larger"] += other[0] > one[0]
                row["smaller"] += other[0] < one[0]
                same = one[:2] == other[:2]
                row["totals"] += same
                row["facets"] += same and all(map(same_counts, one[3], other[3]))
                if one[2]:
                    overlap.append(len(set(one[2]) & set(other[2])) / len(one[2]))
            rows.append({"engine": engine, "kind": kind, **row,
                         "overlap": statistics.fmean(overlap) if overlap else 1})
    return rows


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    memory = int(re.search(r"MemTotal:\s+(\d+)",
                           pathlib.Path("/proc/meminfo").read_text(encoding="utf-8")).group(1))
    model = re.search(r"model name\s*:\s*(.*)", info)
    return {"cpu": model.group(1) if model else platform.machine(), "cores": os.cpu_count(),
            "memory_gib": round(memory / 2**20), "system": platform.freedesktop_os_release()
            ["PRETTY_NAME"], "kernel": platform.release()}


def versions(options):
    out = {"Fasti": output("git", "-C", PROJECT, "describe", "--always", "--dirty").strip(),
           "Xapian": output("pkg-config", "--modversion", "xapian-core").strip(),
           "C++": output("c++", "--version").splitlines()[0]}
    if "lucene" in options.engines:
        found = re.search(r"lucene-core-([\d.]+)\.jar", options.lucene)
        java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True)
        out["Lucene"] = f"{found.group(1) if found else '?'} on {java.stderr.splitlines()[1]}"
    if "tantivy" in options.engines:
        manifest = (HERE / "tantivy" / "Cargo.toml").read_text(encoding="utf-8")
        out["Tantivy"] = re.search(r'tantivy = "=([\d.]+)"', manifest).group(1)
    if "sqlite" in options.engines:
        import sqlite3
        out["SQLite"] = f"{sqlite3.sqlite_version} from Python {platform.python_version()}"
    return out


def command(options):
    """How this was called, without what tells of one machine's folders."""
    parts = ["script/bench compare --data DIR", *(f"--passages {n}" for n in options.passages or ()),
             f"--rounds {options.rounds}", f"--clock {options.clock}",
             f"--engines {','.join(options.engines)}", *(["--profile"] * options.profile)]
    return " ".join(parts)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True,
                        help="where CMake built; has indexer/, server/, bench/")
    parser.add_argument("--lucene", default="", help="class path")
    parser.add_argument("--tantivy", type=pathlib.Path, help="the program")
    parser.add_argument("--engines", default="lucene,tantivy,sqlite", type=lambda s: s.split(","))
    parser.add_argument("--passages", action="append", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--build-rounds", type=int, default=3,
                        help="of which the median is told")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall",
                        help="cpu: the time in which the searching thread computes, for a machine "
                        "that has other work; what HTTP takes is told by the wall's clock anyway")
    parser.add_argument("--profile", action="store_true",
                        help="tell by perf where the time of searches and of a build goes")
    parser.add_argument("--results", type=pathlib.Path, help="Markdown to write")
    parser.add_argument("--picture", type=pathlib.Path, help="SVG to write")
    options = parser.parse_args()
    if options.profile and not perf_profile.available():
        parser.error("--profile wants perf; on Debian it is in linux-perf")
    return options


def main():
    options = arguments()
    results_path = options.work / "results.json"
    options.work.mkdir(parents=True, exist_ok=True)
    sizes = {}
    if results_path.is_file():
        sizes = json.loads(results_path.read_text(encoding="utf-8"))["sizes"]
    try:
        for passages in options.passages or SIZES:
            size = Size(passages, options)
            size.prepare()
            sizes[str(passages)] = size.measure()
            if options.profile:
                sizes[str(passages)]["profiles"] = size.profiles(sizes[str(passages)]["times"])
    except (Failed, subprocess.CalledProcessError) as error:
        sys.exit(f"compare.py: {error}\n{getattr(error, 'stderr', None) or ''}")
    results = {"command": command(options), "date": time.strftime("%Y-%m-%d"), "machine": machine(),
               "versions": versions(options), "sizes": sizes}
    results_path.write_text(json.dumps(results, indent=1), encoding="utf-8")
    text = report.markdown(results)
    print(text)
    if options.results:
        options.results.write_text(text, encoding="utf-8")
    if options.picture:
        options.picture.write_text(report.picture(results), encoding="utf-8")


if __name__ == "__main__":
    main()
