#!/usr/bin/env python3
"""Make the 700 queries of the comparison out of the words of its passages.

usage: queries.py PASSAGES OUT

PASSAGES is what `compare_fasti export` writes; an even sample of it is read. A line of OUT:
number, kind, how ("all", "any", "phrase" or "prefix"), words, actor, decade; parted by tabs.
The kinds take turns. Only words are used that are seldom capitalised, since a name of an actor
asks Fasti for more than its words. The same passages give the same queries.
"""
import collections
import itertools
import random
import re
import sys

SEED = 1648
EACH = 100
SAMPLE = 30_000
PREFIX = 5
MOST_BEGINNINGS = 150  # in the sample
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[0-9]+")
FUNCTION_WORDS = set("""a about after all also an and any are as at be been before between but by
can could did do does for from had has have he her his how i if in into is it its no not of on or
our s she should so such than that the their them then there these they this those to was we were
what when where which while who whom whose why will with would you your""".split())


class Corpus:
    """A sample of the passages, and how many of them have each word."""

    def __init__(self, path):
        self.passages = []
        self.holders, capitals = collections.Counter(), collections.Counter()
        self.pairs = collections.Counter()
        with open(path, "rb") as lines:
            every = max(1, sum(1 for _ in lines) // SAMPLE)
        with open(path, encoding="utf-8") as lines:
            for line in itertools.islice(lines, 0, None, every):
                _, _, _, text, actors, _, decades = line.rstrip("\n").split("\t")
                written = WORD.findall(text)
                words = [word.lower() for word in written]
                self.holders.update(set(words))
                capitals.update({word.lower() for word in written if word[0].isupper()})
                self.pairs.update(set(zip(words, words[1:])))
                self.passages.append((words, actors.split("|") if actors else [],
                                      decades.split("|") if decades else []))
        self.plain = {word for word, count in self.holders.items()
                      if re.fullmatch("[a-z]{3,}", word) and word not in FUNCTION_WORDS
                      and capitals[word] < count / 5}
        self.size = len(self.passages)
        self.beginnings = collections.Counter(word[:PREFIX] for word in self.holders)

    def band(self, least, most):
        """The plain words that a share of the passages between the two has."""
        return {word for word in self.plain if least <= self.holders[word] / self.size <= most}


class Maker:
    def __init__(self, corpus):
        self.corpus = corpus
        self.random = random.Random(SEED)
        self.rare_words = sorted(corpus.band(2.1 / corpus.size, 0.0006))
        self.common_words = sorted(corpus.band(0.02, 0.25))
        self.middling = corpus.band(0.001, 0.05)
        self.middling_words = sorted(self.middling)
        self.telling = corpus.band(0.0005, 0.25)

    def passage(self):
        return self.random.choice(self.corpus.passages)

    def some(self, words, among, count):
        """That many distinct words of a passage, in the order of the text; None when too few."""
        found = list(dict.fromkeys(word for word in words if word in among))
        if len(found) < count:
            return None
        return " ".join(found[i] for i in sorted(self.random.sample(range(len(found)), count)))

    def rare(self):
        return "all", self.random.choice(self.rare_words), "", ""

    def common(self):
        return "all", self.random.choice(self.common_words), "", ""

    def both(self):
        words = self.some(self.passage()[0], self.middling, 2)
        return words and ("all", words, "", "")

    def question(self):
        words = self.some(self.passage()[0], self.telling, self.random.randint(3, 5))
        return words and ("any", words, "", "")

    def phrase(self):
        """Two words, or three of which the one between may be a function word."""
        words = self.passage()[0]
        length = self.random.randint(2, 3)
        at = self.random.randrange(max(1, len(words) - length))
        part = words[at:at + length]
        plain = self.corpus.plain
        ends = len(part) == length and part[0] in plain and part[-1] in plain
        inner = all(word in plain or word in FUNCTION_WORDS for word in part)
        frequent = all(self.corpus.pairs[pair] > 2 for pair in zip(part, part[1:]))
        return ("phrase", " ".join(part), "", "") if ends and inner and frequent else None

    def prefix(self):
        """The beginning of a longer word; of few enough words that Fasti takes it."""
        word = self.random.choice(self.middling_words)
        few = self.corpus.beginnings[word[:PREFIX]] <= MOST_BEGINNINGS
        return ("prefix", word[:PREFIX], "", "") if len(word) > PREFIX + 1 and few else None

    def filtered(self):
        words, actors, decades = self.passage()
        asked = self.some(words, self.telling, self.random.randint(1, 2))
        if not asked or not actors or not decades:
            return None
        if self.random.random() < 0.5:
            return "all", asked, self.random.choice(actors), ""
        return "all", asked, "", self.random.choice(decades)


KINDS = {"rare word": Maker.rare, "common word": Maker.common, "two words, both": Maker.both,
         "three to five, any": Maker.question, "phrase": Maker.phrase, "prefix": Maker.prefix,
         "words and filter": Maker.filtered}


def make(maker, kind, seen):
    while True:
        query = KINDS[kind](maker)
        if query and query not in seen:
            seen.add(query)
            return query


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: queries.py PASSAGES OUT")
    maker = Maker(Corpus(sys.argv[1]))
    seen = set()
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for number in range(EACH * len(KINDS)):
            kind = list(KINDS)[number % len(KINDS)]
            out.write("\t".join([str(number), kind, *make(maker, kind, seen)]) + "\n")


if __name__ == "__main__":
    main()
