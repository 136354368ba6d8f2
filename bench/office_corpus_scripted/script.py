"""Papers as they look in ``papers/AUTHOR/*.txt``, and how they are read.

``=== name | genre | family | kept | flags`` begins one. ``@ A family 9 6`` casts A (``cast``);
``@rows 12-20 P kid 7 11`` casts P for each row of a list; ``@by``, ``@sort``, ``@page``, ``@spare``
and ``@shape`` say how the list is laid out (``draw``), ``@here`` that all live in one hamlet,
``@with Q far 50 80 / R one 30 60`` casts more for each row, ``@at`` says in which towns such a paper
may be, and ``@title`` names a file without a title. ``# `` is the title, ``## `` a heading, ``> ``
stands at the right, ``~ `` in the middle; ``[[name]]`` begins a page; half of the time a line after
``? `` is left out.

``|`` begins a row of a table, ``!|`` one that heads it; ``←`` joins a field with the one to its left
(so does a short row's end), ``↑`` with the one above, ``\\n`` breaks the line in it; ``4=`` before it
makes it four squares wide. ``*|`` is the row of each in a list, ``%|`` one before each group,
``_|`` one behind each, ``-|`` one of nobody somewhere between them, ``=|`` one at the end, ``&A|`` a row for each of A's house, ``+A|`` for each but A. ``* ``, ``% ``
and ``+A `` are the same as lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAPERS = Path(__file__).resolve().parent / "papers"
AUTHORS = ("sixth", "seventh", "eighth")
"""In the order in which they wrote."""
ROW = re.compile(r"([-!*%=_]|[&+][A-Z])?\|(.*?)\|?$")
LINE = re.compile(r"([*%]|[&+][A-Z]|#|##|>|~) (.*)$")


@dataclass(frozen=True)
class Step:
    """A line of a paper: ``sign`` tells what it is, ``cells`` are its fields (none: no table)."""

    sign: str
    text: str
    cells: tuple[str, ...] | None
    perhaps: bool


@dataclass(frozen=True)
class Script:
    """``casts``: letter and words; ``said``: what the lines after ``@`` say."""

    name: str
    genre: str
    family: str
    kept: str
    flags: frozenset[str]
    casts: tuple[tuple[str, tuple[str, ...]], ...]
    said: dict[str, str]
    steps: tuple[Step, ...]


def step(line: str) -> Step:
    text = line.removeprefix("? ")
    perhaps = text != line
    if hit := ROW.match(text):
        cells = tuple(each.strip(" ") for each in hit[2].split("|"))
        return Step(hit[1] or "|", "", cells, perhaps)
    if hit := LINE.match(text):
        return Step(hit[1], hit[2], None, perhaps)
    if text.startswith("[["):
        return Step("[[", text.strip("[]"), None, perhaps)
    return Step("", text, None, perhaps)


def script(head: str, lines: list[str]) -> Script:
    name, genre, family, kept, *flags = [each.strip() for each in head.split("|")]
    casts = []
    said: dict[str, str] = {}
    steps = []
    for line in lines:
        key, _, words = line.partition(" ")
        if key == "@":
            casts.append((words[0], tuple(words[1:].split())))
        elif key.startswith("@"):
            said[key[1:]] = words
        else:
            steps.append(step(line))
    return Script(name, genre, family, kept, frozenset(" ".join(flags).split()), tuple(casts), said, tuple(steps))  # fmt: skip


@cache
def scripts(author: str) -> tuple[Script, ...]:
    """The papers of one. Raises ValueError for a name that no folder bears."""
    if author not in AUTHORS:
        raise ValueError(f"{author}: one of {', '.join(AUTHORS)}")
    found = []
    for path in sorted((PAPERS / author).glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            head, _, body = part.partition("\n")
            found.append(script(head, body.strip("\n").split("\n")))
    return tuple(found)
