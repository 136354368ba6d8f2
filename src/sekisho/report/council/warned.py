"""Whether staff had been warned, as an answer in the council."""

from __future__ import annotations

from sekisho.case.ready import Level
from sekisho.events.time import JAPAN
from sekisho.report.council.answer import Answer
from sekisho.report.model import Line
from sekisho.report.warned import begun
from sekisho.report.warned import warned as told
from sekisho.report.writer import Writer


def warned(writer: Writer) -> Answer:
    """Whether staff had been warned before, when, how, and who read it."""
    found = told(writer)
    rests: list[Line] = [writer.line("council.warned.rests")] if found.before else []
    rests.append(writer.cite(ref for one in found.papers for ref in one.evidence))
    return Answer(
        said=found.said,
        rests=tuple(rests),
        cannot=found.cannot,
        head=_head(writer),
        level=_level(writer),
    )


def _head(writer: Writer) -> Line:
    found, words = told(writer), writer.words
    days = [one.notice.date for one in found.before]
    days += [one.day for one in found.papers if one.day]
    if not found.before and not found.papers:
        return writer.line("council.warned.head.none")
    last = words.day(max(days)) if days else writer.text("report.unknown")
    began = begun(writer).astimezone(JAPAN).date()
    long_ago = (began - max(days)).days if days else 0
    code = "all" if found.everybody else "not_all"
    return writer.line(f"council.warned.head.{code}", count=len(found.before) + len(found.papers),
                       last=last, days=words.number(long_ago))  # fmt: skip


def _level(writer: Writer) -> Level:
    found = told(writer)
    if found.everybody:
        return Level.FULL
    return Level.PARTLY if found.before or found.papers else Level.NONE
