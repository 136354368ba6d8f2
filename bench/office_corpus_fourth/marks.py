"""A paper while it is written: blocks of text in which true values are marked.

A mark is a sign of the supplementary private area (its number that of the fact) before the value
and :data:`END` after it. No font, file or reader ever sees one: :func:`plain` takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from office_corpus.truth import Fact

FIRST, END = 0xF0000, "\ue001"
LEFT, UP = "\ue010", "\ue011"
"""A field of a table merged with the one to its left, or above."""
_MARK = re.compile(f"[{chr(FIRST)}-{chr(FIRST + 0xFFFD)}]|{END}")


def plain(text: str) -> str:
    """Without marks."""
    return _MARK.sub("", text)


@dataclass(frozen=True)
class Line:
    """A paragraph; ``look``: title, head, right, center, small or nothing."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of equal length; ``head``: how many of them are headings; ``square``: how wide each
    column is, in half-width signs, where a form is ruled like squared paper (0: as its text)."""

    rows: list[list[str]]
    head: int = 1
    square: float = 0

    def clean(self) -> list[list[str]]:
        """What stands in the fields, without marks; nothing in those that are merged away."""
        return [["" if each in (LEFT, UP) else plain(each) for each in row] for row in self.rows]

    def merges(self) -> Iterator[tuple[int, int, int, int]]:
        """First row, first column, last row, last column of each merged field, from 0."""
        for r, row in enumerate(self.rows):
            for c, each in enumerate(row):
                right, below = c, r
                if each in (LEFT, UP):
                    continue
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                while below + 1 < len(self.rows) and self.rows[below + 1][c] == UP:
                    below += 1
                if (right, below) != (c, r):
                    yield r, c, below, right


@dataclass(frozen=True)
class Break:
    """A new page, or a new sheet of this name."""

    name: str


Block = Line | Table | Break


@dataclass
class Marked:
    """Blocks, and the truth that grows while values are written."""

    blocks: list[Block] = field(default_factory=list, kw_only=True)
    facts: list[Fact] = field(default_factory=list, kw_only=True)
    title: str = field(default="", kw_only=True)
    homes: int | None = field(default=None, kw_only=True)

    def mark(self, kind: str, surface: str, value: str) -> str:
        self.facts.append(Fact(kind, surface, value))
        return f"{chr(FIRST + len(self.facts) - 1)}{surface}{END}"

    def line(self, text: str, look: str = "") -> None:
        self.blocks.append(Line(text, look))

    def head(self, title: str) -> None:
        self.title = plain(title)
        self.line(title, "title")

    def table(self, rows: Sequence[Sequence[str]], head: int = 1, square: float = 0) -> None:
        """Short rows are filled up with empty fields."""
        width = max(map(len, rows))
        filled = [[*row, *[""] * (width - len(row))] for row in rows]
        self.blocks.append(Table(filled, head, square))

    def page(self, name: str) -> None:
        self.blocks.append(Break(name))

    def marked(self) -> str:
        """All text with its marks: a line a row, fields apart by tabs."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Line):
                lines += block.text.split("\n")
            elif isinstance(block, Table):
                for row in block.rows:
                    cells = ["" if each in (LEFT, UP) else each.replace("\n", " ") for each in row]
                    lines.append("\t".join(cells).rstrip("\t"))
        return "\n".join(lines)

    @property
    def text(self) -> str:
        return plain(self.marked())

    @property
    def persons(self) -> int:
        return len({fact.value for fact in self.facts if fact.kind == "name"})

    def spans(self) -> list[tuple[Fact, int, int]]:
        """Each value where it was written: the fact, its first character and the one behind it."""
        found: list[tuple[Fact, int, int]] = []
        at, begun = 0, (-1, 0)
        for sign in self.marked():
            if sign == END:
                found.append((self.facts[begun[0]], begun[1], at))
            elif ord(sign) >= FIRST and ord(sign) < FIRST + len(self.facts):
                begun = (ord(sign) - FIRST, at)
            else:
                at += 1
        return found

    def sound(self) -> bool:
        """Every value stands where it was marked and nowhere else (but within a value of its
        kind): 実 as a given name alone would else be asked for in 実施."""
        text, spans = self.text, self.spans()
        if len(spans) != len(self.facts):
            return False
        inside: dict[str, set[int]] = {}
        for fact, start, end in spans:
            if text[start:end] != fact.surface:
                return False
            inside.setdefault(fact.kind, set()).update(range(start, end))
        for fact in dict.fromkeys(self.facts):
            at = text.find(fact.surface)
            while at >= 0:
                if not set(range(at, at + len(fact.surface))) <= inside[fact.kind]:
                    return False
                at = text.find(fact.surface, at + 1)
        return True
