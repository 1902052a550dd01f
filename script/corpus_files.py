"""Reading the files of a corpus directory, for script/check-corpus and script/make-authority.

A corpus directory holds records, Markdown files that open with front matter in
TOML between two lines `+++`; README.md is no record. extra-actors.tsv, which
may be absent, adds actors about which there is no text. Both together make
authority.tsv, whose columns are COLUMNS.
"""
import dataclasses
import pathlib
import re
import tomllib
import unicodedata

COLUMNS = ("id", "name", "type", "aliases", "ambiguous_aliases", "adjective", "metonyms",
           "parent", "successor_of", "from", "to", "wikidata", "viaf", "cerl", "note")
TYPES = ("person", "state", "organisation", "treaty", "war", "event", "place", "people", "other")
AUTHORITY = "authority.tsv"
EXTRA_ACTORS = "extra-actors.tsv"


@dataclasses.dataclass(frozen=True)
class Problem:
    path: pathlib.Path
    line: int  # from 1
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


@dataclasses.dataclass
class Record:
    path: pathlib.Path
    front: dict
    key_lines: dict  # key of the front matter -> its line in the file
    body: str
    body_line: int  # the line on which the body starts

    @property
    def id(self):
        return self.front.get("id", self.path.stem)

    def line(self, key):
        """The line that states `key`, or the first where none does."""
        return self.key_lines.get(key, 1)


@dataclasses.dataclass
class Row:
    """A row of extra-actors.tsv: its cells by column."""
    path: pathlib.Path
    line: int
    cells: dict

    @property
    def id(self):
        return self.cells["id"]


def read_text(path):
    """(text, None) or (None, Problem)."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, Problem(path, line, f"is not UTF-8: {error.reason} at byte {error.start}")


def read_record(path):
    """(Record, None) or (None, Problem)."""
    text, problem = read_text(path)
    if problem:
        return None, problem
    lines = text.split("\n")
    if lines[0] != "+++":
        return None, Problem(path, 1, "does not open with front matter: a line +++")
    try:
        end = lines.index("+++", 1)
    except ValueError:
        return None, Problem(path, 1, "its front matter is not closed by a line +++")
    try:
        front = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        return None, Problem(path, int(at[1]) + 1 if at else 1, f"front matter: {error}")
    key_lines = {}
    for number, line in enumerate(lines[1:end], start=2):
        key = re.match(r"([\w-]+)\s*=", line)
        if key:
            key_lines.setdefault(key[1], number)
    return Record(path, front, key_lines, "\n".join(lines[end + 1:]), end + 2), None


def read_records(directory):
    """The records of a corpus directory by path, and what is wrong with the files left out."""
    records, problems = [], []
    for path in sorted(directory.rglob("*.md")):
        if path.name == "README.md":
            continue
        record, problem = read_record(path)
        if problem:
            problems.append(problem)
        else:
            records.append(record)
    return records, problems


def read_extra_actors(directory):
    """The rows of extra-actors.tsv, and what is wrong with the others."""
    path = directory / EXTRA_ACTORS
    rows, problems = [], []
    if not path.exists():
        return rows, problems
    text, problem = read_text(path)
    if problem:
        return rows, [problem]
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header_seen:
            header_seen = True
            if tuple(cells) != COLUMNS:
                problems.append(Problem(path, number, "header is not " + " ".join(COLUMNS)))
                return rows, problems
        elif len(cells) != len(COLUMNS):
            problems.append(Problem(
                path, number, f"{len(cells)} columns where the header has {len(COLUMNS)}"))
        else:
            rows.append(Row(path, number, dict(zip(COLUMNS, cells))))
    return rows, problems


def as_list(value):
    return [value] if isinstance(value, str) else list(value or [])


def sides(edtf):
    """The two ends of an EDTF date; an open or unknown side is empty."""
    first, slash, last = edtf.partition("/")
    return tuple("" if side == ".." else side for side in (first, last if slash else first))


def row_of(front):
    """The authority row that front matter makes."""
    first, last = sides(front["dates"][0]) if front.get("dates") else ("", "")
    row = dict.fromkeys(COLUMNS, "")
    row.update({
        "id": front["id"],
        "name": front["title"],
        "type": front["type"],
        "parent": front.get("parent", ""),
        "from": first,
        "to": last,
        "wikidata": front.get("wikidata", ""),
    })
    for key in ("aliases", "ambiguous_aliases", "adjective", "metonyms", "successor_of"):
        row[key] = "|".join(as_list(front.get(key)))
    return row


def authority_tsv(records, extra_rows):
    """The text of authority.tsv: a header and the actors, by id."""
    rows = [row_of(record.front) for record in records] + [row.cells for row in extra_rows]
    rows.sort(key=lambda row: row["id"])
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(row[column] for column in COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def _is_strings(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_string_or_strings(value):
    return isinstance(value, str) or _is_strings(value)


def _is_string(value):
    return isinstance(value, str)


@dataclasses.dataclass(frozen=True)
class Field:
    holds: object  # the check of a value
    wanted: str    # what the check wants, in words
    required: bool = False


FIELDS = {
    "id": Field(_is_string, "a string", required=True),
    "title": Field(_is_string, "a string", required=True),
    "kind": Field(lambda v: v in ("article", "source"), "article or source", required=True),
    "type": Field(lambda v: v in TYPES, "one of " + ", ".join(TYPES), required=True),
    "aliases": Field(_is_strings, "a list of strings", required=True),
    "dates": Field(_is_strings, "a list of EDTF strings", required=True),
    "related": Field(_is_strings, "a list of ids", required=True),
    "ambiguous_aliases": Field(_is_strings, "a list of strings"),
    "adjective": Field(_is_strings, "a list of strings"),
    "metonyms": Field(_is_strings, "a list of strings"),
    "parent": Field(_is_string, "an id"),
    "successor_of": Field(_is_string_or_strings, "an id or a list of ids"),
    "wikidata": Field(lambda v: _is_string(v) and re.fullmatch(r"Q[1-9]\d*", v),
                      "Q and a number"),
    "lang": Field(lambda v: _is_string(v) and re.fullmatch(r"[a-z]{2}", v),
                  "a language code of two letters"),
    "url": Field(lambda v: _is_string(v) and re.match(r"https?://\S+$", v), "a web address"),
    "date": Field(_is_string, "an EDTF string"),
}


def front_matter_problems(record):
    """What is missing, unknown, of the wrong type or unfit for a table cell in the front matter."""
    problems = []

    def add(key, message):
        problems.append(Problem(record.path, record.line(key), message))

    for key, field in FIELDS.items():
        if field.required and key not in record.front:
            add(key, f"{key} is missing")
    for key, value in record.front.items():
        field = FIELDS.get(key)
        if not field:
            add(key, f"{key} is no key of the front matter")
            continue
        if not field.holds(value):
            add(key, f"{key} is not {field.wanted}")
            continue
        for item in as_list(value):
            if not item.strip() or item != item.strip():
                add(key, f'{key} holds "{item}": empty, or blanks at an end')
            elif re.search(r"[\t\n|]", item):
                add(key, f'{key} holds "{item}": tab, line end and | part the cells of a table')
            elif unicodedata.normalize("NFC", item) != item:
                add(key, f'{key} holds "{item}", which is not in normal form C')
        if isinstance(value, list) and len(set(value)) != len(value):
            add(key, f"{key} holds something twice")
    return problems


def corpora(arguments, root):
    """The directories named, else every directory in root/corpus."""
    if arguments:
        return [pathlib.Path(argument) for argument in arguments]
    return sorted(path for path in (root / "corpus").iterdir() if path.is_dir())
