"""Papers that are written as they look, in ``papers/*.txt``.

``=== name | genre | flags`` begins one; ``# `` is its title, ``> `` stands at the right, ``~ `` in the
middle, ``## `` is a heading; a row of a table begins with ``|`` (``!|`` where it heads the table),
``<`` joins a field with the one to its left (as the last one does where a row is short), ``^`` with the one above, ``\\n`` breaks the line in it.
``*A|`` is a row for each of A's house but the head, ``@A|`` with the head. Half of the time a line
after ``? `` is left out. ``[[name]]`` begins a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from office_corpus_fourth.marks import LEFT, UP

from office_corpus_fifth.paper import Paper
from office_corpus_fifth.slots import Filler, Who

PAPERS = Path(__file__).resolve().parent / "papers"
LOOKS = {"# ": "title", "> ": "right", "~ ": "center", "##": "head"}
SPARE = 4
"""Rows for the family in an empty form."""


@dataclass(frozen=True)
class Template:
    name: str
    genre: str
    flags: frozenset[str]
    lines: tuple[str, ...]


def _parts(text: str) -> list[tuple[list[str], list[str]]]:
    """The words of each heading line of a file, and the lines below it."""
    found: list[tuple[list[str], list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("=== "):
            found.append(([each.strip() for each in line[4:].split("|")], []))
        elif found:
            found[-1][1].append(line)
    return [(words, "\n".join(lines).strip("\n").split("\n")) for words, lines in found]


def parts(name: str) -> list[tuple[list[str], list[str]]]:
    return _parts((PAPERS / name).read_text(encoding="utf-8"))


@cache
def templates() -> tuple[Template, ...]:
    found = []
    for path in sorted(PAPERS.glob("*.txt")):
        if path.name != "rolls.txt":
            for (name, genre, *flags), lines in parts(path.name):
                words = frozenset(" ".join(flags).split())
                found.append(Template(name, genre, words, tuple(lines)))
    return tuple(found)


def _cells(filler: Filler, text: str) -> list[str]:
    joined = {"<": LEFT, "^": UP}
    cells = [each.strip(" ") for each in text.removesuffix("|").split("|")]
    return [joined.get(each) or filler.fill(each).replace("\\n", "\n") for each in cells]


def _rows(filler: Filler, line: str) -> list[list[str]]:
    """The row, or one for each of a house."""
    if line[0] not in "*@":
        return [_cells(filler, line.removeprefix("!")[1:])]
    rows = []
    home = filler.home(line[1])
    people = home.members if line[0] == "@" else home.members[1:]
    for person, place in people[: SPARE if filler.empty else None]:
        filler.people["M"] = Who(person, home, "本人" if place == "世帯主" else place)
        rows.append(_cells(filler, line[3:]))
    return rows


def _is_row(line: str) -> bool:
    return line.startswith(("|", "!|")) or (line[:1] in ("*", "@") and line[2:3] == "|")


def write(one: Template, paper: Paper, *, empty: bool) -> None:
    filler = Filler(paper, empty)
    rows: list[list[str]] = []
    head = 0

    def close() -> None:
        nonlocal head
        if rows:
            width = max(map(len, rows))
            paper.table([[*row, *[LEFT] * (width - len(row))] for row in rows], head)
        rows.clear()
        head = 0

    for given in one.lines:
        line = given
        if line.startswith("? "):
            if paper.rng.random() < 0.5:
                continue
            line = line[2:]
        if _is_row(line):
            head += line.startswith("!") and len(rows) == head
            rows += _rows(filler, line)
            continue
        close()
        _line(filler, line)
    close()
    if "home" in one.flags and not empty:
        paper.homes = 1


def _line(filler: Filler, line: str) -> None:
    paper = filler.paper
    if line.startswith("# "):
        paper.head(filler.fill(line[2:]))
    elif line.startswith("[["):
        paper.page(line.strip("[]"))
    elif line[:2] in LOOKS:
        paper.line(filler.fill(line.lstrip("#>~").strip()), LOOKS[line[:2]])
    else:
        paper.line(filler.fill(line))
