"""内部版: the document for the office. Every number leads to an exhibit or a list.

The chapters are those of the public version; what is too long to read in them stands in the
annexes (資料), the list of exhibits last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sekisho.case.facts import Case
from sekisho.case.notices.register import Told
from sekisho.report import mailed
from sekisho.report.letter import handling, to_head
from sekisho.report.model import Document, Section, Span
from sekisho.report.office.account import account
from sekisho.report.office.course import course
from sekisho.report.office.documents import documents
from sekisho.report.office.findings import findings
from sekisho.report.office.opening import opening
from sekisho.report.office.origin import origin, spread
from sekisho.report.office.outbreak import outbreaks
from sekisho.report.office.records import clocks, records, unread
from sekisho.report.office.remote import sessions, volume
from sekisho.report.office.statements import statements
from sekisho.report.office.web import web
from sekisho.report.response import ahead, discipline, faults, harm, others, record
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language


def results(writer: Writer) -> Section:
    """捜査及び調査の結果: the sessions, what was sent, who else was touched, what others found."""
    own = (sessions, volume, spread, statements)
    mails = outbreaks(writer)
    parts = (
        *((mails,) if mails else ()),
        *(part(writer) for part in own),
        others(writer, public=False),
    )
    return Section("results", writer.text("report.part.results"), (), parts)


def cause(writer: Writer) -> Section:
    """事案の原因となりうる不備."""
    return Section("cause", writer.text("report.part.cause"), (), faults(writer, public=False))


_PARTS = (
    course, results, cause, documents, partial(harm, public=False),
    partial(discipline, public=False), partial(ahead, public=False),
)  # fmt: skip
_ANNEXES = (record, origin, records, unread, clocks, findings, web, account)


def document(
    case: Case, language: Language, rulebook: Rulebook, notices: Sequence[Told] = ()
) -> Document:
    """The whole internal version; chapters and annexes in their order."""
    writer = Writer(case, language, rulebook, notices)
    first = opening(writer)
    sections = tuple(part(writer) for part in _PARTS)
    annexes = [section for part in _ANNEXES if (section := part(writer)) is not None]
    listed = Section("exhibits", writer.text("report.exhibits.title"), (
        writer.note("report.exhibits.note"), writer.register.listed(),
    ))  # fmt: skip
    town = rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    return Document(
        language=language,
        title=writer.text(
            mailed.headed(writer, "report.internal.title", "report.internal.title_mail")
        ),
        stamp=writer.text("report.internal.stamp"),
        head=(sender, (Span(writer.words.as_of(case.now)),)),
        opening=first,
        sections=sections,
        contents=True,
        cover=to_head(writer),
        handling=handling(writer),
        annexes=(*annexes, listed),
        moment=case.now,
        author=f"{rulebook.town.prefecture}{town}",
    )
