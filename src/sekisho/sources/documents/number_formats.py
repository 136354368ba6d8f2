"""What a number of a workbook looks like in its cell: zeros before it, hyphens in it, a date.

Only formats that change which digits a person reads are followed: postal codes, telephone numbers
and numbers with zeros before them. A number with a thousands sign stays the number it is.

Reference: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (its codes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_SECTION = re.compile(r"""((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)""")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|([0#?]+)|(.)')
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_LITERAL = " -()/"
"""Signs that may stand in a format without a mark before them."""
_TESTS = {
    "<=": float.__le__, ">=": float.__ge__, "<>": float.__ne__,
    "<": float.__lt__, ">": float.__gt__, "=": float.__eq__,
}  # fmt: skip
LARGEST = 1e15

JAPANESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Numbers of built-in formats that are dates in a Japanese Excel (18.8.30, ja-jp), eras among
them; a file names them by number alone."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a day of a calendar, no moment)
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


def day_of(serial: float, *, from_1904: bool) -> datetime | None:
    """The day (and time of day) a serial number stands for; None beyond the calendar."""
    if not 0 < serial < 2_958_466:
        return None
    return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=serial)


def digits_shown(value: float, code: str) -> str | None:
    """A whole number as its format shows it; None where the number itself says as much."""
    if not (value.is_integer() and 0 <= value < LARGEST):
        return None
    section = _section_for(value, code)
    if section is None or not section.telling:
        return None
    return section.filled(f"{value:.0f}" if value else "")


@dataclass(frozen=True)
class _Section:
    """One part of a format: its condition, and its signs in order (placeholders and literals)."""

    condition: tuple[str, float] | None
    signs: tuple[tuple[str, bool], ...]

    @property
    def telling(self) -> bool:
        """Whether more is shown than the bare number: zeros before it, or signs inside it."""
        places = [at for at, (_, placeholder) in enumerate(self.signs) if placeholder]
        if not places:
            return False
        zeros = sum(sign == "0" for sign, placeholder in self.signs if placeholder)
        return zeros > 1 or places[-1] - places[0] >= len(places)

    def filled(self, digits: str) -> str:
        """The digits in their places, from the right; what is left over stands at the first."""
        left = list(digits)
        places = sum(placeholder for _, placeholder in self.signs)
        shown: list[str] = []
        for sign, placeholder in reversed(self.signs):
            if not placeholder:
                shown.append(sign)
                continue
            places -= 1
            shown.append(left.pop() if left else "0" if sign == "0" else "")
            if places == 0:
                shown += reversed(left)
        return "".join(reversed(shown)).strip()


def _section_for(value: float, code: str) -> _Section | None:
    sections = list(_sections(code))
    if any(section is None for section in sections):
        return None
    told = [section for section in sections if section is not None]
    for section in told:
        if section.condition is None or _TESTS[section.condition[0]](value, section.condition[1]):
            return section
    return None


def _sections(code: str) -> Iterator[_Section | None]:
    for found in _SECTION.finditer(code):
        if found[1]:
            yield _section(found[1])


def _section(text: str) -> _Section | None:
    """None for a format that is not one of whole digits."""
    condition = None
    signs: list[tuple[str, bool]] = []
    for quoted, escaped, bracket, digits, other in _TOKEN.findall(text):
        if bracket:
            found = _CONDITION.fullmatch(bracket)
            condition = (found[1], float(found[2])) if found else condition
        elif digits:
            signs += [(digit, True) for digit in digits]
        elif quoted or escaped or (other and other in _LITERAL):
            signs += [(sign, False) for sign in quoted or escaped or other]
        elif other:
            return None
    return _Section(condition, tuple(signs))
