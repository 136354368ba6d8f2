"""内部版: the document for the office. Every number leads to an exhibit or a list."""

from __future__ import annotations

from sekisho.case.facts import Case
from sekisho.report.model import Document, Section, Span
from sekisho.report.office.account import account
from sekisho.report.office.course import course
from sekisho.report.office.documents import documents
from sekisho.report.office.findings import findings
from sekisho.report.office.opening import opening
from sekisho.report.office.origin import origin, spread
from sekisho.report.office.records import clocks, records, unread
from sekisho.report.office.remote import sessions, volume
from sekisho.report.office.statements import statements
from sekisho.report.office.web import web
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language

_PARTS = (
    course, sessions, origin, spread, volume, documents, records, unread, statements, clocks,
    findings, web, account,
)  # fmt: skip


def document(case: Case, language: Language, rulebook: Rulebook) -> Document:
    """The whole internal version; sections in their order, the list of exhibits last."""
    writer = Writer(case, language, rulebook)
    first = opening(writer)
    parts = [section for part in _PARTS if (section := part(writer)) is not None]
    listed = Section("exhibits", writer.text("report.exhibits.title"), (
        writer.note("report.exhibits.note"), writer.register.listed(),
    ))  # fmt: skip
    town = rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    return Document(
        language=language,
        title=writer.text("report.internal.title"),
        stamp=writer.text("report.internal.stamp"),
        head=(sender, (Span(writer.words.as_of(case.now)),)),
        opening=first,
        sections=(*parts, listed),
        contents=True,
        moment=case.now,
        author=f"{rulebook.town.prefecture}{town}",
    )
