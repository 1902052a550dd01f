#!/usr/bin/env python3
"""Tests of script/check-corpus and script/make-authority on corpora made for each test."""
import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "script"

sys.dont_write_bytecode = True
sys.path.insert(0, str(SCRIPT))
import corpus_files


def load_check_corpus():
    loader = importlib.machinery.SourceFileLoader("check_corpus", str(SCRIPT / "check-corpus"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


check_corpus = load_check_corpus()

ARTICLE = """\
+++
id = "alder-and-birch"
title = "Alder and Birch"
kind = "article"
type = "other"
aliases = []
dates = ["1702/.."]
related = ["treaty-of-alder"]
+++

Two valleys made peace in the [Treaty of Alder](sources/treaty-of-alder.md) of 1702.

## See also

- [Anna Birch](sources/anna-birch.md)
"""

TREATY = """\
+++
id = "treaty-of-alder"
title = "Treaty of Alder"
kind = "source"
type = "treaty"
aliases = ["Peace of Alder", "Paix d'Érable"]
dates = ["1702-05-03"]
related = ["anna-birch"]
parent = "alder-and-birch"
+++

The Treaty of Alder was a peace between two valleys, signed on 3 May 1702 in a barn beside the
river that parted them. It ended a quarrel about grazing that had lasted from 1688 to 1701 and had
cost both of them most of their sheep. [Anna Birch](anna-birch.md) wrote its nine articles in one
night, as she later told her brother.

The valleys kept it, with two short breaks, for more than a hundred years.
"""

PERSON = """\
+++
id = "anna-birch"
title = "Anna Birch"
kind = "source"
type = "person"
aliases = ["A. Birch"]
dates = ["1660/1733-11"]
related = ["treaty-of-alder"]
wikidata = "Q1"
+++

Anna Birch, born in 1660, was a notary and for thirty years the clerk of the upper valley. She is
remembered for the [Treaty of Alder](treaty-of-alder.md), whose text is in her hand, and for a
register of births that she kept until she went blind. Of the two claims that the lower valley
made against her, neither was ever proved, and both were dropped. She died in November 1733.
"""

ERAS = """\
{"eras": [
  {"id": "peace", "label": "The peace", "from": "1702-05-03", "to": "..",
   "source": "treaty-of-alder"},
  {"id": "blindness", "label": "The blind clerk", "from": "1729", "to": "1733-11",
   "parent": "peace", "source": "anna-birch"}
]}
"""

EXTRA = "\t".join(corpus_files.COLUMNS) + "\n# places\n" + "\t".join(
    ["alder", "Alder", "place", "Old Alder|Alderham", "", "", "", "", "", "1300~", "", "", "", "",
     "a hamlet"]) + "\n"


class CorpusTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "valleys"
        for name, text in {"alder-and-birch.md": ARTICLE, "sources/treaty-of-alder.md": TREATY,
                           "sources/anna-birch.md": PERSON, "eras.json": ERAS,
                           "extra-actors.tsv": EXTRA, "README.md": "No record.\n"}.items():
            self.write(name, text)
        self.make_authority()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def replace(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.write(name, text.replace(old, new))

    def run_script(self, script, *arguments):
        return subprocess.run([sys.executable, str(SCRIPT / script), *map(str, arguments)],
                              capture_output=True, encoding="utf-8", check=False)

    def make_authority(self, *arguments):
        return self.run_script("make-authority", *arguments, self.root)

    def problems(self, *arguments):
        """The problems reported, as "file:line: message" below the corpus directory."""
        run = self.run_script("check-corpus", *arguments, self.root)
        lines = run.stdout.splitlines()
        self.assertTrue(lines, run.stderr)
        found = [line.removeprefix(f"{self.root}/").replace(f"{self.root}/", "")
                 for line in lines[:-1]]
        self.assertTrue(lines[-1].endswith(f"; {len(found)} problems"), lines[-1])
        self.assertEqual(run.returncode, 1 if found else 0, run.stderr)
        return found

    def test_sound_corpus_has_no_problem_and_is_counted(self):
        run = self.run_script("check-corpus", self.root)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertEqual(
            run.stdout,
            f"{self.root}: 1 articles, 2 sources, 158 words, 10 sentences, 4 links, 4 actors, "
            "2 eras, 7 EDTF dates (by the built-in check, 0 beyond it); 0 problems\n")

    # Changes and the problems that they make: file, old text, new text, problems. The authority
    # file is made anew after the change.
    FAULTS = {
        "id is not the file's name": (
            "sources/anna-birch.md", 'id = "anna-birch"', 'id = "ann-birch"',
            ['eras.json:4: source "anna-birch" does not exist',
             'sources/anna-birch.md:2: id "ann-birch" is not the file\'s name',
             'sources/treaty-of-alder.md:8: related "anna-birch" does not exist']),
        "id of other letters": (
            "extra-actors.tsv", "alder\tAlder", "Alder_1\tAlder",
            ['extra-actors.tsv:3: id "Alder_1" is not small letters, digits and single hyphens']),
        "id used twice": (
            "extra-actors.tsv", "alder\tAlder\t", "anna-birch\tAlder\t",
            ['extra-actors.tsv:3: id "anna-birch" also in sources/anna-birch.md:2']),
        "related does not exist": (
            "sources/treaty-of-alder.md", 'related = ["anna-birch"]', 'related = ["hazel"]',
            ['sources/treaty-of-alder.md:8: related "hazel" does not exist']),
        "related is no document": (
            "sources/treaty-of-alder.md", 'related = ["anna-birch"]', 'related = ["alder"]',
            ['sources/treaty-of-alder.md:8: related "alder" does not exist']),
        "related to itself": (
            "sources/treaty-of-alder.md", 'related = ["anna-birch"]',
            'related = ["treaty-of-alder"]',
            ["sources/treaty-of-alder.md:8: related names the record itself"]),
        "parent does not exist": (
            "sources/treaty-of-alder.md", 'parent = "alder-and-birch"', 'parent = "hazel"',
            ['sources/treaty-of-alder.md:9: parent "hazel" does not exist']),
        "predecessor of an extra actor does not exist": (
            "extra-actors.tsv", "\t1300~", "hazel\t1300~",
            ['extra-actors.tsv:3: successor_of "hazel" does not exist']),
        "link to no file": (
            "sources/treaty-of-alder.md", "(anna-birch.md)", "(ann-birch.md)",
            ["sources/treaty-of-alder.md:14: link to ann-birch.md: no such file"]),
        "link to itself": (
            "sources/treaty-of-alder.md", "(anna-birch.md)", "(treaty-of-alder.md)",
            ["sources/treaty-of-alder.md:14: links to itself"]),
        "link without text": (
            "alder-and-birch.md", "[Anna Birch]", "[ ]",
            ["alder-and-birch.md:15: link to sources/anna-birch.md has no text"]),
        "no EDTF": (
            "sources/treaty-of-alder.md", '"1702-05-03"', '"3 May 1702"',
            ['sources/treaty-of-alder.md:7: EDTF: "3 May 1702" is no EDTF date']),
        "EDTF of no day": (
            "sources/treaty-of-alder.md", '"1702-05-03"', '"1702-02-29"',
            ['sources/treaty-of-alder.md:7: EDTF: "1702-02-29": no such day']),
        "EDTF interval reversed": (
            "sources/anna-birch.md", '"1660/1733-11"', '"1733-11/1660"',
            # The authority row that it makes is the front matter's own fault, not another.
            ['sources/anna-birch.md:7: EDTF: "1733-11/1660" ends before it begins']),
        "EDTF of a document's date": (
            "sources/anna-birch.md", 'wikidata = "Q1"', 'date = "1733-13"',
            ['sources/anna-birch.md:9: EDTF: "1733-13": no such month']),
        "EDTF of an extra actor": (
            "extra-actors.tsv", "1300~", "about 1300",
            ['extra-actors.tsv:3: EDTF: "about 1300" is no EDTF date']),
        "year not in the text": (
            "sources/anna-birch.md", '"1660/1733-11"', '"1659/1733-11"',
            ["sources/anna-birch.md:7: dates name 1659/1733-11, the text does not state the year "
             "1659"]),
        "month not in the text": (
            "sources/anna-birch.md", '"1660/1733-11"', '"1660/1733-10"',
            ["sources/anna-birch.md:7: dates name 1660/1733-10, the text does not state October"]),
        "day not in the text": (
            "sources/treaty-of-alder.md", '"1702-05-03"', '"1702-05-02"',
            ["sources/treaty-of-alder.md:7: dates name 1702-05-02, the text does not state 2 May"]),
        "alias of two records, whatever its case and diacritics": (
            "sources/treaty-of-alder.md", '"Peace of Alder"', '"À. BIRCH"',
            ['sources/treaty-of-alder.md:6: "À. BIRCH" is also a name in sources/anna-birch.md:6']),
        "alias that an extra actor has": (
            "extra-actors.tsv", "Alderham", "Peace of Alder",
            ['extra-actors.tsv:3: "Peace of Alder" is also a name in '
             "sources/treaty-of-alder.md:6"]),
        "alias marked as ambiguous and unmarked": (
            "sources/anna-birch.md", 'wikidata = "Q1"', 'ambiguous_aliases = ["A. Birch"]',
            ['sources/anna-birch.md:6: "A. Birch" is a name and ambiguous too']),
        "too many sentences": (
            "sources/anna-birch.md", "She died", "One. Two. Three. Four. Five. She died",
            ["sources/anna-birch.md:12: 9 sentences, not 3 to 8"]),
        "too few words": (
            "sources/anna-birch.md", "in her hand, and for a\nregister of births that she kept "
            "until she went blind.", "in her hand.",
            ["sources/anna-birch.md:12: 56 words, not 60 to 200"]),
        "too many words": (
            "sources/anna-birch.md", "She died", "so " * 132 + "She died",
            ["sources/anna-birch.md:12: 201 words, not 60 to 200"]),
        "a sentence twice": (
            "sources/treaty-of-alder.md", "The valleys kept it", "She died in November 1733.\nBoth "
            "valleys kept it",
            ["sources/treaty-of-alder.md:17: the sentence also stands in "
             "sources/anna-birch.md:15: She died in November 1733."]),
        "era twice": (
            "eras.json", '"id": "blindness"', '"id": "peace"',
            ['eras.json:4: era "peace" is within itself', 'eras.json:4: era "peace" stands twice']),
        "era within its own child": (
            "eras.json", '"to": "..",', '"to": "..", "parent": "blindness",',
            ['eras.json:2: era "peace" is within itself',
             'eras.json:4: era "blindness" is within itself']),
        "era without a label": (
            "eras.json", '"label": "The blind clerk", ', "",
            ["eras.json:4: era 2 has no label"]),
        "era with an unknown key": (
            "eras.json", '"label": "The blind clerk"', '"label": "The blind clerk", "name": "x"',
            ["eras.json:4: name is no key of an era"]),
        "era of numbers": (
            "eras.json", '"1729"', "1729",
            ["eras.json:1: era 2 is no object of strings"]),
        "era parent does not exist": (
            "eras.json", '"parent": "peace"', '"parent": "war"',
            ['eras.json:4: parent "war" does not exist']),
        "era source does not exist": (
            "eras.json", '"source": "anna-birch"', '"source": "hazel"',
            ['eras.json:4: source "hazel" does not exist']),
        "era ends before it begins": (
            "eras.json", '"1733-11"', '"1728"',
            ['eras.json:4: era "blindness" ends before it begins']),
        "era reaches beyond its parent": (
            "eras.json", '"1729"', '"1702"',
            ['eras.json:4: era "blindness" reaches beyond "peace"']),
        "open era in a closed one": (
            "eras.json", '"to": ".."', '"to": "1733-11-15"',
            ['eras.json:4: era "blindness" reaches beyond "peace"']),
        "era of no EDTF": (
            "eras.json", '"1729"', '"1729-00"',
            ['eras.json:4: EDTF: "1729-00": no such month']),
        "eras no JSON": (
            "eras.json", '"..",', '"..";',
            ["eras.json:2: is no JSON: Expecting ',' delimiter"]),
        "eras no list": (
            "eras.json", '"eras"', '"periods"',
            ['eras.json:1: holds no list "eras"']),
        "extra actor of no type": (
            "extra-actors.tsv", "place\t", "hamlet\t",
            ["extra-actors.tsv:3: type is not one of " + ", ".join(corpus_files.TYPES)]),
        "extra actor without a name": (
            "extra-actors.tsv", "alder\tAlder\t", "alder\t\t",
            ["extra-actors.tsv:3: name is missing"]),
        "extra actor with too few columns": (
            "extra-actors.tsv", "\ta hamlet", "",
            ["extra-actors.tsv:3: 14 columns where the header has 15"]),
        "other columns": (
            "extra-actors.tsv", "id\tname", "id\tlabel",
            ["extra-actors.tsv:1: header is not " + " ".join(corpus_files.COLUMNS)]),
    }

    def test_each_fault_is_reported_and_nothing_else(self):
        for name, (path, old, new, problems) in self.FAULTS.items():
            with self.subTest(name):
                before = (self.root / path).read_bytes()
                try:
                    self.replace(path, old, new)
                    self.make_authority()
                    self.assertEqual(self.problems(), problems)
                finally:
                    self.write(path, before)

    def test_a_source_of_two_sentences_is_reported(self):
        self.replace("sources/anna-birch.md", "dropped. She died", "dropped; she died")
        self.replace("sources/anna-birch.md", "upper valley. She is", "upper valley; she is")
        self.assertEqual(self.problems(), ["sources/anna-birch.md:12: 2 sentences, not 3 to 8"])

    def test_faults_of_front_matter_stop_the_authority_file(self):
        cases = {
            ('kind = "source"\n', ""): "1: kind is missing",
            ('wikidata = "Q1"', 'wiki = "Q1"'): "9: wiki is no key of the front matter",
            ('"Q1"', '"1"'): "9: wikidata is not Q and a number",
            ('["A. Birch"]', '"A. Birch"'): "6: aliases is not a list of strings",
            ('["A. Birch"]', '["A. Birch", "A. Birch"]'): "6: aliases holds something twice",
            ('"A. Birch"', '"A.|Birch"'):
                '6: aliases holds "A.|Birch": tab, line end and | part the cells of a table',
            ('"A. Birch"', '" A. Birch"'):
                '6: aliases holds " A. Birch": empty, or blanks at an end',
            ('"A. Birch"', '"E\u0301rable"'):
                '6: aliases holds "E\u0301rable", which is not in normal form C',
            ('"person"', '"clerk"'): "5: type is not one of " + ", ".join(corpus_files.TYPES),
            ('"Q1"\n+++', '"Q1"'): "1: its front matter is not closed by a line +++",
            ("+++\nid", "id"): "1: does not open with front matter: a line +++",
            ('"Q1"', "Q1"): "9: front matter: Invalid value (at line 8, column 12)",
        }
        for (old, new), problem in cases.items():
            with self.subTest(problem):
                self.write("sources/anna-birch.md", PERSON.replace(old, new, 1))
                problem = f"sources/anna-birch.md:{problem}"
                self.assertIn(problem, self.problems())
                made = self.make_authority()
                self.assertEqual((made.returncode, made.stdout), (1, ""))
                self.assertIn(problem, made.stderr.replace(f"{self.root}/", ""))

    def test_bytes_that_are_no_utf8_are_reported_by_line(self):
        for name in ("sources/anna-birch.md", "extra-actors.tsv", "eras.json"):
            with self.subTest(name):
                before = (self.root / name).read_bytes()
                lines = before.split(b"\n")
                lines[2] += b"\xff"
                self.write(name, b"\n".join(lines))
                self.assertTrue(any(p.startswith(f"{name}:3: is not UTF-8: ")
                                    for p in self.problems()))
                self.write(name, before)

    def test_ambiguous_alias_may_be_the_name_of_another(self):
        self.replace("sources/anna-birch.md", 'wikidata = "Q1"',
                     'ambiguous_aliases = ["Peace of Alder"]')
        self.make_authority()
        self.assertEqual(self.problems(), [])

    def test_later_year_of_a_short_range_is_stated(self):
        self.replace("sources/treaty-of-alder.md", "from 1688 to 1701", "in the years 1688–89")
        self.replace("sources/treaty-of-alder.md", '["1702-05-03"]', '["1688/1689"]')
        self.make_authority()
        self.assertEqual(self.problems(), [])

    def test_authority_file_must_be_there_and_up_to_date(self):
        authority = self.root / "authority.tsv"
        self.replace("authority.tsv", "Old Alder", "Old Elder")
        self.assertEqual(self.problems(),
                         ["authority.tsv:2: is not up to date; run script/make-authority"])
        self.assertEqual(self.make_authority("--check").returncode, 1)
        authority.unlink()
        self.assertEqual(self.problems(),
                         ["authority.tsv:1: is missing; run script/make-authority"])
        self.assertEqual(self.make_authority("--check").returncode, 1)
        self.assertFalse(authority.exists())
        self.assertEqual(self.make_authority().returncode, 0)
        self.assertEqual(self.make_authority("--check").returncode, 0)

    def test_authority_file_holds_what_the_front_matter_and_the_extra_rows_say(self):
        table = (self.root / "authority.tsv").read_text(encoding="utf-8")
        lines = table.split("\n")
        header = ("id name type aliases ambiguous_aliases adjective metonyms parent successor_of "
                  "from to wikidata viaf cerl note")
        self.assertEqual(lines[0], header.replace(" ", "\t"))
        rows = {line.split("\t")[0]: dict(zip(lines[0].split("\t"), line.split("\t")))
                for line in lines[1:-1]}
        self.assertEqual(list(rows), ["alder", "alder-and-birch", "anna-birch", "treaty-of-alder"])
        columns = ("name", "type", "from", "to", "wikidata")
        self.assertEqual([rows["anna-birch"][column] for column in columns],
                         ["Anna Birch", "person", "1660", "1733-11", "Q1"])
        self.assertEqual([rows["treaty-of-alder"][c] for c in ("aliases", "parent", "from", "to")],
                         ["Peace of Alder|Paix d'Érable", "alder-and-birch", "1702-05-03",
                          "1702-05-03"])
        self.assertEqual([rows["alder-and-birch"][c] for c in ("from", "to")], ["1702", ""])
        self.assertEqual(rows["alder"]["note"], "a hamlet")

    def fasti_index(self, body, build="pass"):
        """A program that answers `date --edtf` with `body`, given `line`, and `build` with
        `build`, given `directory`."""
        path = self.root.parent / "fasti-index"
        path.write_text(f"#!{sys.executable}\nimport json, sys\n"
                        "if sys.argv[1:-1] == ['build', '--dry-run', '--quiet']:\n"
                        f"    directory = sys.argv[-1]\n    {build}\n    sys.exit()\n"
                        "assert sys.argv[1:] == ['date', '--edtf']\n"
                        f"for line in sys.stdin.read().splitlines():\n    {body}\n",
                        encoding="utf-8")
        path.chmod(0o755)
        return path

    def test_the_program_judges_dates_when_it_is_given(self):
        known = {edtf: check_corpus.judge_built_in(edtf)
                 for edtf in ("1660/1733-11", "1702-05-03", "1702/..", "1729", "1733-11", "1300~")}
        answers = {edtf: dict(zip(("earliest", "latest"),
                                  (day and "%04d-%02d-%02d" % day for day in bounds)))
                   for edtf, bounds in known.items()}
        answers["1729"] = {"error": "not in this valley"}
        program = self.fasti_index(f"print(json.dumps({answers!r}[line]))")
        self.assertEqual(self.problems("--index", program),
                         ['eras.json:4: EDTF: "1729": not in this valley'])

    JUDGES_ALL = "print(json.dumps({'earliest': None, 'latest': None}))"

    def test_what_a_build_warns_of_is_a_problem(self):
        warnings = (r"{directory}/alder-and-birch.md:3: is odd\n"
                    r"{directory}/authority.tsv: \"Alder\" is the name of several actors: "
                    "alder, anna-birch")
        program = self.fasti_index(self.JUDGES_ALL, f'print(f"{warnings}", file=sys.stderr)')
        self.assertEqual(self.problems("--index", program),
                         ["alder-and-birch.md:3: is odd",
                          'authority.tsv:1: "Alder" is the name of several actors: '
                          "alder, anna-birch"])

    def test_a_name_shared_with_the_programs_own_actors_is_only_noted(self):
        warning = r"{directory}/authority.tsv: \"Alder\" is the name of several actors: alder, tree"
        program = self.fasti_index(self.JUDGES_ALL, f'print(f"{warning}", file=sys.stderr)')
        run = self.run_script("check-corpus", "--index", program, self.root)
        self.assertEqual(run.stdout.splitlines()[:-1],
                         ['note: "Alder" is the name of several actors: alder, tree'])
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_a_build_that_fails_is_wrong_use(self):
        for build in ("sys.exit('no room')", "print('???', file=sys.stderr)"):
            with self.subTest(build):
                program = self.fasti_index(self.JUDGES_ALL, build)
                run = self.run_script("check-corpus", "--index", program, self.root)
                self.assertEqual(run.returncode, 2, run.stdout)
                self.assertIn("build: ", run.stderr)

    def test_a_program_that_fails_is_wrong_use(self):
        for program in (self.fasti_index("pass"), self.fasti_index("print('no JSON')"),
                        self.fasti_index("print('{}')"), self.root / "no-such-program"):
            with self.subTest(program=program):
                run = self.run_script("check-corpus", "--index", program, self.root)
                self.assertEqual(run.returncode, 2, run.stdout)
                self.assertIn("date --edtf", run.stderr)

    def test_a_directory_that_does_not_exist_is_wrong_use(self):
        for script in ("check-corpus", "make-authority"):
            with self.subTest(script):
                self.assertEqual(self.run_script(script, self.root / "none").returncode, 2)


class BuiltInEdtfTest(unittest.TestCase):
    def test_bounds(self):
        for text, bounds in {
                "1921": ((1921, 1, 1), (1921, 12, 31)),
                "1921-03": ((1921, 3, 1), (1921, 3, 31)),
                "1920-02-29": ((1920, 2, 29), (1920, 2, 29)),
                "1300~": ((1300, 1, 1), (1300, 12, 31)),
                "15XX": ((1500, 1, 1), (1599, 12, 31)),
                "193X": ((1930, 1, 1), (1939, 12, 31)),
                "1921-XX": ((1921, 1, 1), (1921, 12, 31)),
                "1941-24": ((1941, 12, 1), (1942, 2, 28)),
                "-0043-03-15": ((-43, 3, 15), (-43, 3, 15)),
                "1853-10-16/1856-03-30": ((1853, 10, 16), (1856, 3, 30)),
                "1999/..": ((1999, 1, 1), None),
                "../1453-05-29": (None, (1453, 5, 29)),
                "0650~/0969": ((650, 1, 1), (969, 12, 31)),
        }.items():
            with self.subTest(text):
                self.assertEqual(check_corpus.judge_built_in(text), bounds)

    def test_faults(self):
        for text in ("", "1921-13", "1921-00", "1900-02-29", "1921-06-31", "21-03", "March 1921",
                     "1921-3", "1921/1920", "-0000", "1921-24-01", "193X-05", "1921-XX-05",
                     "1921//1922", "1921 ", "+1921", "19211"):
            with self.subTest(text):
                self.assertIsInstance(check_corpus.judge_built_in(text), str)

    def test_forms_left_to_the_program(self):
        for text in ("[1667,1668]", "{1914,1916}", "Y17E8", "1950S2", "?2004-06", "2004-06~-11",
                     "1985-04-12T23:20:30"):
            with self.subTest(text):
                self.assertIs(check_corpus.judge_built_in(text), check_corpus.UNJUDGED)


class ProseTest(unittest.TestCase):
    def sentences(self, body):
        return list(check_corpus.sentences(
            corpus_files.Record(pathlib.Path("x.md"), {}, {}, body, 10)))

    def test_sentences(self):
        for body, found in {
                "One here. Two there? Three!": ["One here.", "Two there?", "Three!"],
                'He said "stop." Then he left.': ['He said "stop."', "Then he left."],
                "A. J. Birch wrote it (c. 1700). He signed.":
                    ["A. J. Birch wrote it (c. 1700).", "He signed."],
                "In St. Alder it rained; vol. 3 says so. (See below.) 1702 was dry.":
                    ["In St. Alder it rained; vol. 3 says so.", "(See below.)", "1702 was dry."],
                "A [link. With a stop](a.md) ends. Yes.": ["A link.", "With a stop ends.", "Yes."],
                "It cost 3.50 marks. Ümit paid.": ["It cost 3.50 marks.", "Ümit paid."],
        }.items():
            with self.subTest(body):
                self.assertEqual([text for _, text in self.sentences(body)], found)

    def test_lines_headings_and_list_items(self):
        body = "One\nhere. Two\nthere.\n## Heading.\nThree.\n\n- Four\n- *Five*\n"
        self.assertEqual(self.sentences(body),
                         [(10, "One here."), (11, "Two there."), (14, "Three."), (16, "Four"),
                          (17, "Five")])

    def test_years_stated(self):
        self.assertEqual(check_corpus.years_stated("in 1877–78, 865 and 1898/02 of 1,500 or 18000"),
                         {1877, 78, 1878, 865, 1898, 2, 1902})


if __name__ == "__main__":
    unittest.main()
