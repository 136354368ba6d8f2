"""Dates, times and years as offices write them (西暦, 元号), read into one notation.

Eras: 令和 from 2019-05-01, 平成 from 1989-01-08, 昭和 from 1926-12-25, 大正 from 1912-07-30
(the day of the change belongs to the new era, as in the era ordinances).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from sekisho.events.time import JAPAN

_ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
)
_ERA = r"(?P<era>令和|平成|昭和|大正|[RHSTrhst])\s*\.?\s*(?P<era_year>元|\d{1,2})"
_DATE = re.compile(
    rf"(?:(?P<year>\d{{4}})|{_ERA})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]"
    r"\s*(?P<day>\d{1,2})\s*日?\s*(?:[((][月火水木金土日][))])?"
)
_YEAR = re.compile(rf"(?:(?P<year>\d{{4}})|{_ERA})\s*(?:年度?)?")
_TIME = re.compile(
    r"(?P<half>午前|午後)?\s*(?P<hour>\d{1,2})(?::|時)"
    r"(?:(?P<minute>\d{1,2})(?:分)?(?::?(?P<second>\d{2})秒?)?)?"
)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/月]\s*(\d{1,2})\s*日?")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")


class NotThisFormError(ValueError):
    """A text that is not in the wanted notation; ``meant`` is the likely intention, if any.

    ``code`` replaces the general code of the notation where more can be said.
    """

    def __init__(self, meant: str = "", code: str = "") -> None:
        super().__init__(meant)
        self.meant = meant
        self.code = code


def narrow(text: str) -> str:
    """Full-width digits and signs as ASCII, the ends trimmed (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str) -> date:
    """A date from 2016-06-03, 2016/6/3, 2016年6月3日, 平成28年6月3日 or H28.6.3.

    Raises NotThisFormError for anything else, for days that do not exist, and for days outside
    of the named era (平成31年5月1日), then with the day in the right notation as ``meant``.
    """
    found = _DATE.fullmatch(narrow(text))
    if found is None:
        raise NotThisFormError
    return _date_of(found)


def _date_of(found: re.Match[str]) -> date:
    try:
        day = date(_year_of(found), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise NotThisFormError from error
    if found["era"] and _era_of(day) != _era_named(found["era"]):
        raise NotThisFormError(meant=day.isoformat())
    return day


def read_year(text: str) -> int:
    """A fiscal or calendar year from 2011, 平成23年度, H23 or 令和元年."""
    found = _YEAR.fullmatch(narrow(text))
    if found is None:
        raise NotThisFormError
    return _year_of(found)


def _year_of(found: re.Match[str]) -> int:
    if found["year"]:
        return int(found["year"])
    number = 1 if found["era_year"] == "元" else int(found["era_year"])
    if number < 1:
        raise NotThisFormError
    start = next(begin for name, _, begin in _ERAS if name == _era_named(found["era"]))
    return start.year + number - 1


def _era_named(written: str) -> str:
    return next(name for name, letter, _ in _ERAS if written in (name, letter, letter.lower()))


def _era_of(day: date) -> str | None:
    return next((name for name, _, begin in _ERAS if day >= begin), None)


def read_time(text: str) -> time:
    """A time of day from 8:30, 08:30:15, 8時30分 or 午後5時15分."""
    written = narrow(text)
    found = _TIME.fullmatch(written)
    if found is None:
        dotted = re.fullmatch(r"(\d{1,2})[.\-](\d{2})", written) or re.fullmatch(
            r"(\d{1,2})(\d{2})", written
        )
        raise NotThisFormError(meant=f"{dotted[1]}:{dotted[2]}" if dotted else "")
    hour = int(found["hour"])
    if found["half"] and hour > 11:
        # 午後12時 is read both ways by people; the writer has to say which.
        raise NotThisFormError
    if found["half"] == "午後":
        hour += 12
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError as error:
        raise NotThisFormError from error


def read_month_day(text: str) -> str:
    """A day of every year as ``MM-DD``, from 12-29, 12/29 or 12月29日."""
    found = _MONTH_DAY.fullmatch(narrow(text))
    if found is None:
        raise NotThisFormError
    try:
        return date(2000, int(found[1]), int(found[2])).isoformat()[5:]
    except ValueError as error:
        raise NotThisFormError from error


def read_start(text: str) -> datetime:
    """The first moment that counts: a date and time, or 0:00 of a date, in Japan time."""
    return _moment(text, timedelta(0))


def read_moment(text: str) -> datetime:
    """A moment: a day with its time of day, in Japan time. A day alone is not enough."""
    written = narrow(text)
    found = _DATE.match(written)
    if found and not written[found.end() :].strip(" T"):
        raise NotThisFormError
    return read_start(text)


def read_end(text: str) -> datetime:
    """The first moment that no longer counts: a date and time, or 0:00 after a date."""
    return _moment(text, timedelta(days=1))


def _moment(text: str, whole_day: timedelta) -> datetime:
    written = narrow(text)
    if _OFFSET.search(written):
        try:
            return datetime.fromisoformat(written).astimezone(JAPAN)
        except (ValueError, OverflowError) as error:
            raise NotThisFormError from error
    found = _DATE.match(written)
    if found is None:
        raise NotThisFormError
    day = _date_of(found)
    rest = written[found.end() :].lstrip(" T")
    try:
        if rest:
            return datetime.combine(day, read_time(rest), JAPAN)
        return datetime.combine(day, time(), JAPAN) + whole_day
    except OverflowError as error:
        raise NotThisFormError from error
