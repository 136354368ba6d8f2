"""下見の結果: its sentences, cells and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.gates.words import meaning, title_in
from sekisho.report.model import Cell, Column, Kind, Line, Span, Table
from sekisho.report.saying import Saying
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say

MOST = 500
"""Rows of a table that somebody can still read through."""
NAMES = 3
"""Names in one cell; the others are counted."""
WIDE = 60
"""Signs of a rule's words in the table of all gates."""
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("count", "per_day", "hosts_count", "people_count"), "number"),
    **dict.fromkeys(("first", "hours"), "word"),
    **dict.fromkeys(("code", "to", "place"), "code"),
}


@dataclass(frozen=True)
class Writer(Saying):
    """Sentences and cells of one language."""

    rulebook: Rulebook
    language: Language

    def text(self, code: str, /, **values: object) -> str:
        """The sentence of a code of this page."""
        return say(f"report.trial.{code}", self.language, **values)

    def gate(self, name: str) -> str:
        """The name of a gate."""
        return say(f"gates.gate.{name}", self.language)

    def rule(self, gate: str, code: str, most: int | None = None) -> Cell:
        """A rule in words and by its code; ``most``: signs of the words."""
        said = meaning(gate, code, self.rulebook, self.language)
        if most is not None and len(said) > most:
            said = f"{said[: most - 1]}…"
        return cells([said] if said else [], code)

    def minute(self, moment: datetime | None) -> Cell:
        """A moment, to the minute."""
        if moment is None:
            return cell("–")
        return Cell(((Span(self.words.stamp(moment)[:-3]),),), moment.isoformat())

    def number(self, number: float) -> Cell:
        """A number, sorted as one."""
        return cell(f"{number:,}", str(number))

    def hosts(self, hosts: Sequence[str]) -> Cell:
        """Some names, and how many more."""
        more = [self.text("more_hosts", count=len(hosts) - NAMES)] if hosts[NAMES:] else []
        return cells([*hosts[:NAMES], *more] or [self.text("no_host")])

    def title(self, title: str) -> Cell:
        """The title of a finding."""
        return cell(title_in(title, self.language))

    def table(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
        """A table; of very many rows the first."""
        made = tuple(rows)
        cut = self.text("cut", shown=MOST, count=len(made)) if len(made) > MOST else ""
        return Table(
            self.text(f"{name}.caption") + cut,
            tuple(Column(self.text(f"column.{one}"), _KINDS.get(one, "text")) for one in columns),
            made[:MOST],
            empty=(Span(self.text(f"{name}.none")),) if not made else (),
        )


def cell(text: str, key: str | None = None) -> Cell:
    """A cell of one line; ``key``: what it is sorted by."""
    return Cell(((Span(text or "–"),),), key)


def cells(texts: Iterable[str], code: str = "") -> Cell:
    """A cell of lines, a code below them."""
    lines: list[Line] = [(Span(text),) for text in texts]
    return Cell(tuple([*lines, (Span(code, "code"),)] if code else lines))
