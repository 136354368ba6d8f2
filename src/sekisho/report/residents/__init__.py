"""公表版: the document for the public, in the order of a town's own public record.

Nothing here reads a host, user, address, path, hash or text of a log: only times, kinds,
verdicts and numbers. What a person must decide or fill in is marked 未定.
"""

from __future__ import annotations

from sekisho.case.facts import Case
from sekisho.report.letter import contact, to_public
from sekisho.report.model import Document, Line, Pairs, Paragraph, Section, Span
from sekisho.report.pending import ahead, discipline, harm
from sekisho.report.residents.event import course
from sekisho.report.residents.information import information
from sekisho.report.residents.inquiry import cause, results
from sekisho.report.residents.times import times
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language


def source(writer: Writer) -> Section:
    """情報発信元 and 最終更新日."""
    updated = (Span(writer.words.day_of(writer.case.now)),)
    rows = (*contact(writer), (writer.text("report.contact.updated"), updated))
    pairs = Pairs(tuple((name, (line,)) for name, line in rows))
    return Section("contact", writer.text("report.part.contact"), (pairs,))


_PARTS = (course, results, cause, information, harm, discipline, ahead, source)


def document(case: Case, language: Language, rulebook: Rulebook) -> Document:
    """The whole public version."""
    writer = Writer(case, language, rulebook)
    cover = to_public(writer)
    head: tuple[Line, ...] = ((Span(writer.words.weekday_of(case.now)),), *cover.sender)
    annex = times(writer)
    return Document(
        language=language,
        title=writer.text("report.public.title"),
        stamp=writer.text("report.public.stamp"),
        head=head,
        opening=(Paragraph(_lead(writer)), Paragraph(writer.undecided("report.open.apology"))),
        sections=tuple(part(writer) for part in _PARTS),
        face="serif",
        cover=cover,
        annexes=(annex,) if annex else (),
        moment=case.now,
        author=f"{rulebook.town.prefecture}{rulebook.town.name}",
    )


def _lead(writer: Writer) -> Line:
    as_of = writer.words.as_of(writer.case.now)
    if not writer.case.windows:
        return writer.line("report.public.lead_none", as_of=as_of)
    day = writer.words.weekday_of(writer.case.windows[0].start)
    return writer.line("report.public.lead", as_of=as_of, day=day)
