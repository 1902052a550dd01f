"""Sources that fell, exhaust or hold the process that reads them: the rest is indexed."""

import contextlib
import gzip
import os
import pathlib
import signal
import subprocess
import unittest

from harness import INDEX, TemporaryDirectoryTest, err, out, run, wait_until

SANITIZED = bool(os.environ.get("FASTI_SANITIZED"))
HEADER = ("<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Many"
          "</title></titleStmt></fileDesc></teiHeader><text><body>")
LETTER = "<div type='document' xml:id='d%d'><head>Letter %d</head><p>Peace came in 1671.</p></div>"


def children(process):
    tasks = pathlib.Path(f"/proc/{process.pid}/task")
    return [int(child) for task in tasks.glob("*/children") for child in task.read_text().split()]


def open_files(process):
    """Names of the files that it has open."""
    names = set()
    for entry in pathlib.Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            names.add(pathlib.Path(os.readlink(entry)).name)
    return names


class Reading(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        self.index = self.directory / "index"
        self.texts = self.directory / "texts"
        self.write("texts/a.md", "# First\n\nThe first peace was made in 1671.\n")
        self.write("texts/z.md", "# Last\n\nThe last peace was made in 1702.\n")

    def volume(self, letters):
        return HEADER + "".join(LETTER % (n, n) for n in range(letters)) + "</body></text></TEI>"

    def build(self, *options):
        return run("build", "--quiet", "--index", self.index, *options, self.texts)

    def passages(self):
        check = out(run("check", self.index))
        self.assertIn("is sound", check)
        return int(check.split(" passages")[0].split()[-1])

    def test_what_ends_the_process_is_named_and_the_rest_is_read(self):
        self.write("texts/m.xml", self.volume(40_000 if SANITIZED else 200_000))
        process = subprocess.Popen(
            [INDEX, "build", "--quiet", "--index", self.index, self.texts],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertTrue(wait_until(lambda: children(process)))
        reader = children(process)[0]
        self.assertTrue(wait_until(lambda: "m.xml" in open_files(reader), seconds=60))
        os.kill(reader, signal.SIGKILL)
        _, errors = process.communicate(timeout=600)
        self.assertEqual(process.returncode, 0, errors)
        self.assertIn(b"m.xml: ended the process that read it (signal 9: KILL)", errors)
        for title in ("First", "Last"):
            self.assertNotIn(title.encode(), errors)
        self.assertGreaterEqual(self.passages(), 2)
        self.assertEqual(children(process) if process.poll() is None else [], [])

    @unittest.skipIf(SANITIZED, "sanitizers take more address space than there is")
    def test_memory_is_bounded(self):
        line = "Peace came again and again. " * 40 + "\n\n"
        self.write("texts/m.md.gz", gzip.compress((line * (200_000_000 // len(line))).encode(), 1))
        process = self.build("--reader-memory", "400")
        self.assertEqual(process.returncode, 0, err(process))
        self.assertIn("m.md.gz: wants more than 400 MB of memory", err(process))
        self.assertEqual(self.passages(), 2)

    def test_time_is_bounded(self):
        letters = (LETTER % (n, n) for n in range(1_500_000))
        with gzip.open(self.texts / "m.xml.gz", "wt", compresslevel=1) as file:
            file.write(HEADER)
            file.writelines(letters)
        process = self.build("--reader-time", "1", "--dry-run")
        self.assertEqual(process.returncode, 0, err(process))
        self.assertIn("m.xml.gz: takes more than 1 s of processor time", err(process))
        self.assertIn("--reader-time", err(process))

    def test_the_reader_leaves_with_its_builder(self):
        self.write("texts/m.xml", self.volume(100_000))
        process = subprocess.Popen([INDEX, "build", "--quiet", "--index", self.index, self.texts],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(wait_until(lambda: children(process)))
        reader = children(process)[0]
        process.kill()
        process.wait()
        self.assertTrue(wait_until(lambda: not pathlib.Path(f"/proc/{reader}").exists()))

    def test_standard_input_is_read_apart_too(self):
        process = run("build", "--index", self.index, "-", stdin="# Peace\n\nIt came in 1671.\n")
        self.assertEqual(process.returncode, 0, err(process))
        self.assertEqual(self.passages(), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
