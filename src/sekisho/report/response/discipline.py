"""担当者及び関係者の処分: posts, never names; measure, article and reasons as decided."""

from __future__ import annotations

from sekisho.case.sheet.entries import Discipline
from sekisho.report import pending
from sekisho.report.model import Line, Pairs, Section, Span
from sekisho.report.response.publishable import said
from sekisho.report.writer import Writer

Row = tuple[str, tuple[Line, ...]]


def discipline(writer: Writer, *, public: bool) -> Section:
    """Each measure by itself; 未定 while none is decided."""
    sheet = writer.case.sheet
    if sheet is None or not sheet.discipline:
        return pending.discipline(writer)
    parts = tuple(
        Section(
            f"discipline-{number}",
            _title(writer, one, public=public, number=number),
            (Pairs(_rows(writer, one, public=public)),),
        )
        for number, one in enumerate(sheet.discipline, 1)
    )
    return Section("discipline", writer.text("report.part.discipline"), (), parts)


def _title(writer: Writer, one: Discipline, *, public: bool, number: int) -> str:
    if public and not one.public:
        return writer.text("response.discipline.of", number=number)
    if not one.part:
        return one.post
    return writer.text("response.discipline.title", part=one.part, post=one.post)


def _rows(writer: Writer, one: Discipline, *, public: bool) -> tuple[Row, ...]:
    if public and not one.public:
        return ((writer.text("response.discipline.measure"),
                 (writer.undecided("response.not_marked"),)),)  # fmt: skip
    open_ = writer.undecided("response.discipline.open")
    values: list[tuple[str, tuple[Line, ...]]] = [
        ("date", ((Span(writer.words.day(one.date)),) if one.date else open_,)),
        ("measure", ((Span(one.measure),) if one.measure else open_,)),
    ]
    values += [("law", ((Span(one.law),),))] if one.law else []
    reasons = tuple(said(writer, text, marked=True, public=public) for text in one.reasons)
    values += [("reasons", reasons)] if reasons else []
    note = said(writer, one.note, marked=True, public=public)
    values += [("note", (note,))] if one.note else []
    return tuple((writer.text(f"response.discipline.{name}"), lines) for name, lines in values)
