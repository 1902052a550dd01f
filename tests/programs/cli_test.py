"""The commands of fasti-index, as a user meets them."""

import json
import os
import random
import subprocess
import unittest

from harness import INDEX, SOURCE, TemporaryDirectoryTest, err, json_lines, out, run

TEXT = """The Peace of Elmhaven

The Peace of Elmhaven was a treaty between Norland and Sudmark, signed on 4 May 1671.
It ended a war that had lasted since the autumn of 1668.

In the 1690s the two states quarrelled again over the port of Elmhaven.
"""


class Help(unittest.TestCase):
    def test_every_command_teaches_by_example(self):
        for arguments in ([], ["build"], ["inspect"], ["annotate"], ["date"], ["check"]):
            with self.subTest(arguments):
                process = run(*arguments, "--help")
                self.assertEqual(process.returncode, 0)
                self.assertIn("Examples:", out(process))

    def test_wrong_use_exits_with_2(self):
        for arguments in ([], ["nonsense"], ["build"], ["check"], ["date", "--nonsense"]):
            with self.subTest(arguments):
                process = run(*arguments)
                self.assertEqual(process.returncode, 2, err(process))
                self.assertTrue(err(process))


class Date(unittest.TestCase):
    def test_reads_dates_as_people_write_them(self):
        for text, edtf, earliest, latest in [
            ("1921", "1921", "1921-01-01", "1921-12-31"),
            ("13 October 1921", "1921-10-13", "1921-10-13", "1921-10-13"),
            ("44 BCE", "-0043", "-0043-01-01", "-0043-12-31"),
            ("1914-07/1918-11", "1914-07/1918-11", "1914-07-01", "1918-11-30"),
            ("1914..1918", "1914/1918", "1914-01-01", "1918-12-31"),
            ("1999/..", "1999/..", "1999-01-01", None),
        ]:
            with self.subTest(text):
                process = run("date", text)
                self.assertEqual(process.returncode, 0, out(process))
                self.assertEqual(
                    json.loads(out(process)),
                    {"text": text, "edtf": edtf, "earliest": earliest, "latest": latest},
                )

    def test_negative_years_are_no_options(self):
        process = run("date", "--edtf", "-0043", "-0044-03-15")
        self.assertEqual(process.returncode, 0, err(process))
        self.assertEqual([line["earliest"] for line in json_lines(out(process))],
                         ["-0043-01-01", "-0044-03-15"])

    def test_what_is_no_date_is_said(self):
        process = run("date", "1921", "the cat", "1921-13")
        self.assertEqual(process.returncode, 1)
        lines = json_lines(out(process))
        self.assertEqual(["error" in line for line in lines], [False, True, True])

    def test_reads_lines_from_standard_input(self):
        process = run("date", "--edtf", stdin="1921-03\n\n1921-02-30\r\n193X\n")
        self.assertEqual(process.returncode, 1)
        lines = json_lines(out(process))
        self.assertEqual(["error" in line for line in lines], [False, True, True, False])


