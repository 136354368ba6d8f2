"""Numbers of an account's steps in words: exact, with bounds, at least so many, or unknown.

A number from records that would not hold all of it is *at least* that; a zero among them is
*unknown*. Every paper says them through here, so that none rounds an unknown into a zero.
"""

from __future__ import annotations

from sekisho.case.account.facts import Network, Number, Outbreak
from sekisho.case.reasons import Count
from sekisho.report.writer import Writer

UNITS = {
    **dict.fromkeys(("received", "refused", "blocked", "delivered", "unsettled"), "copies"),
    "mailboxes": "boxes",
}
"""Of all other steps computers are counted."""


def bounds(one: Outbreak, name: str) -> Count:
    """The number of a step as the records have it."""
    value = getattr(one, name)
    if isinstance(value, Count):
        return value
    number = value if isinstance(value, int) else len(value)
    return Count(number, number)


def is_unknown(one: Outbreak, name: str) -> bool:
    """Whether nothing can be said of a step: no record shows any, and none would show all."""
    return name in one.least and not bounds(one, name).low


def counted(writer: Writer, one: Outbreak, name: str) -> str:
    """A step's number in words, with its unit."""
    return step(writer, one, name, bounds(one, name))


def step(writer: Writer, one: Outbreak, name: str, count: Count | int) -> str:
    """A number of a step, of the whole or of a part of it (a line, a department)."""
    if isinstance(count, int):
        count = Count(count, count)
    return _shown(writer, name, count, least=name in one.least)


def said_before(writer: Writer, one: Number) -> str:
    """A number as it was said before; that there was no such account where there was none."""
    return _said(writer, one.step, one.before, least=one.before_least)


def said_now(writer: Writer, one: Number) -> str:
    """A number as it is said now; as ``said_before``."""
    return _said(writer, one.step, one.after, least=one.after_least)


def _said(writer: Writer, name: str, count: Count | None, *, least: bool) -> str:
    if count is None:
        return writer.text("report.outbreak.not_counted")
    return _shown(writer, name, count, least=least)


def _shown(writer: Writer, name: str, count: Count, *, least: bool) -> str:
    own = "report.unit.persons" if name == "persons" else None
    unit = own or f"report.outbreak.unit.{UNITS.get(name, 'computers')}"
    if not least:
        return writer.words.counted(count, unit)
    if not count.low:
        return writer.text("report.outbreak.unknown_count")
    low = writer.words.counted(Count(count.low, count.low), unit)
    return writer.text("report.outbreak.at_least", count=low)


def of_line(writer: Writer, one: Outbreak, name: str, line: Network) -> str:
    """A step's number on one line; where no computer of it sent records, none is unknown."""
    count = getattr(line, name)
    if not count and line.computers == len(line.not_known):
        return writer.text("report.outbreak.unknown_count")
    return step(writer, one, name, count)
