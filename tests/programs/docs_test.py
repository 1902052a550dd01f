"""What the README and the manual pages say agrees with the programs."""

import pathlib
import re
import unittest

from harness import SERVER, SOURCE, out, run

README = (SOURCE / "README.md").read_text()


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def manual(name):
    return (SOURCE / "docs" / "man" / f"{name}.1").read_text().replace("\\-", "-")


class Manuals(unittest.TestCase):
    def test_every_option_of_fasti_index_is_in_its_manual(self):
        for command in ("build", "inspect", "annotate", "date", "check"):
            shown = options(out(run(command, "--help"))) - {"--help", "--help-all"}
            self.assertTrue(shown, command)
            self.assertLessEqual(shown, options(manual("fasti-index")), command)

    def test_every_option_of_fasti_server_is_in_its_manual(self):
        shown = options(out(run("--help", program=SERVER))) - {"--help", "--version"}
        self.assertTrue(shown)
        self.assertLessEqual(shown, options(manual("fasti-server")))


class Readme(unittest.TestCase):
    def test_every_setting_of_the_server_is_listed(self):
        shown = options(out(run("--help", program=SERVER))) - {"--help", "--version"}
        listed = README.split("<!-- settings", 1)[1].split("<!-- end of settings -->", 1)[0]
        self.assertLessEqual(shown, options(listed))

    def test_every_route_is_listed(self):
        source = (SOURCE / "server" / "api" / "routes.cpp").read_text()
        table = source.split("kRoutes[] = {", 1)[1].split("};", 1)[0]
        routes = set(re.findall(r'^ *{"[A-Z]+", "(/[^"]*)"', table, re.MULTILINE))
        self.assertIn("/v1/search", routes)
        listed = README.split("<!-- routes", 1)[1].split("<!-- end of routes -->", 1)[0]
        for route in routes:
            with self.subTest(route):
                self.assertIn(f"`{route}`", listed)

    def test_files_that_are_named_exist(self):
        for path in re.findall(r"`((?:script|docs|corpus)/[\w./-]*)`", README):
            with self.subTest(path):
                self.assertTrue((SOURCE / path).exists() or "path/to" in path)


if __name__ == "__main__":
    unittest.main()
