"""事案の原因となりうる不備: what the town itself names, in its own parts."""

from __future__ import annotations

from sekisho.case.sheet.entries import Fault
from sekisho.report import pending
from sekisho.report.model import Bullets, Section
from sekisho.report.response.publishable import said, sentence
from sekisho.report.writer import Writer


def faults(writer: Writer, *, public: bool) -> tuple[Section, ...]:
    """The faults of the sheet by heading; else what the town still has to name."""
    sheet = writer.case.sheet
    if sheet is None or not sheet.faults:
        return pending.faults(writer)
    grouped: dict[str, list[Fault]] = {}
    for one in sheet.faults:
        grouped.setdefault(one.heading or writer.text("response.faults.other"), []).append(one)
    return tuple(
        _part(writer, number, heading, mine, public=public)
        for number, (heading, mine) in enumerate(grouped.items(), 1)
    )


def _part(writer: Writer, number: int, heading: str, mine: list[Fault], *, public: bool) -> Section:
    lines = [
        said(writer, sentence(writer, one.text), marked=one.public, public=public) for one in mine
    ]
    return Section(f"faults-{number}", heading, (Bullets(tuple(dict.fromkeys(lines))),))
