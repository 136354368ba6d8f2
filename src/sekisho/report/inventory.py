"""The inventory on a page for people: what is where, what should not be there, what is unknown.

Built like every report; it names no person. All rows stand in ``inventory.jsonl``; the page shows
the documents with the most persons where there are too many to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sekisho.case.facts import Count
from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory.noted import Noted, Some
from sekisho.personal.inventory.row import Row
from sekisho.report.html import html
from sekisho.report.model import (
    Box,
    Bullets,
    Cell,
    Column,
    Document,
    Figure,
    Figures,
    Kind,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
)
from sekisho.report.saying import Saying
from sekisho.rulebook import Rulebook
from sekisho.text import Language, codes

_KIND: Mapping[str, Kind] = {"document": "code", "persons": "number", "households": "number",
                             "class": "word", "reasons": "reason"}  # fmt: skip


def page(
    noted: Noted,
    told: Mapping[str, Any],
    language: Language,
    rulebook: Rulebook,
    now: datetime,
) -> bytes:
    """``inventory.html`` (UTF-8). ``told``: the summary of the inventory; ``now``: when it was
    made. The same inventory gives the same bytes."""
    return html(document(noted, told, language, rulebook, now))


def document(
    noted: Noted,
    told: Mapping[str, Any],
    language: Language,
    rulebook: Rulebook,
    now: datetime,
) -> Document:
    """The page apart from its format."""
    writer = _Writer(language)
    town = rulebook.town.name
    head: list[Line] = [(Span(town),)] if town else []
    return Document(
        language=language,
        title=writer.text("report.inventory.title"),
        stamp=writer.text("report.internal.stamp"),
        head=(*head, (Span(writer.words.as_of(now)),)),
        opening=_opening(writer, told, noted.unread.count),
        sections=(
            _against(writer, noted.against),
            _holding(writer, noted.holding),
            _unread(writer, noted.unread),
        ),
    )


@dataclass(frozen=True)
class _Writer(Saying):
    """Sentences of one language."""

    language: Language

    def kind(self, name: str) -> str:
        code = f"personal.kind.{name}"
        return self.text(code) if code in codes(self.language) else name

    def reason(self, one: Reason) -> str:
        values = {
            key: "、".join(map(self.kind, value.split(", "))) if key == "kinds" else value
            for key, value in one.values.items()
        }
        return self.text(one.code, **values)

    def bounds(self, bounds: Bounds | None, unit: str) -> Cell:
        if bounds is None:
            return _cell(self.text("report.count.unknown"), key="-1")
        count = Count(bounds.low, bounds.high)
        return _cell(self.words.counted(count, f"report.unit.{unit}"), key=str(bounds.high))

    def table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
        return Table(
            self.text(f"report.inventory.{name}.title"),
            tuple(Column(self.text(f"report.inventory.column.{one}"), _KIND.get(one, "text"))
                  for one in columns),
            tuple(rows),
            empty=(Span(self.text(f"report.inventory.{name}.none")),),
        )  # fmt: skip


def _cell(text: str, key: str | None = None) -> Cell:
    return Cell(((Span(text or "–"),),), key)


def _lines(texts: Sequence[str]) -> Cell:
    return Cell(tuple((Span(text),) for text in texts) or ((Span("–", "muted"),),))


def _opening(writer: _Writer, told: Mapping[str, Any], unread: int) -> tuple[Box | Figures, ...]:
    mentions, persons = told["mentions"], told["persons"]
    figures = [
        ("documents", str(told["with_persons"]), ""),
        ("table", _range(mentions["table"]), writer.text("report.inventory.twice")),
        ("text", _range(mentions["text"]), writer.text("report.inventory.doubtful")),
        (
            "distinct",
            writer.text("report.count.unknown") if persons is None else _range(persons),
            writer.text("report.inventory.no_key") if persons is None else "",
        ),
        ("unread", str(unread), writer.text("report.inventory.unknown_there") if unread else ""),
    ]
    shown = Figures(
        tuple(
            Figure((Span(writer.text(f"report.inventory.figure.{name}")),), value, note)
            for name, value, note in figures
        )
    )
    lines = [(Span(writer.text(f"report.inventory.read.{name}")),) for name in _READ]
    return shown, Box("doubt", writer.text("report.inventory.read"), (Bullets(tuple(lines)),))


_READ = ("bounds", "apart", "proposals", "masked")
"""What has to be known before the numbers are used."""


def _range(bounds: Mapping[str, int]) -> str:
    low, high = bounds["low"], bounds["high"]
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _against(writer: _Writer, rows: Some) -> Section:
    found = [
        (
            _cell(row.path),
            writer.bounds(row.persons, "persons"),
            _lines([writer.reason(one) for one in row.findings]),
        )
        for row in rows.rows
    ]
    columns = ("document", "persons", "reasons")
    return _section(writer, "against", columns, found, rows.count)


def _holding(writer: _Writer, rows: Some) -> Section:
    found = [
        (
            _cell(row.path),
            writer.bounds(row.persons, "persons"),
            writer.bounds(row.households, "households"),
            _cell("、".join(writer.kind(kind) for kind in row.kinds)),
            _cell(row.class_),
            _cell(" / ".join(_where(writer, row))),
            _lines([writer.reason(one) for one in (*row.grounds, *row.doubts)]),
        )
        for row in rows.rows
    ]
    columns = ("document", "persons", "households", "kinds", "class", "where", "reasons")
    return _section(writer, "holding", columns, found, rows.count)


def _where(writer: _Writer, row: Row) -> list[str]:
    place = writer.text(f"report.inventory.place.{row.place}")
    return [place, *(one for one in (row.host, row.zone, row.owner) if one)]


def _unread(writer: _Writer, rows: Some) -> Section:
    found = [
        (_cell(row.path), _lines([writer.reason(one) for one in row.reasons[:3]]))
        for row in rows.rows
    ]
    return _section(writer, "unread", ("document", "reasons"), found, rows.count)


def _section(
    writer: _Writer,
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    count: int,
) -> Section:
    """A table of rows, and how many of all ``count`` are not in it."""
    title = writer.text(f"report.inventory.{name}.title")
    blocks: list[Table | Paragraph] = [writer.table(name, columns, rows)]
    if count > len(rows):
        blocks.append(writer.paragraph("report.inventory.more", count=count - len(rows)))
    return Section(name, title, tuple(blocks))
