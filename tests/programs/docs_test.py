"""What the README and the manual pages say agrees with the programs."""

import pathlib
import re
import subprocess
import unittest

from harness import INDEX, SERVER, SOURCE, IndexedOnce, TemporaryDirectoryTest, out, run

README = (SOURCE / "README.md").read_text()


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def manual(name):
    return (SOURCE / "docs" / "man" / f"{name}.1").read_text().replace("\\-", "-")


def routes():
    source = (SOURCE / "server" / "api" / "routes.cpp").read_text()
    table = source.split("kRoutes[] = {", 1)[1].split("};", 1)[0]
    return set(re.findall(r'^ *{"[A-Z]+", "(/[^"]*)"', table, re.MULTILINE))


class Manuals(unittest.TestCase):
    def test_every_option_of_fasti_index_is_in_its_manual(self):
        for command in ("build", "inspect", "annotate", "date", "check"):
            shown = options(out(run(command, "--help"))) - {"--help", "--help-all"}
            self.assertTrue(shown, command)
            self.assertLessEqual(shown, options(manual("fasti-index")), command)

    def test_every_option_of_fasti_server_is_in_its_manual(self):
        shown = options(out(run("--help", program=SERVER))) - {"--help", "--version", "--new-key"}
        self.assertTrue(shown)
        self.assertLessEqual(shown, options(manual("fasti-server")))


def examples():
    """[(command, answer as shown)] of the README's console blocks."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            # A command goes on after a backslash at the end of a line.
            command, shown = re.fullmatch(r"((?:[^\n]*\\\n)*[^\n]*\n)(.*)", example, re.DOTALL).groups()
            found.append((command.strip(), shown))
    return found


def differs(shown, answer):
    """What of an answer as shown is not in the real one, "" when all is: "…" stands for anything;
    lines are broken and indented for the eye."""
    def on_one_line(text):
        return re.sub(r"\s*\n\s*", "", text)
    first, *others = on_one_line(shown).split("…")
    rest = on_one_line(answer)
    if not rest.startswith(first):
        return first
    rest = rest[len(first):]
    for number, piece in enumerate(others, 1):
        at = rest.rfind(piece) if number == len(others) else rest.find(piece)
        if at < 0:
            return piece
        rest = rest[at + len(piece):]
    return f"the end: {rest[:200]}" if rest else ""


class Examples(IndexedOnce):
    """Every command of the README, run on the bundled corpus."""

    sources = [SOURCE / "corpus"]

    def answer(self, command):
        command = command.replace("fasti-index", INDEX)
        command = command.replace("http://127.0.0.1:8080", self.server.address)
        command = command.replace("127.0.0.1:8080", self.server.address)
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, command)
        return done.stdout.decode()

    def test_every_answer_is_the_real_one(self):
        for command, shown in examples():
            with self.subTest(command):
                answer = self.answer(command)
                self.assertEqual(differs(shown, answer), "", answer[:3000])

    def test_every_route_has_one(self):
        asked = re.findall(r"127\.0\.0\.1:8080(/[^\s'?]*)", "\n".join(c for c, _ in examples()))
        for route in routes():
            pattern = re.sub(r"\{\w+\}", "[^/]+", route)
            with self.subTest(route):
                self.assertTrue(any(re.fullmatch(pattern, path) for path in asked))

    def test_what_is_shown_is_told_from_what_is_not(self):
        for shown, answer, same in (('{"a":1}', '{"a":1}\n', True),
                                    ('{"a":1,\n   …}', '{"a":1,"b":2}', True),
                                    ("…,2,…", "1,2,3", True),
                                    ('{"a":1', '{"a":1}', False),
                                    ("1,…,4", "1,2,3", False),
                                    ("1,3,…", "1,2,3", False),
                                    ("…2,1…", "1,2,3", False)):
            with self.subTest(shown):
                self.assertEqual(differs(shown, answer) == "", same)


class SettingsFile(TemporaryDirectoryTest):
    """dist/fasti.toml, which the package installs."""

    text = (SOURCE / "dist" / "fasti.toml").read_text()
    line = re.compile(r"^(#?)([a-z-]+) = (.+)$", re.MULTILINE)

    def test_the_server_takes_every_line(self):
        settings = self.write("fasti.toml", self.line.sub(r"\2 = \3", self.text))
        done = run("--config", settings, "--index", self.directory / "none", program=SERVER)
        self.assertEqual(done.returncode, 1, done.stderr)  # there is no index; 2 would be wrong use

    def test_what_it_leaves_out_is_the_default(self):
        shown = out(run("--help", program=SERVER))
        left_out = [found for found in self.line.findall(self.text) if found[0]]
        self.assertTrue(left_out)
        for _, key, value in left_out:
            with self.subTest(key):
                help_of = re.search(rf"--{key} .*?(?=\n  --|\Z)", shown, re.DOTALL).group()
                self.assertIn(f"[{value}]", help_of)


class Unit(unittest.TestCase):
    def test_systemd_waits_longer_than_the_server_drains(self):
        unit = (SOURCE / "dist" / "systemd" / "fasti-server.service.in").read_text()
        patience = int(re.search(r"^TimeoutStopSec=(\d+)s$", unit, re.MULTILINE).group(1))
        drain = int(re.search(r"--drain-timeout .*?\[(\d+)\]", out(run("--help", program=SERVER)),
                              re.DOTALL).group(1))
        self.assertGreater(patience, drain / 1000 + 5)


class Readme(unittest.TestCase):
    def test_every_setting_of_the_server_is_listed(self):
        shown = options(out(run("--help", program=SERVER))) - {"--help", "--version", "--new-key"}
        listed = README.split("<!-- settings", 1)[1].split("<!-- end of settings -->", 1)[0]
        self.assertLessEqual(shown, options(listed))

    def test_every_route_is_listed(self):
        self.assertIn("/v1/search", routes())
        listed = README.split("<!-- routes", 1)[1].split("<!-- end of routes -->", 1)[0]
        for route in routes():
            with self.subTest(route):
                self.assertIn(f"`{route}`", listed)

    def test_files_that_are_named_exist(self):
        for path in re.findall(r"`((?:script|docs|corpus|dist)/[\w./-]*)`", README):
            with self.subTest(path):
                self.assertTrue((SOURCE / path).exists() or "path/to" in path)


if __name__ == "__main__":
    unittest.main()