class Annotate(unittest.TestCase):
    def check_offsets(self, text, annotated):
        raw = text.encode()
        for kind in ("dates", "actors"):
            for item in annotated[kind]:
                self.assertEqual(raw[item["start"]:item["end"]].decode(), item["text"])

    def test_gives_byte_offsets_into_the_text(self):
        text = "In “Ünye” Türkiye and\u00a0Russia agreed on 13\u00a0October 1992, not in 1993.\n"
        process = run("annotate", stdin=text)
        self.assertEqual(process.returncode, 0, err(process))
        annotated = json.loads(out(process))
        self.check_offsets(text, annotated)
        self.assertEqual([date["edtf"] for date in annotated["dates"]], ["1992-10-13", "1993"])
        self.assertLessEqual({"Turkey", "Russia"}, {actor["name"] for actor in annotated["actors"]})
        self.assertEqual(
            set(annotated["dates"][0]),
            {"start", "end", "text", "edtf", "earliest", "latest", "kind", "grain", "calendar",
             "role", "resolved_from"},
        )
        self.assertEqual(
            set(annotated["actors"][0]), {"start", "end", "text", "id", "name", "type", "evidence"})

    def test_json_lines_are_texts_of_their_own(self):
        lines = [
            {"id": "a", "text": "He came in March 1854."},
            {"id": "b", "text": "She left in June.", "date": "1731"},
            {"text": ""},
        ]
        process = run("annotate", "--jsonl", stdin="\n".join(map(json.dumps, lines)))
        self.assertEqual(process.returncode, 0, err(process))
        answers = json_lines(out(process))
        self.assertEqual([answer.get("id") for answer in answers], ["a", "b", None])
        self.assertEqual([d["edtf"] for d in answers[0]["dates"]], ["1854-03"])
        self.assertEqual([d["edtf"] for d in answers[1]["dates"]], ["1731-06"])
        self.assertEqual(answers[2]["dates"], [])

    def test_a_broken_line_is_named_and_the_rest_goes_on(self):
        process = run("annotate", "--jsonl",
                      stdin='{"text": "In 1700."}\n{broken\n{"text": 7}\n{"text": "In 1701."}\n')
        self.assertEqual(process.returncode, 1)
        self.assertEqual([line["dates"][0]["edtf"] for line in json_lines(out(process))],
                         ["1700", "1701"])
        self.assertIn(":2:", err(process))
        self.assertIn(":3:", err(process))

    def test_survives_any_bytes(self):
        noise = random.Random(7)
        for size in (0, 1, 100, 10_000):
            process = run("annotate", stdin=bytes(noise.randrange(256) for _ in range(size)))
            self.assertIn(process.returncode, (0, 1))
            self.assertTrue(out(process) or err(process))


