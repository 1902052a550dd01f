"""script/evaluate on a collection of a few lines."""

import json
import pathlib
import sys
import unittest

from harness import INDEX, SOURCE, TemporaryDirectoryTest, err, out, run

DOCUMENTS = [
    {"id": "kars", "title": "Treaty of Kars", "text": "Signed in October.\n\n" + "Border. " * 200},
    {"id": "straits", "title": "A note", "text": "The treaty on the straits."},
    {"id": "card", "title": "Treaties of peace: a list", "text": ""},
    {"id": "other", "title": "Something else", "text": "Nothing of the kind."},
]


class Evaluate(TemporaryDirectoryTest):
    def evaluate(self, *arguments):
        programs = pathlib.Path(INDEX).parents[1]
        return run(SOURCE / "script" / "evaluate", "--programs", programs, *arguments,
                   program=sys.executable)

    def collection(self):
        lines = "".join(json.dumps(document) + "\n" for document in DOCUMENTS)
        self.write("c/docs.jsonl", lines)
        self.write("c/queries.tsv", "1\ttreaty of kars\n2\tunheard-of\n")
        self.write("c/qrels.txt", "1 0 kars 1\n")
        return self.directory / "c"

    def test_a_run_names_each_document_once_best_first(self):
        run_file = self.directory / "run"
        process = self.evaluate("--run", run_file, self.collection())
        self.assertEqual(process.returncode, 0, err(process))
        lines = [line.split() for line in run_file.read_text().splitlines()]
        self.assertEqual([line[2] for line in lines if line[0] == "1"],
                         ["kars"] + [line[2] for line in lines[1:3]])
        self.assertEqual({line[2] for line in lines if line[0] == "1"},
                         {"kars", "straits", "card"})
        self.assertEqual([line[3] for line in lines if line[0] == "1"], ["1", "2", "3"])
        self.assertNotIn("2", {line[0] for line in lines})

    def test_without_a_scorer_it_says_so(self):
        process = self.evaluate("--scorer", self.directory / "none.py", self.collection())
        self.assertEqual(process.returncode, 0, err(process))
        self.assertIn("nothing was scored", err(process))

    def test_what_is_no_collection_is_refused(self):
        process = self.evaluate(self.directory)
        self.assertEqual(process.returncode, 1)
        self.assertIn("docs.jsonl", err(process))
        self.assertNotIn("Traceback", err(process) + out(process))


if __name__ == "__main__":
    unittest.main()
