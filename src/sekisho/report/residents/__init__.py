"""公表版: the document for the public, in the order of a town's own public record.

Nothing here reads a host, user, address, path, hash or text of a log: only times, kinds,
verdicts and numbers. What a person must decide or fill in is marked 未定.
"""

from __future__ import annotations

from functools import partial

from sekisho.case.facts import Case
from sekisho.report import mailed
from sekisho.report.letter import to_public
from sekisho.report.model import Document, Line, Paragraph, Span
from sekisho.report.residents.event import course
from sekisho.report.residents.information import information
from sekisho.report.residents.inquiry import cause, results
from sekisho.report.residents.times import times
from sekisho.report.response import ahead, closing, discipline, harm, signed
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language

_PARTS = (
    course, results, cause, information, partial(harm, public=True),
    partial(discipline, public=True), partial(ahead, public=True), closing,
)  # fmt: skip


def document(case: Case, language: Language, rulebook: Rulebook) -> Document:
    """The whole public version."""
    writer = Writer(case, language, rulebook)
    cover = to_public(writer)
    head: tuple[Line, ...] = ((Span(writer.words.weekday_of(case.now)),), *cover.sender)
    annex = times(writer)
    return Document(
        language=language,
        title=writer.text(mailed.headed(writer, "report.public.title", "report.public.title_mail")),
        stamp=writer.text("report.public.stamp"),
        head=head,
        opening=(Paragraph(_lead(writer)), *signed(writer)),
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
        code = mailed.headed(writer, "report.public.lead_none", "report.public.lead_mail")
        return writer.line(code, as_of=as_of)
    day = writer.words.weekday_of(writer.case.windows[0].start)
    return writer.line("report.public.lead", as_of=as_of, day=day)
