"""The questions of tests/data/questions.tsv, asked over HTTP of the bundled corpus."""

import pathlib
import tempfile
import unittest
import urllib.parse

from harness import SOURCE, Server, err, run

FIRST = 3        # an answer counts among so many hits
AT_LEAST = 53    # of the questions are answered


def read_questions():
    """[(question, parameters, [(document, words)])]"""
    lines = (SOURCE / "tests" / "data" / "questions.tsv").read_text().splitlines()
    questions = []
    for line in lines:
        if line.startswith("#"):
            continue
        question, parameters, *answers = line.split("\t")
        questions.append((question, urllib.parse.parse_qsl(parameters),
                          [tuple(answer.split("=", 1)) for answer in answers]))
    return questions


def answers(hit, document, words):
    return hit["document"]["id"] == document and words in " ".join(hit["text"].split())


class Questions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        index = pathlib.Path(temporary.name) / "index"
        process = run("build", "--quiet", "--index", index, SOURCE / "corpus")
        if process.returncode != 0:
            raise AssertionError(err(process))
        cls.server = Server(index)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def hits(self, **parameters):
        query = urllib.parse.urlencode({"facets": "", **parameters})
        return self.server.json("/v1/search?" + query)["hits"]

    def test_every_answer_is_a_passage(self):
        for question, _, wanted in read_questions():
            for document, words in wanted:
                with self.subTest(question, document=document, words=words):
                    hits = self.hits(document=document, limit=100)
                    self.assertTrue(any(answers(hit, document, words) for hit in hits))

    def test_readers_find_an_answer_among_the_first_hits(self):
        questions = read_questions()
        misses = []
        for question, parameters, wanted in questions:
            hits = self.hits(q=question, limit=20, **dict(parameters))
            places = [place for place, hit in enumerate(hits, 1)
                      if any(answers(hit, *answer) for answer in wanted)]
            if not places or places[0] > FIRST:
                first = ", ".join(hit["document"]["id"] for hit in hits[:FIRST])
                misses.append(f"{question}: {places[0] if places else 'not found'} ({first})")
        print(f"\n{len(questions) - len(misses)} of {len(questions)} questions answered among the "
              f"first {FIRST}; missed, with the place of the first answer:")
        for miss in misses:
            print("  " + miss)
        self.assertEqual(len(questions), 60)
        self.assertGreaterEqual(len(questions) - len(misses), AT_LEAST)


if __name__ == "__main__":
    unittest.main()
