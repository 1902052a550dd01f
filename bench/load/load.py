#!/usr/bin/env python3
"""Measures fasti-server among many clients and writes a report. script/bench load calls it.

usage: load.py --server PROGRAM --client PROGRAM --index DIR --work DIR --report FILE [option...]
"""
import argparse
import collections
import datetime
import http.client
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
KEPT, SLOW = 1000, 200
# A search in use: the first ten passages and counts. And one that is hard work: a hundred passages
# and all facets.
WORDS = ("treaty", "war", "straits", "kars", "russia", "ottoman", "peace", "moscow", "black sea",
         "montreux", "empire", "sultan", "crimea", "soviet", "ambassador", "border")
SEARCHES = [f"/v1/search?q={word.replace(' ', '+')}" for word in WORDS]
HARD = [f"/v1/search?q={word.replace(' ', '+')}&match=any&limit=100&facet_limit=100"
        "&facets=actor,type,era,century,decade,year,kind" for word in WORDS]


def say(text):
    print(f"== {time.strftime('%H:%M:%S')} {text}", flush=True)


class Server:
    """A program that listens, for the time of a `with`."""

    def __init__(self, command, log, port=None):
        self.command, self.log, self.port = [str(part) for part in command], log, port

    def __enter__(self):
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=log)
        if self.port is None:
            line = self.process.stdout.readline().decode()
            self.port = int(re.search(r"127\.0\.0\.1:(\d+)", line).group(1))
        for _ in range(100):
            try:
                self.ask("/healthz")
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError(f"{self.command[0]} does not answer; see {self.log}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def ask(self, target):
        """(status, milliseconds) of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        begin = time.monotonic()
        connection.request("GET", target)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, (time.monotonic() - begin) * 1000

    def processor(self):
        """Seconds of processor time used."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self):
        """Megabytes in use."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work).resolve()
        self.work.mkdir(parents=True, exist_ok=True)

    def server(self, index=None):
        # Searches come again and again here: each is to be answered, not remembered.
        return Server([self.options.server, "--index", index or self.options.index, "--cache", "0",
                       "--listen", "127.0.0.1:0"], self.work / "server.log")

    def client(self, port, targets, connections, seconds, rate=0):
        file = self.work / "targets"
        file.write_text("\n".join(targets) + "\n", encoding="ascii")
        done = subprocess.run([self.options.client, str(port), str(file), str(connections),
                               str(seconds), str(rate)], check=True, capture_output=True)
        return json.loads(done.stdout)

    def median(self, port, seconds=5):
        result = self.client(port, SEARCHES, 1, seconds)
        assert set(result["answers"]) == {"200"} and not result["errors"], result
        return result["answers"]["200"]["median_ms"]

    # Searches of one client, alone and among many others.
    def among_many(self):
        alone, among, answers = [], [], {}
        with self.server(self.options.searched) as server:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/readyz") as answer:
                passages = json.load(answer)["passages"]
            self.median(server.port, 2)
            for _ in range(self.options.rounds):
                alone.append(self.median(server.port))
                holder = subprocess.Popen(
                    [sys.executable, str(HERE / "hold.py"), str(server.port), str(KEPT), str(SLOW),
                     SEARCHES[0]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                holder.stdout.readline()
                time.sleep(12)  # all have asked, the slow ones have been cut off once
                among.append(self.median(server.port))
                told = json.loads(holder.communicate()[0])
                for key, count in told.items():
                    answers[key] = answers.get(key, 0) + count
            memory = server.memory()
        say(f"among many: {alone} {among} {answers}")
        return {"alone": statistics.median(alone), "among": statistics.median(among),
                "answers": answers, "memory": memory, "passages": passages}

    # Ten times as many requests as can be answered.
    def overload(self):
        with self.server(self.options.searched) as server:
            before = [server.ask(HARD[0])[1] for _ in range(50)]
            rates, each, used = {}, 0, server.processor()
            for connections in (2, 4, 16, 64):
                result = self.client(server.port, HARD, connections, 5)
                rates[connections] = result["answers"]["200"]["rate"]
                each += result["answers"]["200"]["count"]
            peak = max(rates.values())
            usual_work = each / (server.processor() - used)
            say(f"overload: peak of {rates}")
            memory = [server.memory()]
            watching = threading.Event()

            def watch():
                while not watching.wait(0.5):
                    memory.append(server.memory())
            watcher = threading.Thread(target=watch)
            watcher.start()
            used = server.processor()
            result = self.client(server.port, HARD, 1500, self.options.seconds, 10 * peak)
            end = time.monotonic()
            work = result["answers"]["200"]["count"] / (server.processor() - used)
            usual = 3 * statistics.median(before)
            while True:
                status, taken = server.ask(HARD[0])
                if status == 200 and taken <= usual:
                    break
            recovery = time.monotonic() - end
            watching.set()
            watcher.join()
        say(f"overload: {result}, memory {memory[0]:.0f}..{max(memory):.0f}, recovery {recovery:.3f}")
        say(f"overload: {usual_work:.1f} answers a second of processor time before, {work:.1f} in it")
        return {"peak": peak, "rates": rates, "usual_work": usual_work, "work": work, "result": result, "memory": memory,
                "recovery": recovery, "before": statistics.median(before)}

    def nginx(self, body):
        root = self.work / "nginx"
        (root / "pages").mkdir(parents=True, exist_ok=True)
        (root / "pages" / "healthz").write_bytes(body)
        port = 18080
        (root / "nginx.conf").write_text(f"""
daemon off; worker_processes {os.cpu_count()}; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 4096; }}
http {{
  default_type application/json; access_log {root}/access.log; keepalive_requests 1000;
  client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f;
  uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {root}/pages; }}
}}
""", encoding="ascii")
        return Server([self.options.nginx, "-p", root, "-c", root / "nginx.conf", "-e",
                       root / "error.log"], self.work / "nginx.log", port)

    # The HTTP layer: a constant answer, beside a file of the same bytes from nginx.
    def layer(self):
        counts = (8, 64, 256)
        rates = {name: {n: [] for n in counts} for name in ("Fasti", "nginx")}
        with self.server() as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            connection.request("GET", "/healthz")
            body = connection.getresponse().read()
        servers = {"Fasti": self.server()}
        if self.options.nginx:
            servers["nginx"] = self.nginx(body)
        else:
            say("without nginx, which is not installed; script/bootstrap load brings it")
        for _ in range(self.options.rounds):
            for name, program in servers.items():
                with program as server:
                    for connections in counts:
                        result = self.client(server.port, ["/healthz"], connections, 4)
                        assert set(result["answers"]) == {"200"} and not result["errors"], result
                        rates[name][connections].append(result["answers"]["200"]["rate"])
                    if name == "Fasti":
                        program.port = None
        say(f"layer: {rates}")
        return {name: {n: statistics.median(values) for n, values in by.items() if values}
                for name, by in rates.items()}


    # Requests of ill will, from two processes.
    def hostile(self):
        count = self.options.hostile // 2
        with self.server() as server:
            server.ask(SEARCHES[0])
            before, descriptors = server.memory(), server.descriptors()
            begin = time.monotonic()
            senders = [subprocess.Popen([sys.executable, str(HERE / "hostile.py"), str(server.port),
                                         str(count), str(seed)], stdout=subprocess.PIPE)
                       for seed in (1, 2)]
            told = [json.loads(sender.communicate()[0]) for sender in senders]
            taken = time.monotonic() - begin
            status, _ = server.ask(SEARCHES[0])
            alive = server.process.poll() is None and status == 200
            result = {"count": 2 * count, "seconds": taken, "alive": alive,
                      "memory": (before, server.memory()),
                      "descriptors": (descriptors, server.descriptors())}
        result["statuses"] = dict(sorted(sum((collections.Counter(one["statuses"]) for one in told),
                                             collections.Counter()).items()))
        result["bad"] = sum(one["bad_count"] for one in told)
        say(f"hostile: {result}")
        for one in told:
            for request, answer in one["bad"]:
                say(f"hostile: {request!r} was answered by {answer!r}")
        return result

    # Two generations in turn, under clients that look whether each answer is of one of them.
    def switches(self):
        failures, answers, done = [], collections.Counter(), threading.Event()
        known = {}

        def search(connection):
            connection.request("GET", "/v1/search?q=treaty+OR+war&limit=1&facets=document&facet_limit=1")
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                return answer.status, None
            body = json.loads(body)
            return body["generation"], (body["total"]["passages"], body["total"]["documents"],
                                        body["facets"]["document"]["total"])

        def ask(port):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            while not done.is_set():
                try:
                    generation, found = search(connection)
                except OSError as error:
                    generation, found = str(error), None
                answers[generation] += 1
                if found is None or known.setdefault(generation, found) != found:
                    failures.append((generation, found))

        def current(port):
            return search(http.client.HTTPConnection("127.0.0.1", port, timeout=30))[0]

        numbers = sorted(int(path.name[1:]) for path in pathlib.Path(self.options.index).glob("g0*"))
        taken, figures = [], []
        with self.server() as server:
            clients = [threading.Thread(target=ask, args=(server.port,)) for _ in range(4)]
            for client in clients:
                client.start()
            for turn in range(self.options.switches):
                wanted = numbers[turn % 2]
                subprocess.run([self.options.indexer, "rollback", "--to", str(wanted),
                                self.options.index], check=True, capture_output=True)
                begin = time.monotonic()
                while current(server.port) != wanted:
                    time.sleep(0.005)
                taken.append(time.monotonic() - begin)
                figures.append((server.memory(), server.descriptors()))
            done.set()
            for client in clients:
                client.join()
        # After a tenth all that is allocated once has been.
        tenth = len(figures) // 10
        result = {"count": len(taken), "answers": sum(answers.values()), "failures": len(failures),
                  "median": statistics.median(taken), "longest": max(taken),
                  "memory": (figures[tenth][0], figures[-1][0]),
                  "descriptors": (figures[tenth][1], figures[-1][1])}
        say(f"switches: {result} {failures[:3]}")
        return result


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"model name\s*: (.*)", info)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} cores, Linux "
            f"{platform.release().split('-')[0]}; the clients run on it too. Load average before "
            f"the measurement: {load}.")


def report(options, place, many, over, layer, hostile, switches):
    answers = over["result"]["answers"]
    served, refused = answers["200"], answers.get("503", {"count": 0, "median_ms": 0, "rate": 0})
    codes = ", ".join(f"{count} {key}" for key, count in sorted(many["answers"].items()))
    ratio = many["among"] / many["alone"]
    share = served["rate"] / over["peak"]
    lines = [
        "# Under load", "",
        f"Measured {datetime.date.today()} by `script/bench load --seconds {options.seconds} "
        f"--rounds {options.rounds}`; medians of the rounds.", "", place, "",
        f"## Among {KEPT} kept connections and {SLOW} slow ones", "",
        f"{KEPT} connections are kept alive, each with a search every ten seconds; {SLOW} clients "
        "send a byte a second. One more client searches. The index has "
        f"{many['passages']:,} passages, here and in the overload.", "",
        "| | |", "|---|---|",
        f"| median of its searches, alone | {many['alone']:.2f} ms |",
        f"| among the others | {many['among']:.2f} ms |",
        f"| ratio (wanted: below 3) | {ratio:.2f} |",
        f"| answers to the others | {codes} |",
        f"| memory of the server | {many['memory']:.0f} MB |", "",
        f"## Ten times as much as it can answer, for {options.seconds} seconds", "",
        "Searches for a hundred passages with all facets, at a fixed rate over 1,500 connections. "
        "What others do on the machine changes the rates; the answers in a second of the server's "
        "processor time tell what refusing costs.",
        "", "| | |", "|---|---|",
        f"| most answers a second, of {', '.join(map(str, over['rates']))} clients that wait for "
        f"each | {over['peak']:.0f} |",
        f"| requests a second in the overload | {10 * over['peak']:.0f} |",
        f"| of them answered | {served['rate']:.0f}, {share:.0%} of the most (wanted: 90 %) |",
        "| answers in a second of the server's processor time, before and in the overload | "
        f"{over['usual_work']:.1f}, {over['work']:.1f} |",
        f"| refused with 503 | {refused['rate']:.0f}, after {refused['median_ms']:.2f} ms in the "
        "median |",
        f"| other failures | {over['result']['errors']} |",
        f"| found no free connection of the clients | {over['result']['unsent']} |",
        f"| median of those answered, 99th percentile | {served['median_ms']:.0f} ms, "
        f"{served['p99_ms']:.0f} ms |",
        f"| memory before, at most | {over['memory'][0]:.0f} MB, {max(over['memory']):.0f} MB |",
        f"| until a search takes no longer than three times what it took before "
        f"({over['before']:.1f} ms) | {over['recovery']:.2f} s |", "",
        "## The HTTP layer alone", "",
        "Answers a second to `/healthz`; from nginx a file of the same bytes. Both write a line of "
        "their log for each.", "",
        "| connections | Fasti | nginx | ratio (wanted: 0.5) |", "|---|---|---|---|"]
    for connections, rate in layer["Fasti"].items():
        other = layer["nginx"].get(connections)
        lines.append(f"| {connections} | {rate:,.0f} | " +
                     (f"{other:,.0f} | {rate / other:.2f} |" if other else "not installed | |"))
    statuses = ", ".join(f"{count:,} {status}" for status, count in hostile["statuses"].items())
    lines += [
        "", "## Requests of ill will", "",
        "Valid requests with bytes changed, cut, doubled and moved, random bytes, unknown methods, huge "
        "and many fields, ambiguous lengths (`bench/load/hostile.py`), each on a connection of its own.",
        "", "| | |", "|---|---|",
        f"| requests | {hostile['count']:,} in {hostile['seconds']:.0f} s |",
        f"| answers | {statuses} |",
        f"| of them 500, or no answer of HTTP (wanted: 0) | {hostile['bad']} |",
        f"| the server goes on | {'yes' if hostile['alive'] else 'NO'} |",
        f"| memory before, after | {hostile['memory'][0]:.0f} MB, {hostile['memory'][1]:.0f} MB |",
        f"| open descriptors before, after | {hostile['descriptors'][0]}, {hostile['descriptors'][1]} |",
        "", "## Generations that change under load", "",
        "Two generations in turn, by `fasti-index rollback`, while four clients search.", "",
        "| | |", "|---|---|",
        f"| switches | {switches['count']} |",
        f"| answers meanwhile | {switches['answers']:,} |",
        f"| failed, or mixing two generations (wanted: 0) | {switches['failures']} |",
        f"| until the other one is served: median, longest (wanted: 1 s) | {switches['median']:.2f} s, "
        f"{switches['longest']:.2f} s |",
        f"| memory after a tenth of them, and of all | {switches['memory'][0]:.0f} MB, "
        f"{switches['memory'][1]:.0f} MB |",
        f"| open descriptors, likewise | {switches['descriptors'][0]}, {switches['descriptors'][1]} |"]
    pathlib.Path(options.report).write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"written: {options.report}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("server", "client", "indexer", "index", "searched", "work", "report"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--seconds", type=int, default=60, help="of the overload")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hostile", type=int, default=1_000_000, help="requests of ill will")
    parser.add_argument("--switches", type=int, default=100, help="of generations")
    options = parser.parse_args()
    options.nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    bench = Bench(options)
    place = machine()
    many = bench.among_many()
    over = bench.overload()
    layer = bench.layer()
    report(options, place, many, over, layer, bench.hostile(), bench.switches())


if __name__ == "__main__":
    main()
