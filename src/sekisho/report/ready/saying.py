"""Readiness in words of one language: levels as marks, grounds as sentences, cells of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sekisho.case.facts import Reason
from sekisho.case.ready import Level, Reach, Remedy
from sekisho.report.model import Cell, Column, Kind, Line, Mark, Span
from sekisho.report.saying import Saying
from sekisho.text import Language, codes

_MARKS = {
    Level.FULL: ("excluded", "○"),
    Level.PARTLY: ("possible", "△"),
    Level.NONE: ("proven", "×"),
}
"""Colour of the mark, and a sign that differs in grey as well."""
_MOMENTS = ("first", "last")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        ("number", "minutes", "serves", "hosts", "days", "per_day", "amount"), "number"
    ),
    **dict.fromkeys(("level", "first"), "word"),
    "files": "code",
    **dict.fromkeys(("grounds", "mend"), "reason"),
}


@dataclass(frozen=True)
class Assessment(Saying):
    """What an assessment is told with."""

    language: Language

    def mark(self, level: Level) -> Mark:
        """A level with its sign."""
        code, sign = _MARKS[level]
        return Mark(code, sign, self.text(f"readiness.mark.{level.word}"))

    def sign(self, level: Level) -> Mark:
        """The sign of a level alone."""
        code, sign = _MARKS[level]
        return Mark(code, sign, "")

    def reason(self, reason: Reason) -> str:
        """Why, with numbers in groups and moments as tables have them."""
        values = {name: self._value(name, one) for name, one in reason.values.items()}
        return self.text(reason.code, **values)

    def _value(self, name: str, value: str) -> str:
        if name in _MOMENTS:
            return self.words.stamp(datetime.fromisoformat(value))[:-3]
        return self.words.number(int(value)) if value.isdecimal() else value

    def source(self, reach: Reach) -> str:
        """A kind of record in words, with the channel of Windows where it is one."""
        dataset, _, channel = reach.what.partition(" ")
        code = f"report.kind.{dataset.partition('.')[2]}"
        words = self.text(code if code in codes(self.language) else "report.kind.other")
        short = channel.removeprefix("Microsoft-Windows-").removesuffix("/Operational")
        return self.text("readiness.channel", kind=words, channel=short) if channel else words

    def who(self, remedy: Remedy) -> str:
        """Who acts."""
        return self.text(f"readiness.who.{remedy.who}")

    def what(self, remedy: Remedy) -> str:
        """What is to be done."""
        return self.text(f"readiness.remedy.{remedy.name}")

    def columns(self, *names: str) -> tuple[Column, ...]:
        """Columns of a table."""
        return tuple(
            Column(self.text(f"readiness.column.{name}"), _KINDS.get(name, "text"))
            for name in names
        )


def cell(text: object, key: object = None) -> Cell:
    """A cell of one line."""
    return Cell(((Span(str(text)),),), None if key is None else str(key))


def cells(lines: Iterable[Line]) -> Cell:
    """A cell of several lines, a dash where there are none."""
    return Cell(tuple(lines) or ((Span("–"),),))
