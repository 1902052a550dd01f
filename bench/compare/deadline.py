"""How far searches go beyond their deadline: the longest answers to queries made to be long."""
import http.client
import json
import time
import urllib.parse

DEADLINE_MS = 10
ROUNDS = 20
FACETS = "actor,type,era,century,decade,year,kind,document"
# Common words, function words, many words, and what must be looked for in texts.
QUERIES = [
    {"q": ""}, {"q": "the"}, {"q": "the of and to in a"}, {"q": "+the +of +and"}, {"q": "-war"},
    {"q": "treaty"}, {"q": "government war state president"},
    {"q": "war OR peace OR state OR government OR president OR minister OR department"},
    {"q": "(a OR b OR c OR d OR e OR f OR g) -h"}, {"q": "gov*"}, {"q": "\"of the\""},
    {"q": "the NEAR/8 of"}, {"q": "\"the government of\""}, {"q": "title:of"},
    {"q": "date:1900..1950"}, {"q": "era:cold-war war"}, {"q": "governmant presidant", "fuzzy": "1"},
    {"q": "treaty", "expand": "1"}, {"q": "government state war", "expand": "1"},
    {"q": "The", "fold": "0"}, {"q": "war", "sort": "date"}, {"q": "the", "group": "document"},
]


def measured(port):
    """Asks a server that was started with the deadline, one query after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port))
    times, cut = [], 0
    for _ in range(ROUNDS):
        for query in QUERIES:
            path = "/v1/search?" + urllib.parse.urlencode(query | {"facets": FACETS})
            begin = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            times.append((time.perf_counter() - begin) * 1000)
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status} {body[:200]}")
            cut += not json.loads(body)["total"]["exact"]
    connection.close()
    times.sort()
    return {"deadline_ms": DEADLINE_MS, "answers": len(times), "cut": cut, "longest_ms": times[-1],
            "median_ms": times[len(times) // 2], "p99_ms": times[len(times) * 99 // 100]}
