"""公表版: the document for the public, in the order of a town's own public record.

Nothing here reads a host, user, address, path, hash or text of a log: only times, kinds,
verdicts and numbers. What a person must decide or fill in is marked 未定.
"""

from __future__ import annotations

from sekisho.case.facts import Case
from sekisho.report.model import Document, Line, Paragraph, Span
from sekisho.report.residents.ahead import ahead, contact
from sekisho.report.residents.event import content, course, window
from sekisho.report.residents.information import damage, information
from sekisho.report.residents.inquiry import cause, results
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language

_PARTS = (course, window, content, results, cause, information, damage, ahead, contact)


def document(case: Case, language: Language, rulebook: Rulebook) -> Document:
    """The whole public version."""
    writer = Writer(case, language, rulebook)
    town = rulebook.town
    head: tuple[Line, ...] = (
        (Span(writer.words.as_of(case.now)),),
        (Span(f"{town.prefecture}{town.name}"),)
        if town.name
        else writer.undecided("report.town.unnamed"),
        (Span(town.head),) if town.head else writer.undecided("report.town.head"),
    )
    return Document(
        language=language,
        title=writer.text("report.public.title"),
        stamp=writer.text("report.public.stamp"),
        head=head,
        opening=(Paragraph(_lead(writer)), Paragraph(writer.undecided("report.public.apology"))),
        sections=tuple(part(writer) for part in _PARTS),
        face="serif",
        moment=case.now,
        author=f"{town.prefecture}{town.name}",
    )


def _lead(writer: Writer) -> Line:
    as_of = writer.words.as_of(writer.case.now)
    if not writer.case.windows:
        return writer.line("report.public.lead_none", as_of=as_of)
    day = writer.words.weekday_of(writer.case.windows[0].start)
    return writer.line("report.public.lead", as_of=as_of, day=day)
