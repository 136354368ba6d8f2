"""Whether staff had been warned, as an answer in the council."""

from __future__ import annotations

from sekisho.report.council.answer import Answer
from sekisho.report.warned import warned as told
from sekisho.report.writer import Writer


def warned(writer: Writer) -> Answer:
    """Whether staff had been warned before, when, how, and who read it."""
    found = told(writer)
    rests = (writer.line("council.warned.rests"),) if found.before else ()
    return Answer(found.said, rests, found.cannot)
