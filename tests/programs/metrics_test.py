"""What the server tells of itself: /metrics, the log, the names of requests."""

import json
import re
import unittest
import urllib.request

from harness import SOURCE, IndexedOnce, wait_until

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
SUFFIXES = {"histogram": ("_bucket", "_sum", "_count")}


def parsed(text):
    """{family: (type, {(name, labels): value})} of the text format 0.0.4, read strictly: each family
    once, in one piece, described before its samples."""
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    families, described, current = {}, None, None
    for line in text.splitlines():
        if help_line := re.fullmatch(rf"# HELP ({NAME}) ((?:[^\\\n]|\\\\|\\n)+)", line):
            described = help_line.group(1)
            if described in families:
                raise ValueError(f"{described} comes twice")
        elif type_line := re.fullmatch(rf"# TYPE ({NAME}) (counter|gauge|histogram)", line):
            current = type_line.group(1)
            if current != described or current in families:
                raise ValueError(f"{current} is not described once before its type")
            families[current] = (type_line.group(2), {})
        else:
            sample = SAMPLE.fullmatch(line)
            if not sample or current is None:
                raise ValueError(f"no sample: {line}")
            name, labels, value = sample.groups()
            kind, samples = families[current]
            if name not in [current + suffix for suffix in SUFFIXES.get(kind, ("",))]:
                raise ValueError(f"{name} stands under {current}")
            key = (name, tuple(re.findall(LABEL, labels or "")))
            if key in samples:
                raise ValueError(f"{key} comes twice")
            samples[key] = float(value)
            if kind != "gauge" and samples[key] < 0:
                raise ValueError(f"{key} is below nothing")
    for family, (kind, samples) in families.items():
        if kind == "counter" and not family.endswith("_total"):
            raise ValueError(f"{family} is a counter without _total")
        if kind == "histogram":
            check_histogram(family, samples)
    return families


def check_histogram(family, samples):
    series = {}
    for (name, labels), value in samples.items():
        rest = tuple(label for label in labels if not label.startswith("le="))
        parts = series.setdefault(rest, {"buckets": []})
        if name.endswith("_bucket"):
            bound = next(label for label in labels if label.startswith("le="))[4:-1]
            parts["buckets"].append((float(bound), value))
        else:
            parts[name.removeprefix(family)] = value
    for parts in series.values():
        if parts["buckets"] != sorted(parts["buckets"]) or parts["buckets"][-1][0] != float("inf"):
            raise ValueError(f"{family}: the buckets do not rise to +Inf")
        if [value for _, value in parts["buckets"]] != sorted(value for _, value in parts["buckets"]):
            raise ValueError(f"{family}: the buckets are not cumulative")
        if parts["buckets"][-1][1] != parts["_count"] or "_sum" not in parts:
            raise ValueError(f"{family}: count and buckets differ")


class Reader(unittest.TestCase):
    def test_what_is_wrong_is_refused(self):
        good = '# HELP a_total x\n# TYPE a_total counter\na_total{b="c"} 1\n'
        self.assertEqual(parsed(good)["a_total"], ("counter", {("a_total", ('b="c"',)): 1.0}))
        for bad in (good[:-1], good + good, good + 'a_total{b="c"} 2\n', good.replace("_total", ""),
                    good.replace('"c"', "c"), good.replace(" 1", " x"), good.replace(" 1", " -1"),
                    good.replace("# TYPE a_total counter\n", ""), "a 1\n", good + "\n",
                    good.replace('"c"', '"c\\x"'), good.replace("# HELP a_total x\n", "")):
            with self.subTest(bad), self.assertRaises(ValueError):
                parsed(bad)


class Told(IndexedOnce):
    sources = [SOURCE / "corpus"]

    def metrics(self):
        status, headers, body = self.server.get("/metrics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertNotIn("ETag", headers)
        return parsed(body.decode())

    def counted(self, route, status, method="GET"):
        labels = (f'route="{route}"', f'method="{method}"', f'status="{status}"')
        return self.metrics()["fasti_requests_total"][1].get(("fasti_requests_total", labels), 0)

    def test_requests_are_counted_by_route_and_status(self):
        for target, route, status in (("/v1/search?q=kars", "/v1/search", 200),
                                      ("/v1/search?limit=x", "/v1/search", 400),
                                      ("/v1/documents/nothing", "/v1/documents/{id}", 404),
                                      ("/v1/export?q=kars", "/v1/export", 200),
                                      ("/no/such/page", "none", 404), ("/web/app.js", "/web/{name}", 200),
                                      ("/?q=kars", "/", 200), ("/actor/nobody", "/actor/{id}", 404),
                                      ("/healthz", "/healthz", 200)):
            with self.subTest(target):
                before = self.counted(route, status)
                self.server.get(target)
                self.assertTrue(wait_until(lambda: self.counted(route, status) == before + 1))

    def test_the_index_and_the_connections_are_told(self):
        metrics = self.metrics()

        def value(name):
            return metrics[name][1][(name, ())]

        ready = self.server.json("/readyz")
        self.assertEqual(value("fasti_index_generation"), ready["generation"])
        self.assertEqual(value("fasti_index_passages"), ready["passages"])
        self.assertEqual(value("fasti_index_documents"), ready["documents"])
        on_disk = sum(file.stat().st_size for file in (self.index / "g000001").rglob("*")
                      if file.is_file() and file.name != "manifest.json")
        self.assertEqual(value("fasti_index_bytes"), on_disk)
        self.assertGreaterEqual(value("fasti_connections"), 1)
        self.assertGreaterEqual(value("fasti_requests_running"), 1)
        self.assertEqual(value("fasti_requests_waiting_limit"), 256)
        self.assertGreater(value("process_resident_memory_bytes"), 1e6)

    def ask(self, target, **fields):
        request = urllib.request.Request(self.server.address + target, headers=fields)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.headers["X-Request-Id"]

    def test_a_request_has_one_name_in_its_answer_and_the_log(self):
        for target in ("/v1/search?q=kars", "/v1/export?q=kars"):
            for given in ("client-7.a_B", "not sane", None):
                with self.subTest((target, given)):
                    name = self.ask(target, **({"X-Request-Id": given} if given else {}))
                    self.assertEqual(name == given, given == "client-7.a_B")
                    self.assertRegex(name, r"^[\w.-]{1,64}$")

                    def lines():
                        found = [json.loads(line) for line in list(self.server.lines) if name in line]
                        return [line for line in found if line["target"] == target]
                    self.assertTrue(wait_until(lines))
                    line = lines()[0]
                    self.assertEqual(line["status"], 200)
                    self.assertGreaterEqual(line["ms"], line["waited"])


if __name__ == "__main__":
    unittest.main()