class Build(TemporaryDirectoryTest):
    def test_indexes_what_can_be_read_and_names_the_rest(self):
        self.write("texts/elmhaven.txt", TEXT)
        self.write("texts/windows.txt", "The caf\xe9 of Elmhaven opened in 1901.\n".encode("cp1252"))
        self.write("texts/wide.txt", "\ufeffA wide text of 1802.\n".encode("utf-16-le"))
        self.write("texts/empty.txt", "")
        self.write("texts/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
        self.write("texts/records.jsonl",
                   '{"id": "one", "title": "One", "text": "It was 1848."}\n{"id": \n'
                   '{"id": "two", "title": "Two", "text": "It was 1849."}\n')
        process = self.build(self.directory / "texts", self.directory / "missing.txt")
        report = out(process) + err(process)
        for expected in ("missing.txt", "picture.txt", "records.jsonl:2", "empty"):
            self.assertIn(expected, report)
        self.assertIn("5 documents", report)

    def test_strict_exits_with_3(self):
        self.write("a.txt", TEXT)
        self.build(self.directory / "a.txt", self.directory / "missing.txt",
                   options=["--strict"], expect=3)

    def test_nothing_to_index_fails_and_leaves_the_old_index(self):
        self.write("a.txt", TEXT)
        self.build(self.directory / "a.txt")
        process = self.build(self.directory / "missing.txt", expect=1)
        self.assertIn("missing.txt", err(process))
        self.assertEqual(run("check", self.directory / "index").returncode, 0)

    def test_dry_run_writes_nothing(self):
        self.write("a.txt", TEXT)
        process = self.build(self.directory / "a.txt", options=["--dry-run"])
        self.assertIn("1 document", out(process))
        self.assertFalse((self.directory / "index").exists())

    def test_two_documents_with_one_id_are_named(self):
        self.write("a.jsonl", '{"id": "x", "title": "First", "text": "One of 1700."}\n')
        self.write("b.jsonl", '{"id": "x", "title": "Second", "text": "Two of 1701."}\n')
        process = self.build(self.directory / "a.jsonl", self.directory / "b.jsonl")
        report = out(process) + err(process)
        self.assertIn("a.jsonl", report)
        self.assertIn("b.jsonl", report)

    def test_one_line_of_fifty_megabytes(self):
        sentence = "In 1746 the fleet of Norland sailed past Elmhaven and did not return. "
        path = self.write("long.txt", sentence * (50_000_000 // len(sentence)))
        script = ("import resource,subprocess,sys; code=subprocess.call(sys.argv[1:]); "
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)")
        process = subprocess.run(
            ["python3", "-c", script, INDEX, "build", "--quiet", "--index",
             str(self.directory / "index"), str(path)],
            capture_output=True, timeout=900, check=False)
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        peak_kilobytes = int(process.stdout.decode().splitlines()[-1])
        if not os.environ.get("FASTI_SANITIZED"):
            self.assertLess(peak_kilobytes, 1_500_000)


class Check(TemporaryDirectoryTest):
    def test_refuses_what_is_no_index(self):
        for make in (lambda: None, lambda: self.write("index/file", "x")):
            make()
            process = run("check", self.directory / "index")
            self.assertEqual(process.returncode, 1)
            self.assertIn("fasti-index build", err(process))

    def test_names_damage(self):
        self.write("a.txt", TEXT)
        self.build(self.directory / "a.txt")
        self.assertEqual(run("check", "--sizes", self.directory / "index").returncode, 0)
        generation = next(p for p in (self.directory / "index").iterdir() if p.is_dir())
        for name in ("texts", "columns", "documents", "manifest.json"):
            with self.subTest(name):
                path = generation / name
                whole = path.read_bytes()
                path.write_bytes(whole[: len(whole) // 2])
                process = run("check", self.directory / "index")
                self.assertEqual(process.returncode, 1, out(process))
                self.assertIn(name, out(process) + err(process))
                path.write_bytes(whole)
        self.assertEqual(run("check", self.directory / "index").returncode, 0)

    def test_refuses_another_format_version(self):
        self.write("a.txt", TEXT)
        self.build(self.directory / "a.txt")
        generation = next(p for p in (self.directory / "index").iterdir() if p.is_dir())
        manifest = json.loads((generation / "manifest.json").read_text())
        manifest["format_version"] = 9999
        (generation / "manifest.json").write_text(json.dumps(manifest))
        process = run("check", self.directory / "index")
        self.assertEqual(process.returncode, 1)
        self.assertIn("9999", out(process) + err(process))
        self.assertIn("fasti-index build", out(process) + err(process))


class Inspect(TemporaryDirectoryTest):
    def test_shows_dates_with_rule_and_place_in_the_file(self):
        path = self.write("elmhaven.txt", TEXT)
        process = run("inspect", "--json", path)
        self.assertEqual(process.returncode, 0, err(process))
        passages = [line for line in json_lines(out(process)) if line["record"] == "passage"]
        self.assertTrue(passages)
        raw = path.read_bytes()
        seen = []
        for passage in passages:
            for date in passage["dates"]:
                begin, end = date["source_bytes"]
                self.assertEqual(raw[begin:end].decode(), date["text"])
                self.assertTrue(date["rule"])
                self.assertTrue(date["resolved_from"])
                seen.append(date["edtf"])
        self.assertIn("1671-05-04", seen)
        self.assertIn("169X", seen)

    def test_shows_coloured_text_too(self):
        process = run("inspect", "--text", self.write("elmhaven.txt", TEXT))
        self.assertEqual(process.returncode, 0, err(process))
        self.assertIn("1671-05-04", out(process))


class Corpus(TemporaryDirectoryTest):
    def test_the_bundled_corpus_builds_without_a_complaint(self):
        process = self.build(SOURCE / "corpus")
        self.assertEqual(err(process), "")
        self.assertNotIn("skipped", out(process).replace("0 skipped", ""))


if __name__ == "__main__":
    unittest.main()
