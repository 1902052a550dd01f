"""The built server among many, slow and rude clients."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
import unittest

from harness import SERVER, SOURCE, IndexedOnce, Server, TemporaryDirectoryTest, wait_until


class Client:
    """A connection that sends what bytes it is told."""

    def __init__(self, server):
        host, port = server.address.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, text):
        self.socket.sendall(text.encode())

    def get(self, target, *fields):
        self.send("\r\n".join([f"GET {target} HTTP/1.1", "Host: x", *fields, "", ""]))

    def answer(self):
        """(status, body) of an answer whose length is told."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.receive()
        head, body = data.split(b"\r\n\r\n", 1)
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                      if line.lower().startswith(b"content-length:"))
        while len(body) < length:
            body += self.receive()
        return int(head.split()[1]), body

    def receive(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("closed")
        return data

    def rest(self):
        data = b""
        while part := self.socket.recv(1 << 16):
            data += part
        return data


def without_chunks(body):
    """A body that came in chunks, all of them."""
    whole = b""
    while True:
        size, body = body.split(b"\r\n", 1)
        if int(size, 16) == 0:
            return whole
        part, body = body[:int(size, 16)], body[int(size, 16):]
        if not body.startswith(b"\r\n"):
            raise AssertionError("a chunk has no end")
        whole, body = whole + part, body[2:]


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def threads(server):
    return len(os.listdir(f"/proc/{server.process.pid}/task"))


class Connections(IndexedOnce):
    sources = [SOURCE / "corpus"]

    def test_a_search_is_answered_among_many_idle_and_slow_connections(self):
        self.server.json("/v1/search?q=kars")
        before, running = descriptors(self.server), threads(self.server)
        idle = [Client(self.server) for _ in range(500)]
        slow = [Client(self.server) for _ in range(100)]
        for client in idle + slow:
            self.addCleanup(client.socket.close)
        for client in slow:
            client.send("GET /v1/search?q=")
        for client in idle:
            client.get("/healthz")
            self.assertEqual(client.answer()[0], 200)
        self.assertEqual(threads(self.server), running)
        self.assertGreater(self.server.json("/v1/search?q=treaty")["total"]["passages"], 0)
        for client in slow:
            client.send("kars&limit=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        for client in slow:
            self.assertEqual(client.answer()[0], 200)
        for client in idle + slow:
            client.socket.close()
        self.assertTrue(wait_until(lambda: descriptors(self.server) <= before))

    def test_a_hundred_clients_at_full_speed_are_all_served(self):
        failed = []

        def work(number):
            with Client(self.server) as client:
                for turn in range(10):
                    client.get(f"/v1/search?q=treaty+{number}&offset={turn}")
                    status, body = client.answer()
                    if status != 200:
                        failed.append((status, body))

        clients = [threading.Thread(target=work, args=(n,)) for n in range(100)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        self.assertEqual(failed, [])

    def test_clients_that_vanish_leave_nothing_behind(self):
        self.server.json("/v1/search?q=kars")
        before = descriptors(self.server)
        for target in ("/v1/export?q=", "/v1/search?q=treaty&limit=100", "/v1/export?q=&format=csv") * 20:
            with Client(self.server) as client:
                client.get(target)
        self.assertTrue(wait_until(lambda: descriptors(self.server) <= before))
        self.assertEqual(self.server.get("/healthz")[0], 200)

    def test_what_is_refused_is_a_problem_and_in_the_log(self):
        for request, status in (("GET /" + "a" * 100_000, 414),
                                ("GET / HTTP/1.1\r\nX: " + "a" * 100_000, 431),
                                ("POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n", 413)):
            with self.subTest(status), Client(self.server) as client:
                client.send(request)
                answered, body = client.answer()
                self.assertEqual(answered, status)
                self.assertEqual(json.loads(body)["status"], status)
                self.assertTrue(wait_until(
                    lambda: any(f'"status":{status}' in line for line in self.server.lines)))

    def test_an_export_is_neither_cut_nor_compressed_on_the_way(self):
        whole = self.server.get("/v1/export?q=treaty&format=csv")[2]
        with Client(self.server) as client:
            client.get("/v1/export?q=treaty&format=csv", "Connection: close",
                       "Accept-Encoding: gzip, br", "Range: bytes=0-9,0-9,0-9")
            head, body = client.rest().split(b"\r\n\r\n", 1)
        self.assertTrue(head.startswith(b"HTTP/1.1 200 "), head)
        self.assertEqual(without_chunks(body), whole)


class Ending(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        lines = (json.dumps({"id": f"d{n}", "text": f"The treaty of the year {1700 + n % 200}. " * 40})
                 for n in range(2000))
        self.build(self.write("many.jsonl", "\n".join(lines)))

    def test_sigterm_lets_an_export_finish_and_closes_idle_connections(self):
        # A sanitizer may take longer than the usual time to make the rest of the export.
        with Server(self.directory / "index", "--drain-timeout", "120000") as server:
            whole = server.get("/v1/export?q=treaty")[2]
            with Client(server) as client, Client(server) as idle:
                idle.get("/healthz")
                idle.answer()
                client.get("/v1/export?q=treaty")
                first = client.receive()
                server.process.send_signal(signal.SIGTERM)
                self.assertEqual(idle.rest(), b"")
                with self.assertRaises(ConnectionError):
                    Client(server)
                rest = client.rest()
                self.assertEqual(without_chunks((first + rest).split(b"\r\n\r\n", 1)[1]), whole)
            self.assertEqual(server.process.wait(timeout=30), 0)

    def test_sigterm_ends_in_time_whatever_clients_do(self):
        with Server(self.directory / "index", "--drain-timeout", "500") as server, \
                Client(server) as half, Client(server) as still:
            half.send("GET /v1/search?q=tre")
            still.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            still.get("/v1/export?q=treaty")
            still.receive()
            begin = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            self.assertEqual(server.process.wait(timeout=30), 0)
            self.assertLess(time.monotonic() - begin, 10)

    def test_a_log_that_nobody_reads_stops_nothing(self):
        server = Server(self.directory / "index", "--drain-timeout", "100")
        silent, unread = os.pipe()
        self.addCleanup(os.close, silent)
        server.process = subprocess.Popen(
            [SERVER, "--index", server.index, "--listen", "127.0.0.1:0", *server.options],
            stdout=subprocess.PIPE, stderr=unread)
        os.close(unread)
        self.addCleanup(server.process.stdout.close)
        server.address = server.process.stdout.readline().split()[-1].decode().rstrip("/")
        with Client(server) as client:
            for _ in range(900):  # lines for more than a pipe holds
                client.get("/healthz?" + "x" * 100)
                self.assertEqual(client.answer()[0], 400)
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.process.wait(timeout=30), 0)


if __name__ == "__main__":
    unittest.main()
