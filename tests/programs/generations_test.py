"""Generations of an index, new, broken, gone back from, while builds are killed and a server runs."""

import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import threading
import time
import unittest

from harness import INDEX, SOURCE, Server, TemporaryDirectoryTest, err, out, run, wait_until

SANITIZED = bool(os.environ.get("FASTI_SANITIZED"))
TEXT = "Norland and Sudmark made peace in 1671.\n"


def generations(index):
    return sorted(p.name for p in index.iterdir() if p.is_dir())


class Generations(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        self.index = self.directory / "index"

    def build_documents(self, count, *options, index=None):
        """An index whose `count` documents are all found by "peace"."""
        lines = (json.dumps({"id": f"d{n}", "text": f"Peace came to town {n} in {1600 + n}."})
                 for n in range(count))
        source = self.write("documents.jsonl", "\n".join(lines))
        process = run("build", "--quiet", "--index", index or self.index, *options, source)
        self.assertEqual(process.returncode, 0, err(process))

    def found(self, server):
        answer = server.json("/v1/search?q=peace&limit=1")
        return answer["total"]["documents"], answer["generation"]


class Kept(Generations):
    def test_going_back_and_on(self):
        for count in (1, 2, 3):
            self.build_documents(count, "--keep", "3")
        with Server(self.index) as server:
            self.assertEqual(self.found(server), (3, 3))
            process = run("rollback", self.index)
            self.assertEqual(process.returncode, 0, err(process))
            self.assertIn("g000002", out(process))
            self.assertTrue(wait_until(lambda: self.found(server) == (2, 2)))
            self.assertEqual(run("rollback", "--to", "1", self.index).returncode, 0)
            self.assertTrue(wait_until(lambda: self.found(server) == (1, 1)))
            self.assertEqual(run("rollback", "--to", "3", self.index).returncode, 0)
            self.assertTrue(wait_until(lambda: self.found(server) == (3, 3)))
        self.assertEqual(run("rollback", "--to", "1", self.index).returncode, 0)
        listed = out(run("generations", self.index)).splitlines()
        self.assertEqual([line[:9] for line in listed], ["* g000001", "  g000002", "  g000003"])
        # A number is never given twice; what was gone back from is swept.
        self.build_documents(5, "--keep", "3")
        self.assertEqual(generations(self.index), ["g000001", "g000004"])

    def test_there_must_be_one_to_go_back_to(self):
        self.build_documents(1)
        for options in ((), ("--to", "7")):
            process = run("rollback", self.index, *options)
            self.assertEqual(process.returncode, 1)
            self.assertIn("--keep" if not options else "generations", err(process))
        for command in ("rollback", "generations"):
            process = run(command, self.directory / "none")
            self.assertEqual(process.returncode, 1)
            self.assertIn("no such index", err(process))
        self.assertEqual(run("rollback", "--to", "x", self.index).returncode, 2)
        self.assertEqual(run("check", self.index).returncode, 0)

    def test_a_damaged_one_is_not_gone_back_to(self):
        self.build_documents(1, "--keep", "2")
        self.build_documents(2, "--keep", "2")
        columns = self.index / "g000001" / "columns"
        content = bytearray(columns.read_bytes())
        content[-1] ^= 1
        columns.write_bytes(content)
        process = run("rollback", self.index)
        self.assertEqual(process.returncode, 1)
        self.assertIn("columns", err(process))
        self.assertEqual((self.index / "CURRENT").read_text(), "g000002\n")

    def test_a_damaged_current_is_mended_by_number(self):
        self.build_documents(1)
        (self.index / "CURRENT").write_text("nonsense")
        self.assertEqual(run("rollback", self.index).returncode, 1)
        self.assertEqual(run("rollback", "--to", "1", self.index).returncode, 0)
        self.assertEqual(run("check", self.index).returncode, 0)


class Live(Generations):
    """A server and its clients, while the index changes under them."""

    def test_switches_under_load_neither_fail_nor_mix(self):
        self.build_documents(1)
        counts = {1: 1}  # documents of each generation
        failures, seen, done = [], set(), threading.Event()

        def ask(server):
            while not done.is_set():
                for path in ("/v1/search?q=peace&facets=actor,decade&limit=1", "/v1/timeline?q=peace",
                             "/v1/export?q=peace&format=csv"):
                    status, _, body = server.get(path)
                    if status != 200:
                        failures.append((path, status, body))
                    elif path.startswith("/v1/search"):
                        answer = json.loads(body)
                        generation, total = answer["generation"], answer["total"]["documents"]
                        seen.add(generation)
                        decades = sum(v["documents"] for v in answer["facets"]["decade"]["values"])
                        if (total, decades) != (counts[generation],) * 2:
                            failures.append((generation, total, decades))

        with Server(self.index) as server:
            clients = [threading.Thread(target=ask, args=(server,)) for _ in range(4)]
            for client in clients:
                client.start()
            try:
                for count in range(2, 8):
                    counts[count] = count
                    self.build_documents(count)
                    self.assertTrue(wait_until(lambda: self.found(server)[1] == count))
            finally:
                done.set()
                for client in clients:
                    client.join()
            # The files of generations that are no more must not be held.
            self.assertTrue(wait_until(lambda: not [
                name for name in self.open_files(server) if "(deleted)" in name]))
        self.assertEqual(failures, [])
        self.assertGreater(len(seen), 2)

    @staticmethod
    def open_files(server):
        process = pathlib.Path(f"/proc/{server.process.pid}")
        names = []
        for descriptor in (process / "fd").iterdir():
            try:
                names.append(os.readlink(descriptor))
            except FileNotFoundError:
                pass
        return names + [line for line in (process / "maps").read_text().splitlines() if "g0000" in line]

    def test_a_broken_generation_is_refused_and_the_old_one_goes_on(self):
        self.build_documents(1)
        fresh = self.directory / "fresh"
        shutil.copytree(self.index, fresh)
        self.build_documents(2, "--keep", "2", index=fresh)
        new = fresh / "g000002"
        files = sorted(p.relative_to(new) for p in new.rglob("*") if p.is_file())
        self.assertGreater(len(files), 8)
        chance = random.Random(5)
        harms = ("flip", "cut", "gone")
        cases = [(f, h) for f in files for h in harms]
        if SANITIZED:
            cases = [(f, harms[n % 3]) for n, f in enumerate(files)]
        with Server(self.index) as server:
            for number, (file, harm) in enumerate(cases):
                with self.subTest(f"{harm} {file}"):
                    broken = self.index / f"g{number + 10:06}"
                    shutil.copytree(new, broken)
                    target = broken / file
                    content = bytearray(target.read_bytes())
                    if harm == "flip":
                        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
                    elif harm == "cut":
                        content = content[:chance.randrange(len(content))]
                    target.write_bytes(content)
                    if harm == "gone":
                        target.unlink()
                    self.make_current(broken.name)
                    self.assertTrue(wait_until(lambda: any(
                        "cannot be served" in line and broken.name in line
                        for line in server.lines), seconds=20))
                    self.assertEqual(self.found(server), (1, 1))
                    check = run("check", self.index)
                    self.assertEqual(check.returncode, 1)
                    self.assertIn(str(file), out(check) + err(check))
            refused = next(line for line in server.get("/metrics")[2].decode().splitlines()
                           if line.startswith("fasti_index_refused_total"))
            self.assertEqual(refused.split()[1], str(len(cases)))
            # A whole one is served again.
            shutil.copytree(new, self.index / "g000002")
            self.make_current("g000002")
            self.assertTrue(wait_until(lambda: self.found(server) == (2, 2)))

    def test_one_that_was_mended_is_served_on_sighup(self):
        self.build_documents(1)
        fresh = self.directory / "fresh"
        shutil.copytree(self.index, fresh)
        self.build_documents(2, "--keep", "2", index=fresh)
        with Server(self.index) as server:
            shutil.copytree(fresh / "g000002", self.index / "g000002")
            (self.index / "g000002" / "texts").rename(self.directory / "texts")
            self.make_current("g000002")
            self.assertTrue(wait_until(lambda: any("cannot be served" in line for line in server.lines)))
            (self.directory / "texts").rename(self.index / "g000002" / "texts")
            server.process.send_signal(signal.SIGHUP)
            self.assertTrue(wait_until(lambda: self.found(server) == (2, 2)))

    def test_an_index_that_goes_away_goes_on_being_served(self):
        self.build_documents(1)
        with Server(self.index) as server:
            self.index.rename(self.directory / "away")
            self.assertTrue(wait_until(lambda: any("cannot be served" in line for line in server.lines)))
            self.assertEqual(self.found(server), (1, 1))
            # Another index in its place, with a generation of the same number.
            self.build_documents(3)
            self.assertTrue(wait_until(lambda: self.found(server) == (3, 1)))

    def test_an_answer_of_another_index_is_not_taken_for_unchanged(self):
        tags = []
        for count in (1, 3):
            shutil.rmtree(self.index, ignore_errors=True)
            self.build_documents(count)
            with Server(self.index) as server:
                tags.append(server.get("/v1/search?q=peace")[1]["ETag"])
        self.assertNotEqual(*tags)

    def test_a_file_cut_short_beneath_it_is_told_before_the_end(self):
        self.build_documents(1)
        server = Server(self.index)
        server.expected = 1
        with server:
            os.truncate(self.index / "g000001" / "texts", 0)
            with self.assertRaises(OSError):
                server.get("/v1/search?q=peace")
            self.assertEqual(server.process.wait(timeout=30), 1)
        told = json.loads(server.lines[-1])
        self.assertEqual(told["level"], "critical")
        self.assertIn("cut short", told["message"])

    def make_current(self, name):
        (self.index / "CURRENT.test").write_text(name + "\n")
        (self.index / "CURRENT.test").rename(self.index / "CURRENT")


class Builds(Generations):
    """Builds that do not come to their end."""

    def test_a_killed_build_harms_nothing(self):
        self.build(self.write("a.txt", TEXT))
        many = self.write("many.jsonl", "".join(
            json.dumps({"id": f"d{i}", "title": f"Report {i}",
                        "text": f"Norland wrote to Sudmark in {1500 + i % 400}. " * 40}) + "\n"
            for i in range(1500)))
        begin = time.monotonic()
        self.build(many)
        longest = time.monotonic() - begin
        chance = random.Random(11)
        killed = 0
        for _ in range(6 if SANITIZED else 50):
            process = subprocess.Popen(
                [INDEX, "build", "--quiet", "--index", str(self.index), str(many)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.0, longest))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            check = run("check", self.index)
            self.assertEqual(check.returncode, 0, out(check))
        self.assertGreater(killed, 0, "no build ran long enough to be killed")
        self.build(self.directory / "a.txt")
        self.assertEqual(len(generations(self.index)), 1, "leftovers were not swept")

    def small_disk(self, options):
        self.index.mkdir(exist_ok=True)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.index],
                                 capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("a small disk can be mounted by root alone")
        self.addCleanup(subprocess.run, ["umount", self.index], check=True)

    def test_a_full_disk_leaves_the_old_index(self):
        self.small_disk("size=1m")
        text = self.write("a.txt", TEXT)
        self.build(text)
        with Server(self.index) as server:
            process = self.build(SOURCE / "corpus", expect=1)
            self.assertIn("No space left on device", err(process))
            self.assertEqual(run("check", self.index).returncode, 0)
            self.assertEqual(self.found(server), (1, 1))
        self.build(text)

    def test_a_disk_that_cannot_be_written_is_served_and_left_alone(self):
        self.small_disk("size=8m")
        text = self.write("a.txt", TEXT)
        self.build(text)
        subprocess.run(["mount", "-o", "remount,ro", self.index], check=True)
        with Server(self.index) as server:
            for process in (self.build(text, expect=1), run("rollback", "--to", "1", self.index)):
                self.assertEqual(process.returncode, 1)
                self.assertIn("cannot be written", err(process))
            self.assertEqual(self.found(server), (1, 1))
            check = run("check", self.index)
            self.assertEqual(check.returncode, 0, out(check))
            self.assertIn("Xapian's own check was left out", out(check))


if __name__ == "__main__":
    unittest.main(verbosity=2)
