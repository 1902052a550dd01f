"""Runs the built programs as a user would. FASTI_INDEX and FASTI_SERVER name them."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
INDEX = os.environ["FASTI_INDEX"]
SERVER = os.environ["FASTI_SERVER"]
SHARED = os.environ.get("FASTI_SHARED_DIR", "")


def run(*arguments, stdin="", program=INDEX):
    """The finished process; text in and out."""
    return subprocess.run(
        [program, *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        timeout=300,
        check=False,
    )


def out(process):
    return process.stdout.decode()


def err(process):
    return process.stderr.decode()


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line]


class Server:
    """A server on a free port of the loopback interface, for the time of a `with`."""

    def __init__(self, index, *options):
        self.index = index
        self.options = options
        self.expected = 0  # exit code

    def __enter__(self):
        self.process = subprocess.Popen(
            [SERVER, "--index", str(self.index), "--listen", "127.0.0.1:0", *self.options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.lines = []
        for raw in self.process.stdout:
            self.lines.append(raw.decode())
            found = re.search(r"http://127\.0\.0\.1:\d+", self.lines[-1])
            if found:
                self.address = found.group()
                # The pipe must not fill while the server runs.
                self.drain = threading.Thread(target=self._drain, daemon=True)
                self.drain.start()
                return self
        raise AssertionError("the server printed no address: " + "".join(self.lines))

    def _drain(self):
        for raw in self.process.stdout:
            self.lines.append(raw.decode())

    def __exit__(self, kind=None, *_):
        self.process.terminate()
        exit_code = self.process.wait(timeout=30)
        self.drain.join()
        self.process.stdout.close()
        # A sanitizer's report ends the program with a code of its own.
        if exit_code != self.expected and kind is None:
            raise AssertionError(f"the server ended with {exit_code}: " + "".join(self.lines[-200:]))

    def end(self):
        """Ends the server as an administrator would; its end is judged with the `with`."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def get(self, path):
        """(status, headers, body) of a GET."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def json(self, path):
        status, _, body = self.get(path)
        if status != 200:
            raise AssertionError(f"{path}: {status} {body[:500]}")
        return json.loads(body)


class TemporaryDirectoryTest(unittest.TestCase):
    """A test with an empty directory of its own, self.directory."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.directory = pathlib.Path(temporary.name)

    def write(self, name, content):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def build(self, *sources, options=(), expect=0):
        process = run("build", "--index", self.directory / "index", *options, *sources)
        self.assertEqual(process.returncode, expect, out(process) + err(process))
        return process


class IndexedOnce(unittest.TestCase):
    """Builds one index of `sources` for all tests of a class and serves it as `server`."""

    sources = []

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.index = pathlib.Path(temporary.name) / "index"
        process = run("build", "--index", cls.index, *cls.sources)
        if process.returncode != 0:
            raise AssertionError(out(process) + err(process))
        cls.report = out(process)
        server = Server(cls.index)
        server.__enter__()
        cls.addClassCleanup(server.__exit__)
        cls.server = server


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
