"""What was told in the calls of a case sheet, read like a hearing memo: never events."""

from __future__ import annotations

from itertools import zip_longest

from sekisho.case.asking import Row
from sekisho.case.sheet.entries import Sheet
from sekisho.case.testimony import Said, heard, narrow


def told(sheet: Sheet, after: int = 0) -> tuple[Said, ...]:
    """Every call as testimony of who made it, numbered on from ``after``.

    A time without its day is on the day of the call; the call's own time is no statement.
    """
    found = []
    for number, (call, line) in enumerate(zip_longest(sheet.calls, sheet.lines), after + 1):
        row: Row = {"evidence": sheet.name, "position": line, "unit": line and "line"}
        texts = [(narrow(text).strip(), row) for text in call.what.splitlines() if text.strip()]
        found.append(heard(number, sheet.name, texts, call.who or None, call.at.day))
    return tuple(found)
