"""Papers written as text: what a line means.

``# title``, ``> to the right``, ``## heading``; lines that begin with ``|`` are rows of a ruled
table, cells apart by ``|``: ``<`` joins a cell to its left neighbour, ``^`` to the one above,
``\\n`` breaks its line, ``@`` at its start marks boxes for single characters. ``===`` begins a new
page (裏面). ``~`` lines form a pool of which some are taken, in any order; ``?`` lines stand there
or not. ``{slot}`` is asked of a player (``cast``); ``[[a//b]]`` is one of both.

A paper in a file begins with ``@@ name genre options``: ``held`` for the held-out half alone,
``home`` when it shows a household, ``sample`` when a 記入例 may follow, ``ages=k:3-5``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from office_corpus.paper import Cell, Grid, Line, Paper, Sheet

FOLDER = Path(__file__).resolve().parent / "papers"
SLOT = re.compile(r"\{([a-z0-9]+(?:\.[a-z]+)?(?::[^{}]*)?)\}")
CHOICE = re.compile(r"\[\[(.*?)\]\]")
BOXES = "\u200b"
"""Marks a cell whose characters stand in boxes of their own on graph paper; never in a file."""


@dataclass(frozen=True)
class Template:
    """A paper of a file in ``papers``."""

    name: str
    genre: str
    options: frozenset[str]
    text: str

    @property
    def held_out(self) -> bool:
        return "held" in self.options

    @property
    def ages(self) -> dict[str, tuple[int, int]]:
        """Ages by letter of a role, as ``ages=k:3-5`` gives them."""
        found = {}
        for option in self.options:
            if option.startswith("ages="):
                letter, _, span = option[5:].partition(":")
                low, _, high = span.partition("-")
                found[letter] = (int(low), int(high))
        return found


def templates(file: str) -> list[Template]:
    """All of one file, in order."""
    found = []
    for part in re.split(r"(?m)^@@ ", (FOLDER / file).read_text(encoding="utf-8"))[1:]:
        head, _, text = part.partition("\n")
        name, genre, *options = head.split()
        found.append(Template(name, genre.replace("_", " "), frozenset(options), text.strip("\n")))
    return found


def sheets(text: str, say: Callable[[str], str], rng: random.Random, name: str) -> list[Sheet]:
    """The pages of a template, its slots answered by ``say``."""
    pages = []
    for number, page in enumerate(re.split(r"(?m)^===\n", _chosen(text, rng))):
        pages.append(Sheet(name if not number else f"裏面{number}", _blocks(page, say)))
    return pages


def paper(template: Template, say: Callable[[str], str], rng: random.Random) -> Paper:
    """The whole template with one player."""
    return Paper(template.name, sheets(template.text, say, rng, template.name[:24]))


def _chosen(text: str, rng: random.Random) -> str:
    lines: list[str] = []
    pool: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("~"):
            pool.append(line[1:].strip(" "))
            continue
        if pool:
            lines += rng.sample(pool, rng.randint((len(pool) + 1) // 2, len(pool)))
            pool = []
        if not line.startswith("?"):
            lines.append(line)
        elif rng.random() < 0.6:
            lines.append(line[1:].strip(" "))
    joined = "\n".join(lines[:-1])
    return CHOICE.sub(lambda hit: rng.choice(hit[1].split("//")), joined)


def _blocks(page: str, say: Callable[[str], str]) -> list[Line | Grid]:
    found: list[Line | Grid] = []
    rows: list[list[str]] = []
    for line in [*page.split("\n"), None]:
        if line is not None and line.startswith("|"):
            rows.append([cell.strip(" ") for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            found.append(_grid(rows, say))
            rows = []
        if line is not None:
            found.append(_line(_answered(line, say)))
    return found


def _answered(text: str, say: Callable[[str], str]) -> str:
    """Every slot answered, those within slots first."""
    while SLOT.search(text):
        text = SLOT.sub(lambda hit: say(hit[1]), text)
    return text


def _line(text: str) -> Line:
    for mark, style in (("## ", "head"), ("# ", "title"), ("> ", "right")):
        if text.startswith(mark):
            return Line(text[len(mark) :], style)
    return Line(text)


def _grid(rows: list[list[str]], say: Callable[[str], str]) -> Grid:
    width = max(len(row) for row in rows)
    marks = [row + ["<"] * (width - len(row)) for row in rows]
    cells: list[list[Cell | None]] = [[None] * width for _row in marks]
    for y, row in enumerate(marks):
        for x, mark in enumerate(row):
            if mark not in {"<", "^"}:
                across = 1
                while x + across < width and row[x + across] == "<":
                    across += 1
                down = 1
                while y + down < len(marks) and marks[y + down][x] == "^":
                    down += 1
                text = _answered(mark.replace("\\n", "\n"), say)
                text = BOXES + text[1:] if text.startswith("@") else text
                cells[y][x] = Cell(text, down, across)
    return Grid(cells, head=0, tall=True)


def unboxed(page: Sheet) -> Sheet:
    """The same without marks of boxes."""
    return Sheet(page.name, [_unboxed(block) for block in page.blocks])


def _unboxed(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Line):
        return block
    return replace(block, rows=[[_plain(cell) for cell in row] for row in block.rows])


def _plain(cell: Cell | None) -> Cell | None:
    if cell is None or not str(cell.value).startswith(BOXES):
        return cell
    return Cell(str(cell.value)[1:], cell.down, cell.across)
