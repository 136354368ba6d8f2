"""What fits on the one page of a first report.

What changed since the report before stands always; of what did not, what happened and whose data
it concerns stands first, then what is not known and what is done; what persons told gives way
first. The record beside the page holds every point. The page is one side of A4 at 10.5 pt,
estimated in lines.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

from sekisho.report.first.points import Compared, Part

LINES = 24
"""Lines of the page that are left for points, of ``WIDTH`` full-width signs each."""
WIDTH = 35
QUOTED = 16
_MARK = 8
_MATTER = frozenset({"summary", "window", "mail", "mailboxes", "documents", "people"})
"""Of what is known, what a reader asks first: what happened, and whose data it concerns."""
_KEPT_LONGEST: tuple[Part, ...] = ("unknown", "measures", "known")


def fitting(told: Sequence[Compared]) -> tuple[Compared, ...]:
    """The points that stand on the page, in their order."""
    room = LINES - sum(lines_of(one) for one in told if one.change != "same")
    kept: set[int] = set()
    for number, one in sorted(enumerate(told), key=lambda each: _place(each[1])):
        if one.change == "same":
            room -= lines_of(one)
            if room >= 0:
                kept.add(number)
    return tuple(one for number, one in enumerate(told) if one.change != "same" or number in kept)


def _place(one: Compared) -> int:
    """How long a point stays: the lowest the longest."""
    point = one.point
    if point.part == "known" and re.split("[.:]", point.name)[0] in _MATTER:
        return 0
    return 1 + _KEPT_LONGEST.index(point.part)


def lines_of(one: Compared) -> int:
    """Lines that a point takes, its mark and what it was before included."""
    signs = _width(one.point.text) + 2
    if one.change != "same":
        signs += _MARK
    if one.change == "corrected":
        signs += _width(shortened(one.before)) + 4
    return math.ceil(signs / WIDTH)


def _width(text: str) -> float:
    """In full-width signs."""
    wide = sum(unicodedata.east_asian_width(sign) in "FWA" for sign in text)
    return wide + (len(text) - wide) / 2


def shortened(text: str) -> str:
    """The beginning of what the report before said; that report itself is kept."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
