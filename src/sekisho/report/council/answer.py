"""One answer: what may be said, on what it rests, what cannot be determined and why, and what
would have made it known."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.case.ready import Level
from sekisho.report.model import Block, Inline, Line, Mark, Pairs, Section, Span
from sekisho.report.writer import Writer

MARKS = {
    Level.FULL: ("excluded", "○"),
    Level.PARTLY: ("possible", "△"),
    Level.NONE: ("unknown", "×"),
}
"""Colour of the mark, and a sign that differs in grey as well."""


@dataclass(frozen=True)
class Answer:
    """``said``: sentences that hold; ``rests``: exhibits or the chapter they come from;
    ``cannot``: what stays open, each with its reason; ``more``: tables that go with it. ``head``:
    the answer in one sentence, to be read out; ``level``: how far the question is answered, None
    where that is not judged; ``would``: what would make it known."""

    said: tuple[Line, ...] = ()
    rests: tuple[Line, ...] = ()
    cannot: tuple[Line, ...] = ()
    more: tuple[Block, ...] = ()
    head: Line = ()
    level: Level | None = None
    would: tuple[Line, ...] = ()


def section(writer: Writer, name: str, answer: Answer) -> Section:
    """A question with its answer; one without anything to say says so."""
    rows = []
    said = answer.said
    if answer.head:
        said = (tuple(map(_strong, answer.head)), *said)
    if not said and not answer.more:
        said = (writer.line("council.nothing"),)
    if answer.level is not None and said:
        said = ((mark(writer, answer.level), Span("　"), *said[0]), *said[1:])
    parts = (("said", said), ("cannot", answer.cannot), ("would", answer.would),
             ("rests", answer.rests))  # fmt: skip
    for part, lines in parts:
        told = tuple(dict.fromkeys(_closed(writer, line) for line in lines if line))
        if told:
            rows.append((writer.text(f"council.{part}"), told))
    pairs = (Pairs(tuple(rows)),) if rows else ()
    return Section(f"question-{name}", writer.text(f"council.question.{name}"),
                   (*pairs, *answer.more))  # fmt: skip


def _closed(writer: Writer, line: Line) -> Line:
    """A sentence with its full stop: reasons of the case are written without one."""
    spans = [(at, one) for at, one in enumerate(line) if isinstance(one, Span)]
    if not spans or writer.language != "ja" or spans[-1][1].text.endswith(("。", "】", "　")):
        return line
    at, last = spans[-1]
    return (*line[:at], Span(f"{last.text}。", last.role), *line[at + 1 :])


def _strong(one: Inline) -> Inline:
    return Span(one.text, "strong") if isinstance(one, Span) else one


def mark(writer: Writer, level: Level) -> Mark:
    """How far a question is answered, as a sign and a word."""
    code, sign = MARKS[level]
    return Mark(code, sign, writer.text(f"readiness.mark.{level.word}"))


def flat(section: Section) -> tuple[Block, ...]:
    """The blocks of a chapter and its parts, one after another."""
    inner = (block for part in section.parts for block in flat(part))
    return (*section.blocks, *inner)
