"""The server behind nginx, as dist/nginx/fasti.conf sets it up."""

import concurrent.futures
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest

from harness import SERVER, SOURCE, IndexedOnce, Server, wait_until

NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
OPENSSL = shutil.which("openssl")
CONFIGURATION = SOURCE / "dist" / "nginx" / "fasti.conf"
JSON_LINES = "/v1/export?q=&format=jsonl"


def free_ports(count):
    """Ports that nobody has just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Nginx:
    """nginx on loopback before the server at `upstream`, for the time of a `with`. Of the
    configuration only names, addresses and what `changes` holds are replaced."""

    def __init__(self, upstream, changes=()):
        self.directory = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.directory.name)
        self.plain, self.port = free_ports(2)
        self.write_certificate()
        self.write_configuration([
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen [::]:80;", ""),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port} ssl http2;"),
            ("listen [::]:443 ssl http2;", ""),
            ("server 127.0.0.1:8080;", f"server {upstream.removeprefix('http://')};"),
            ("/etc/letsencrypt/live/fasti.example.org/fullchain.pem", f"{self.root}/certificate.pem"),
            ("/etc/letsencrypt/live/fasti.example.org/privkey.pem", f"{self.root}/key.pem"),
            ("/var/log/nginx/fasti.log", f"{self.root}/access.log"),
            *changes,
        ])

    def write_certificate(self):
        subprocess.run(
            [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-days", "2", "-subj", "/CN=fasti.example.org",
             "-addext", "subjectAltName=DNS:fasti.example.org",
             "-keyout", self.root / "key.pem", "-out", self.root / "certificate.pem"],
            check=True, capture_output=True)

    def write_configuration(self, changes):
        text = CONFIGURATION.read_text()
        for old, new in changes:
            if old not in text:
                raise AssertionError(f"{CONFIGURATION} no longer has: {old}")
            text = text.replace(old, new)
        # What Debian's nginx.conf has around it.
        paths = "".join(f"{kind}_temp_path {self.root}/{kind};\n"
                        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.geteuid() == 0 else ""
        (self.root / "nginx.conf").write_text(
            f"{user}\ndaemon off;\nworker_processes 2;\npid {self.root}/pid;\n"
            f"error_log {self.root}/error.log;\nevents {{ worker_connections 512; }}\n"
            f"http {{\n{paths}{text}\n}}\n")

    def __enter__(self):
        self.process = subprocess.Popen(
            [NGINX, "-p", self.root, "-c", self.root / "nginx.conf", "-e", self.root / "error.log"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not wait_until(self.listens):
            self.__exit__()
            raise AssertionError("nginx does not listen: " + self.errors)
        return self

    def listens(self):
        if self.process.poll() is not None:
            return True
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.errors = (self.root / "error.log").read_text()
        self.directory.cleanup()

    def connection(self):
        context = ssl.create_default_context(cafile=self.root / "certificate.pem")
        connection = http.client.HTTPSConnection("fasti.example.org", self.port, context=context,
                                                 timeout=30)
        # The certificate is for the name; the name is not in the DNS.
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sock = context.wrap_socket(plain, server_hostname="fasti.example.org")
        return connection

    def get(self, target, method="GET", body=None, **headers):
        """(status, headers, body) over TLS; header names with "_" for "-"."""
        connection = self.connection()
        try:
            connection.request(method, target, body,
                               {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@unittest.skipUnless(NGINX, "nginx is not installed; script/bootstrap test brings it")
@unittest.skipUnless(OPENSSL, "openssl is not installed; script/bootstrap test brings it")
class BehindNginx(IndexedOnce):
    sources = [SOURCE / "corpus"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nginx = Nginx(cls.server.address)
        nginx.__enter__()
        cls.addClassCleanup(nginx.__exit__)
        cls.nginx = nginx

    def test_a_search_is_answered_over_tls_as_by_the_server_itself(self):
        target = "/v1/search?q=straits+convention&decade=1930s"
        status, headers, body = self.nginx.get(target)
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(body), self.server.json(target))
        self.assertIn("max-age", headers["Strict-Transport-Security"])
        for name in ("ETag", "Cache-Control", "X-Content-Type-Options", "Server-Timing"):
            self.assertIn(name, headers)

    def test_a_posted_search_is_answered(self):
        status, _, body = self.nginx.get("/v1/search", "POST", json.dumps({"q": "kars"}),
                                         Content_Type="application/json")
        self.assertEqual(status, 200)
        self.assertGreater(json.loads(body)["total"]["passages"], 0)

    def test_plain_http_is_sent_to_tls(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.nginx.plain, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/v1/search?q=kars", headers={"Host": "fasti.example.org"})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 308)
        self.assertEqual(answer.headers["Location"], "https://fasti.example.org/v1/search?q=kars")

    def test_the_page_works(self):
        status, headers, page = self.nginx.get("/")
        self.assertEqual(status, 200)
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        files = re.findall(r'(?:src|href)="(/web/[\w.-]+\.(?:js|css))"', page.decode())
        self.assertGreaterEqual(len(files), 2)
        for path in files:
            with self.subTest(path):
                target = "/" + path.removeprefix("/")
                status, _, body = self.nginx.get(target)
                self.assertEqual(status, 200)
                self.assertEqual(body, self.server.get(target)[2])

    def test_answers_and_problems_are_compressed(self):
        for target, status in (("/v1/search?q=treaty", 200), ("/web/app.js", 200), ("/", 200),
                               ("/v1/facets/nothing?q=treaty", 404)):
            with self.subTest(target):
                answered, headers, body = self.nginx.get(target, Accept_Encoding="gzip")
                self.assertEqual(answered, status)
                self.assertEqual(headers["Content-Encoding"], "gzip")
                self.assertEqual(headers["Vary"], "Accept-Encoding")
                _, _, plain = self.nginx.get(target)
                self.assertLess(len(body), len(plain))
                self.assertEqual(gzip.decompress(body), plain)

    def test_an_export_comes_whole_and_in_parts(self):
        whole = self.server.get(JSON_LINES)[2]
        self.assertGreater(len(whole), 500_000)
        status, headers, body = self.nginx.get(JSON_LINES)
        self.assertEqual((status, headers["Transfer-Encoding"]), (200, "chunked"))
        self.assertEqual(body, whole)
        status, headers, body = self.nginx.get(JSON_LINES, Accept_Encoding="gzip")
        self.assertEqual((status, headers["Content-Encoding"]), (200, "gzip"))
        self.assertEqual(gzip.decompress(body), whole)

    def test_what_the_client_has_is_not_sent_again(self):
        target = "/v1/search?q=treaty"
        for encoding in ("identity", "gzip"):
            with self.subTest(encoding):
                _, headers, _ = self.nginx.get(target, Accept_Encoding=encoding)
                self.assertEqual(headers["Cache-Control"], "no-cache")
                status, again, body = self.nginx.get(target, Accept_Encoding=encoding,
                                                     If_None_Match=headers["ETag"])
                self.assertEqual((status, body), (304, b""))
                self.assertEqual(again["ETag"].removeprefix("W/"), headers["ETag"].removeprefix("W/"))
                status, _, _ = self.nginx.get(target, Accept_Encoding=encoding, If_None_Match='"x"')
                self.assertEqual(status, 200)

    def test_requests_have_one_id_in_both_logs(self):
        for sent, kept in (("from-the-client.1", True), ("not an id", False)):
            with self.subTest(sent):
                _, headers, _ = self.nginx.get("/v1/suggest?q=kar", X_Request_Id=sent)
                identity = headers["X-Request-Id"]
                self.assertEqual(identity == sent, kept)
                self.assertTrue(wait_until(
                    lambda: any(identity in line for line in self.server.lines)))
                self.assertTrue(wait_until(
                    lambda: f"id={identity}\n" in (self.nginx.root / "access.log").read_text()))

    def test_what_is_too_long_is_refused_by_the_server(self):
        for target, body, status in (("/v1/search?q=" + "a" * 9000, None, 414),
                                     ("/v1/search", b"x" * ((1 << 20) + 1), 413)):
            with self.subTest(status):
                answered, headers, problem = self.nginx.get(target, "POST" if body else "GET", body)
                self.assertEqual(answered, status)
                self.assertEqual(headers["Content-Type"], "application/problem+json")
                self.assertEqual(json.loads(problem)["status"], status)

    def test_connections_to_the_server_are_kept(self):
        def opened():
            found = re.search(r"^fasti_connections_accepted_total (\d+)", self.nginx.get("/metrics")[2].decode(),
                              re.MULTILINE)
            return int(found.group(1))
        before = opened()
        for _ in range(30):
            self.nginx.get("/healthz")
        self.assertLess(opened() - before, 10)


@unittest.skipUnless(NGINX, "nginx is not installed; script/bootstrap test brings it")
@unittest.skipUnless(OPENSSL, "openssl is not installed; script/bootstrap test brings it")
class TooMuch(IndexedOnce):
    sources = [SOURCE / "corpus"]

    def refused(self, nginx, status, target="/v1/search?q=treaty+war+peace&expand=1&limit=100"):
        """The headers and the problem of an answer of this status, among those to many at once."""
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            for _ in range(10):
                targets = [f"{target}&offset={number}" for number in range(80)]
                for answered, headers, body in pool.map(nginx.get, targets):
                    self.assertIn(answered, (200, status))
                    if answered == status:
                        return headers, body
        self.fail(f"no answer was {status}")

    def assert_asks_to_try_again(self, answer, status):
        headers, body = answer
        self.assertGreaterEqual(int(headers["Retry-After"]), 1)
        self.assertEqual(headers["Content-Type"], "application/problem+json")
        self.assertEqual(json.loads(body)["status"], status)

    def test_the_server_s_503_passes_with_its_retry_after(self):
        one_at_a_time = ("--threads", "1", "--queue", "1")
        with Server(self.index, *one_at_a_time) as server, \
                Nginx(server.address, [("rate=20r/s", "rate=10000r/s"), ("burst=60", "burst=10000")]
                      ) as nginx:
            answer = self.refused(nginx, 503)
            self.assert_asks_to_try_again(answer, 503)
            self.assertIn("X-Request-Id", answer[0])

    def test_more_than_one_address_may_send_is_429(self):
        with Nginx(self.server.address) as nginx:
            self.assert_asks_to_try_again(self.refused(nginx, 429), 429)

    def test_a_server_that_is_away_is_503(self):
        with Nginx(f"http://127.0.0.1:{free_ports(1)[0]}") as nginx:
            status, headers, body = nginx.get("/v1/search?q=kars")
            self.assertEqual(status, 503)
            self.assert_asks_to_try_again((headers, body), 503)


if __name__ == "__main__":
    unittest.main()
