"""How far searches go beyond their deadline: the longest answers to queries made to be long."""
import http.client
import json
import statistics
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
    rounds, cut = [], 0
    for _ in range(ROUNDS):
        times = []
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
        rounds.append(times)
    connection.close()
    longest = [max(times) for times in rounds]
    return {"deadline_ms": DEADLINE_MS, "queries": len(QUERIES), "rounds": ROUNDS,
            "cut": cut / ROUNDS, "longest_ms": statistics.median(longest),
            "longest_of_all_ms": max(longest)}
