"""Which telephone numbers Japan has: area codes and the numbers that belong to no place.

電気通信番号計画 (令和元年総務省告示第6号) and 総務省「市外局番の一覧」; ``data/area_codes.txt``
names its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

Sort = Literal["fixed", "mobile", "ip", "free", "shared", "none"]
_SPECIAL: dict[str, tuple[int, Sort]] = {
    "0120": (10, "free"), "0800": (11, "free"), "0570": (10, "shared"), "0990": (10, "shared"),
    "060": (11, "mobile"), "070": (11, "mobile"), "080": (11, "mobile"), "090": (11, "mobile"),
    "050": (11, "ip"),
}  # fmt: skip
_LONGEST = 5


@cache
def area_codes() -> frozenset[str]:
    """Every area code (市外局番) with its leading zero."""
    text = (files(__package__) / "data" / "area_codes.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def sort_of(digits: str) -> Sort:
    """What a number of that digits is, ``none`` when no such number is given out."""
    special = _SPECIAL.get(digits[:4]) or _SPECIAL.get(digits[:3])
    if special is not None:
        length, sort = special
        return sort if len(digits) == length else "none"
    return "fixed" if len(digits) == 10 and area_code_of(digits) else "none"


def area_code_of(digits: str) -> str | None:
    """The area code that a number begins with, the longest that fits."""
    known = area_codes()
    for length in range(_LONGEST, 1, -1):
        if digits[:length] in known:
            return digits[:length]
    return None
