#!/usr/bin/env python3
"""Cut the corpus of the comparison out of three archives, as JSON Lines for `fasti-index build`.

usage: corpus.py --data DIR --passages N --out FILE

DIR holds
  frus-tei.tar.xz               Foreign Relations of the United States, TEI
  presidential-speeches.tar.xz  YYYY-MM-DD-title.txt
  un-general-debate.tar.xz      Session NN - YYYY/CCC_NN_YYYY.txt
The documents are shuffled with a fixed seed, so that a smaller corpus is a fair part of a larger
one, and taken until they make about N passages. When the archives hold fewer, all their documents
come again as copies, marked by "-copy-2" after the id and "(copy 2)" after the title, and so on.
"""
import argparse
import io
import itertools
import json
import pathlib
import random
import re
import sys
import tarfile
import xml.etree.ElementTree as ElementTree

ARCHIVES = ("frus-tei.tar.xz", "presidential-speeches.tar.xz", "un-general-debate.tar.xz")
WORDS_A_PASSAGE = 82  # as fasti-index cuts these texts
SEED = 1815
TEI = "{http://www.tei-c.org/ns/1.0}"
BLOCKS = {TEI + name for name in ("p", "head", "dateline", "opener", "closer", "salute", "signed",
                                  "item", "row", "list", "table", "quote", "postscript")}
LEFT_OUT = {TEI + "note", TEI + "pb"}


def members(archive):
    """(name, bytes) of the files in an archive."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                yield member.name, tar.extractfile(member).read()


def words_of(element, out):
    """The element's text into `out`, blocks parted by blank lines."""
    block = element.tag in BLOCKS
    if block:
        out.append("\n\n")
    if element.tag not in LEFT_OUT:
        out.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            words_of(child, out)
            out.append(re.sub(r"\s+", " ", child.tail or ""))
    if block:
        out.append("\n\n")


def text_of(element):
    out = []
    words_of(element, out)
    return re.sub(r" *\n\s*\n\s*", "\n\n", "".join(out)).strip()


def frus(archive):
    for name, content in members(archive):
        volume = pathlib.PurePath(name).stem
        unnamed = itertools.count(1)
        for _, element in ElementTree.iterparse(io.BytesIO(content)):
            if element.tag != TEI + "div" or element.get("type") != "document":
                continue
            head = element.find(TEI + "head")
            title = "" if head is None else re.sub(r"\s+", " ", text_of(head))
            if head is not None:
                element.remove(head)
            dates = (date.get("when") for date in element.iter(TEI + "date"))
            date = next((when[:10] for when in dates if when), None)
            number = (element.get("{http://www.w3.org/XML/1998/namespace}id")
                      or f"unnamed-{next(unnamed)}")
            yield {"id": f"{volume}-{number}", "title": title or f"{volume} {number}",
                   "date": date, "text": text_of(element)}
            element.clear()


def speeches(archive):
    for name, content in members(archive):
        stem = pathlib.PurePath(name).stem
        yield {"id": stem, "title": stem[11:].replace("-", " ").capitalize(), "date": stem[:10],
               "text": content.decode("utf-8-sig", "replace")}


def debates(archive):
    for name, content in members(archive):
        found = re.search(r"/([A-Z]+)_(\d+)_(\d{4})\.txt$", name)
        if not found or pathlib.PurePath(name).name.startswith("._"):
            continue
        country, session, year = found.groups()
        yield {"id": f"un-{session}-{country.lower()}",
               "title": f"General debate of {year}, session {int(session)}: {country}",
               "date": year, "text": content.decode("utf-8-sig", "replace")}


def all_documents(data):
    documents = [document for read, archive in zip((frus, speeches, debates), ARCHIVES)
                 for document in read(data / archive) if document["text"].strip()]
    documents.sort(key=lambda document: document["id"])
    random.Random(SEED).shuffle(documents)
    return documents


def marked(document, copy):
    if copy == 1:
        return document
    return {**document, "id": f"{document['id']}-copy-{copy}",
            "title": f"{document['title']} (copy {copy})"}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--passages", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    missing = [name for name in ARCHIVES if not (options.data / name).is_file()]
    if missing:
        sys.exit(f"{options.data} lacks {', '.join(missing)}")
    documents = all_documents(options.data)
    words, copy, taken = 0, 0, 0
    with options.out.open("w", encoding="utf-8") as out:
        while words < options.passages * WORDS_A_PASSAGE:
            copy += 1
            for document in documents:
                if words >= options.passages * WORDS_A_PASSAGE:
                    break
                out.write(json.dumps(marked(document, copy), ensure_ascii=False) + "\n")
                words += len(document["text"].split())
                taken += 1
    print(f"{taken} documents, {words} words, copies {copy}")


if __name__ == "__main__":
    main()
