"""Sends a server what no honest client would; load.py runs it.

usage: hostile.py PORT COUNT SEED
COUNT requests: valid ones with bytes changed, cut, doubled or moved, random bytes, unknown methods,
huge and many fields, ambiguous lengths. Prints a line of JSON: how often each status was answered
("closed" when nothing was), and the first requests that were answered by 500 or by what is no
answer.
"""
import collections
import json
import random
import re
import socket
import struct
import sys

VALID = [
    b"GET /v1/search?q=treaty+of+kars&decade=1920s&facets=actor,era&limit=2 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/search?q=%22black+sea%22+NEAR/5+fleet&from=1853&to=1856-03&sort=date HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/facets/actor?q=war&prefix=tu&limit=5 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/timeline?q=straits&interval=decade&from=1700&to=1930 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/export?q=azov&format=csv HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/passages/treaty-of-kars%3A3c2c91dd/similar?limit=2 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/documents/treaty-of-kars HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"g1-0\"\r\n\r\n",
    b"GET /v1/actors?q=erdogan&type=person HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/actors/turkey?evidence=name&limit=3 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/suggest?q=mont&limit=3 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n",
    b"HEAD / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9,5-7\r\n\r\n",
    b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 33\r\n\r\n"
    b"{\"q\": \"kars\", \"decade\": [\"1920s\"]}",
    b"POST /v1/multi HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n10\r\n[{\"q\": \"kars\"}, \r\n9\r\n{\"q\": 1}]\r\n0\r\n\r\n",
    b"OPTIONS /v1/search HTTP/1.1\r\nHost: x\r\nOrigin: http://y\r\n\r\n",
]
PIECES = [b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"%00", b"%", b"&", b"=", b"../", b"%2e%2e%2f", b"\xff",
          b"\xe2\x80\xae", b"Host: y\r\n", b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n",
          b"Expect: 100-continue\r\n", b"HTTP/9.9", b" ", b"\t", b"q=", b"(" * 50, b"\"", b"*", b"NEAR/",
          b"99999999999999999999", b"-1", b"from=", b"<script>", b"'", b"{", b"}", b"[" * 100, b"\\u0000"]
METHODS = [b"DELETE", b"PUT", b"PATCH", b"TRACE", b"CONNECT", b"BREW", b"get", b"G\xc9T", b"GET" * 50]


def changed(request, chance):
    request = bytearray(request)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(request) + 1)
        kind = chance.randrange(6)
        if kind == 0 and request:
            request[at % len(request)] = chance.randrange(256)
        elif kind == 1:
            request[at:at] = chance.choice(PIECES)
        elif kind == 2:
            del request[at:at + chance.randrange(1, 12)]
        elif kind == 3:
            end = at + chance.randrange(1, 40)
            request[at:at] = request[at:end]
        elif kind == 4:
            other = chance.choice(VALID)
            request[at:] = other[chance.randrange(len(other)):]
        else:
            request[at:at] = chance.randbytes(chance.randrange(1, 20))
    return bytes(request)


def hostile(chance):
    kind = chance.randrange(100)
    if kind < 80:
        return changed(chance.choice(VALID), chance)
    if kind < 88:
        return chance.randbytes(chance.randrange(1, 600))
    if kind < 93:
        return chance.choice(METHODS) + chance.choice(VALID)[3:]
    if kind < 95:
        return b"GET /" + b"a" * chance.randrange(1, 20_000) + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    if kind < 98:
        fields = b"".join(b"X-%d: %s\r\n" % (n, b"v" * chance.randrange(200))
                          for n in range(chance.randrange(1, 300)))
        return b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + fields + b"\r\n"
    query = b"".join(b"&%s=%s" % (chance.choice((b"q", b"from", b"to", b"era", b"actor", b"limit",
                                                 b"offset", b"cursor", b"facets", b"sort")),
                                  chance.randbytes(chance.randrange(8)).hex().encode())
                     for _ in range(chance.randrange(1, 60)))
    return b"GET /v1/search?" + query[1:] + b" HTTP/1.1\r\nHost: x\r\n\r\n"


class Sender:
    def __init__(self, port):
        self.port = port
        self.statuses = collections.Counter()
        self.bad = []

    def send(self, request):
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            # No address stays taken behind a connection: there are not a million of them.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            try:
                connection.sendall(request)
                # The server must not wait for more: what is missing never comes.
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(1 << 16):
                    answer += part
            except ConnectionError as error:
                self.statuses[type(error).__name__] += 1
            except TimeoutError:
                self.bad.append([request.decode("latin-1"), "no end in 30 s"])
        self.judge(request, answer)

    def judge(self, request, answer):
        if not answer:
            self.statuses["closed"] += 1
            return
        # A first status tells enough: what follows answers what stood behind.
        found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
        status = found.group(1).decode() if found else "no answer"
        self.statuses[status] += 1
        statuses = re.findall(rb"(?:^|\n)HTTP/1\.[01] (\d{3}) ", answer)
        if not found or any(status[:1] == b"5" and status not in (b"501", b"503", b"505")
                            for status in statuses):
            self.bad.append([request.decode("latin-1"), answer[:300].decode("latin-1")])


def main():
    port, count, seed = map(int, sys.argv[1:4])
    chance = random.Random(seed)
    sender = Sender(port)
    for _ in range(count):
        sender.send(hostile(chance))
    print(json.dumps({"statuses": sender.statuses, "bad": sender.bad[:5], "bad_count": len(sender.bad)}))


if __name__ == "__main__":
    main()
