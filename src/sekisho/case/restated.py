"""Texts that persons wrote into the case sheet and that may still say a number which changed since.

What a sentence means is not read: a number stands in it as it was said before, with a counter that
fits what it counts (通, 件, 台, 人 …), and the new number does not. So it is a hint to look, with
its place, never a finding; numbers written otherwise (in words, "some dozen") are not seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from sekisho.case.account.facts import Number, Revision
from sekisho.case.reasons import Count
from sekisho.case.sheet.entries import Sheet
from sekisho.case.spoken import number

_COPIES = r"通|件|(?:e-?)?mails?\b|messages?\b|cop(?:y|ies)\b"
_BOXES = r"箱|個|件|名|人|アドレス|(?:mail)?box(?:es)?\b|mailbox(?:es)?\b|addresses\b|people\b"
_COMPUTERS = r"台|人|名|件|個|computers?\b|pcs?\b|machines?\b|people\b|persons?\b"
_PERSONS = r"人|名|件|persons?\b|people\b"
_COUNTERS = {
    **dict.fromkeys(("received", "refused", "blocked", "delivered", "unsettled"), _COPIES),
    "mailboxes": _BOXES,
    "persons": _PERSONS,
}
"""Of all other steps computers are counted."""
_NUMBER = r"(?<![\d.,:/-])(\d{1,3}(?:,\d{3})+|\d+|[〇一二三四五六七八九十]{1,3})\s*"
_AROUND = 20
"""Letters shown before and behind the number."""
_NAMES = frozenset(("name", "sha256", "lines", "kind", "state", "address", "telephone", "fax"))
"""Fields that are no sentence of anybody."""


@dataclass(frozen=True)
class Restated:
    """``place``: the key in the case sheet (``publications[2].what``, from 1 on); ``said``: the
    words around the number; ``number``: what it said, and what is said now."""

    place: str
    said: str
    number: Number


def restated(sheet: Sheet | None, revision: Revision) -> tuple[Restated, ...]:
    """The texts of the sheet that may still say a number of before, in the sheet's order."""
    changed = [one for one in revision.numbers if one.changed and _exact(one.before)]
    if sheet is None or not changed:
        return ()
    return tuple(
        found
        for place, text in _texts(sheet, "")
        for one in changed
        if (found := _found(place, unicodedata.normalize("NFKC", text), one)) is not None
    )


def _found(place: str, text: str, one: Number) -> Restated | None:
    pattern = re.compile(f"{_NUMBER}(?:{_COUNTERS.get(one.step, _COMPUTERS)})", re.IGNORECASE)
    said = {_value(match[1]): match for match in pattern.finditer(text)}
    match = said.get(_exact(one.before) or 0)
    if match is None or (one.after is not None and _exact(one.after) in said):
        return None
    begin, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    shown = " ".join(text[begin:end].split())
    dots = ("…" if begin else "", "…" if end < len(text) else "")
    return Restated(place, f"{dots[0]}{shown}{dots[1]}", one)


def _exact(count: Count | None) -> int | None:
    """A number that was one number; none of nothing, which no text repeats by chance less."""
    return count.low if count is not None and count.low == count.high and count.low else None


def _value(written: str) -> int:
    return number(written.replace(",", ""))


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a person with its place."""
    if isinstance(value, str):
        if value:
            yield place, value
    elif isinstance(value, tuple):
        for at, one in enumerate(value, 1):
            yield from _texts(one, f"{place}[{at}]")
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _NAMES:
                inner = f"{place}.{each.name}" if place else each.name
                yield from _texts(getattr(value, each.name), inner)
