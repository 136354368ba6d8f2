"""One answer: what may be said, on what it rests, what cannot be determined and why."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.report.model import Block, Line, Pairs, Section
from sekisho.report.writer import Writer


@dataclass(frozen=True)
class Answer:
    """``said``: sentences that hold; ``rests``: exhibits or the chapter they come from;
    ``cannot``: what stays open, each with its reason; ``more``: tables that go with it."""

    said: tuple[Line, ...] = ()
    rests: tuple[Line, ...] = ()
    cannot: tuple[Line, ...] = ()
    more: tuple[Block, ...] = ()


def section(writer: Writer, name: str, answer: Answer) -> Section:
    """A question with its answer; one without anything to say says so."""
    rows = []
    said = answer.said or ((writer.line("council.nothing"),) if not answer.more else ())
    for part, lines in (("said", said), ("cannot", answer.cannot), ("rests", answer.rests)):
        told = tuple(dict.fromkeys(line for line in lines if line))
        if told:
            rows.append((writer.text(f"council.{part}"), told))
    pairs = (Pairs(tuple(rows)),) if rows else ()
    return Section(f"question-{name}", writer.text(f"council.question.{name}"),
                   (*pairs, *answer.more))  # fmt: skip


def flat(section: Section) -> tuple[Block, ...]:
    """The blocks of a chapter and its parts, one after another."""
    inner = (block for part in section.parts for block in flat(part))
    return (*section.blocks, *inner)
