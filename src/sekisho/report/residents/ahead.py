"""今後の対応, and 問い合わせ先: for the town to fill in."""

from __future__ import annotations

from sekisho.report.model import Bullets, Line, Pairs, Section, Span
from sekisho.report.writer import Writer

_OPEN = ("persons", "authorities", "measures", "discipline")


def ahead(writer: Writer) -> Section:
    """What the town decides, marked 未定 point by point."""
    lines = tuple(writer.undecided(f"report.public.ahead_{name}") for name in _OPEN)
    return Section("ahead", writer.text("report.public.ahead"), (Bullets(lines),))


def contact(writer: Writer) -> Section:
    """Whom to ask, from the rulebook where it says so."""
    town = writer.rulebook.town
    rows = (
        (writer.text("report.public.department"), (_given(writer, town.department, "department"),)),
        (writer.text("report.public.telephone"), (_given(writer, town.telephone, "telephone"),)),
    )
    return Section("contact", writer.text("report.public.contact"), (Pairs(rows),))


def _given(writer: Writer, value: str, name: str) -> Line:
    return (Span(value),) if value else writer.undecided(f"report.public.{name}")
