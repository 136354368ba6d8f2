"""捜査機関及び委託事業者による調査: what others found, under their name, date and status."""

from __future__ import annotations

from sekisho.case.sheet.entries import OthersFinding
from sekisho.report.model import Block, Bullets, Line, Paragraph, Section
from sekisho.report.pending import undecided
from sekisho.report.response.publishable import identifies, said, sentence
from sekisho.report.writer import Writer

_EXPECTED = ("police", "contractor")
"""Both records of the kind name these; while one is missing its place stays open."""


def others(writer: Writer, *, public: bool) -> Section:
    """Their findings, each a part of its own; never among ours."""
    sheet = writer.case.sheet
    found = sheet.findings if sheet else ()
    missing = [kind for kind in _EXPECTED if kind not in {one.kind for one in found}]
    blocks: tuple[Block, ...] = (writer.note("response.others.note"),) if found else ()
    blocks += (undecided(writer, *missing),) if missing else ()
    parts = tuple(_part(writer, number, one, public=public) for number, one in enumerate(found, 1))
    return Section("others", writer.text("report.part.others"), blocks, parts)


def _part(writer: Writer, number: int, one: OthersFinding, *, public: bool) -> Section:
    lines: list[Line] = [
        said(writer, sentence(writer, text), marked=one.public, public=public) for text in one.text
    ]
    unique = tuple(dict.fromkeys(lines))
    day = writer.words.day(one.date) if one.date else None
    about = writer.line(
        "response.others.about",
        date=day or writer.text("told.unknown"),
        status=writer.text(f"sheet.status.{one.status}")
        if one.status
        else writer.text("response.others.no_status"),
    )
    hidden = public and (not one.public or identifies(writer, one.author))
    author = writer.text(f"response.others.kind.{one.kind}") if hidden else one.author
    title = writer.text("response.others.by", author=author)
    return Section(f"others-{number}", title, (Paragraph((*about,)), Bullets(unique)))
