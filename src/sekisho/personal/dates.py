"""Dates as offices write them, of the era or of the common calendar, in text after NFKC."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from sekisho.personal.numerals import SIGNS, number_of

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= {era[0]: year for era, year in _ERAS.items()}
_ERAS |= {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_ERAS |= {"㍾": 1867, "㍽": 1911, "㍼": 1925, "㍻": 1988, "㋿": 2018}
_CODES = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018}
"""Eras as the systems of municipalities number them."""
_OF_BOTH = r"(?:\s*\((?:\d{4}|[^\d\s()]{1,2}\d{1,2})年?\))?"
"""The same year once more, by the other calendar: 昭和45年(1970年)3月1日, 1970(S45).3.1."""
_NUMBER = rf"\d{{1,2}}|[{SIGNS}]{{1,3}}"
DATE = re.compile(
    rf"(?:(?P<era>明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|(?<![A-Za-z])[MTSHR]|[明大昭平令](?=[\s.・]*[\d元]))\s*[.・]?\s*"
    rf"(?P<era_year>元|{_NUMBER})|(?<!\d)(?P<year>(?:18|19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}}))"
    rf"{_OF_BOTH}\s*[年./\-・]{_OF_BOTH}\s*(?P<month>{_NUMBER})\s*[月./\-・]"
    rf"\s*(?P<day>{_NUMBER})(?!\d)(?:\s?日)?"
)
"""A date with its year."""
_PACKED = re.compile(
    r"(?:(18|19|20)(\d\d)|([1-5MTSHR]|明治?|大正?|昭和?|平成?|令和?)-?(\d\d))(\d\d)(\d\d)"
)
_FIRST_SERIAL, _LAST_SERIAL = 1, 60_000
_EXCEL = date(1899, 12, 30)


def date_key(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD``, era dates turned to the common calendar."""
    found = DATE.search(unicodedata.normalize("NFKC", text))
    return date_of(found) if found else None


def date_of(found: re.Match[str]) -> str | None:
    """The date of a match of :data:`DATE`, or None when there is no such day."""
    if found["era"]:
        year = _ERAS[found["era"]] + (number_of(found["era_year"]) or 0)
    else:
        year = number_of(found["year"]) or 0
    return _day(year, number_of(found["month"]) or 0, number_of(found["day"]) or 0)


def packed_date(digits: str) -> str | None:
    """``19700302``, or ``3450302`` and ``S450302`` with number or letter of the era, as
    ``YYYY-MM-DD``."""
    found = _PACKED.fullmatch(digits)
    if not found:
        return None
    century, two, era, of_era, month, day = found.groups()
    year = int(century + two) if century else {**_CODES, **_ERAS}[era] + int(of_era)
    return _day(year, int(month), int(day))


def serial_date(number: int) -> str | None:
    """The date that a spreadsheet shows for a number (days since 1899-12-30)."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return (_EXCEL + timedelta(days=number)).isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    plausible = 1 <= month <= 12 and 1 <= day <= 31 and year > 0
    return f"{year:04d}-{month:02d}-{day:02d}" if plausible else None
