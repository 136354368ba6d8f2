"""What would have made an answer known: the remedies of readiness for the records of those days."""

from __future__ import annotations

from datetime import timedelta

from sekisho.case.ready import Level, Readiness
from sekisho.report.council.answer import Answer
from sekisho.report.model import Line
from sekisho.report.writer import Writer

OF_READINESS = {
    "received": ("mail_when", "mail_who", "mail_filter"),
    "opened": ("mail_opened",),
    "does": ("malware", "contacted"),
    "same": ("same_malware",),
    "definitions": ("definitions",),
    "boxes": ("mail_persons", "persons_here"),
    "warned": ("warned", "warning_read"),
    "checked": ("council", "council_line", "council_touched", "checked"),
}
"""The questions of readiness that a council's question is made of."""


def would(
    writer: Writer, name: str, answer: Answer, readiness: Readiness | None
) -> tuple[Line, ...]:
    """A line for each remedy, in the order in which to do them; none for what is answered."""
    if readiness is None or answer.level is None or answer.level is Level.FULL:
        return ()
    asked = OF_READINESS.get(name, ())
    wanted = {one for each in readiness.answers if each.question in asked for one in each.remedies}
    return tuple(
        writer.line(
            "council.would.remedy",
            what=writer.text(f"readiness.remedy.{one.name}"),
            who=writer.text(f"readiness.who.{one.who}"),
            work=writer.words.duration(timedelta(minutes=one.minutes)),
        )
        for one in readiness.remedies
        if one.name in wanted
    )
