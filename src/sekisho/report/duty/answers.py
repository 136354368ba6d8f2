"""Questions and answers of the duty to report in words."""

from __future__ import annotations

from sekisho.case.duty.facts import Asked
from sekisho.report.model import Line, Span
from sekisho.report.when import told
from sekisho.report.writer import Writer


def question_of(writer: Writer, question: str) -> str:
    """A question in a few words."""
    return writer.text(f"duty.question.{question}")


def answer_of(writer: Writer, asked: Asked) -> str | None:
    """The answer a person gave, None for "unknown"."""
    if asked.question == "persons" and (asked.low, asked.high) != (None, None):
        return _persons(writer, asked.low, asked.high)
    if asked.answer == "unknown":
        return None
    if asked.question == "holder":
        return writer.text(f"duty.holder.{asked.answer}")
    if asked.question == "decision":
        return writer.text(f"duty.decided.{asked.answer}")
    return writer.text(f"duty.answer.{asked.answer}")


def _persons(writer: Writer, low: int | None, high: int | None) -> str:
    number = writer.words.number
    if low is not None and low == high:
        return writer.text("report.unit.persons", count=number(low))
    if high is None:
        return writer.text("duty.persons.least", low=number(low or 0))
    return writer.text("duty.persons.range", low=number(low or 0), high=number(high))


def decided_of(writer: Writer, asked: Asked) -> Line:
    """Who answered, and when; a dash where nobody did."""
    if not asked.decided_by:
        return (Span("–", "muted"),)
    if asked.at is None:
        return (Span(asked.decided_by),)
    when = told(writer.words, asked.at)
    return (Span(writer.text("duty.decided_by", who=asked.decided_by, when=when)),)
