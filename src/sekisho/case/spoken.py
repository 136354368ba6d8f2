"""Times as people say them: 午後3時ごろ, 15:00, 三時半, 令和6年6月3日, 30分ほど."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sekisho.form.dates import NotThisFormError, read_start

_DIGITS = "〇一二三四五六七八九"
_NUMBER = r"(\d{1,3}|[一二三四五六七八九十〇]{1,3})"
_CLOCK = re.compile(
    rf"(?P<half>午前|午後|夕方の?|昼の?|朝の?|夜の?|AM|PM)?\s*"
    rf"(?:(?P<h>{_NUMBER})時(?!間)(?:(?P<thirty>半)|(?P<m>{_NUMBER})分)?|(?P<hh>\d{{1,2}}):(?P<mm>\d{{2}}))"
    r"(?P<about>ごろ|頃|過ぎ|すぎ|前|くらい|ぐらい)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?:約|およそ)?(?:(?P<h>{_NUMBER})時間(?P<thirty>半)?)?(?:(?P<m>{_NUMBER})分(?:間)?)?"
    r"(?:ほど|くらい|ぐらい|程度|間|弱|強)?"
)
_ABOUT = re.compile(r"時間|分(間|ほど|くらい|ぐらい|程度|弱|強)|約|およそ")
_DAY = re.compile(
    r"(?:令和|平成|昭和|[RHSrhs])\s*(?:\d{1,2}|元)\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?"
)
_DAYS_AGO = {
    **dict.fromkeys(("一昨日", "おととい"), 2),
    **dict.fromkeys(("昨日", "きのう", "昨夜", "昨晩"), 1),
    **dict.fromkeys(("本日", "今日", "今朝"), 0),
}
_RELATIVE = re.compile("|".join(_DAYS_AGO))
_MONTH_DAY = re.compile(r"(?<![年./\d-])(\d{1,2})\s*月\s*(\d{1,2})\s*日")


@dataclass(frozen=True)
class Spoken:
    """A time of day as said; ``end`` is where it ends in the text."""

    text: str
    hour: int
    minute: int
    end: int


def number(text: str) -> int:
    """A number in Arabic digits or simple kanji (up to 99)."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)
    return int("".join(str(_DIGITS.find(sign)) for sign in text))


def times_in(text: str) -> list[Spoken]:
    """The times of day in a text (NFKC), in order. 午後 adds twelve hours; 午後12時 is noon."""
    found = []
    for match in _CLOCK.finditer(text):
        hour = number(match["h"] or match["hh"])
        minute = 30 if match["thirty"] else number(match["m"] or match["mm"] or "0")
        later = (match["half"] or "").strip("の").upper() in ("午後", "夕方", "夜", "PM", "昼")
        if later and hour < 12 and not (match["half"].startswith("昼") and hour > 6):
            hour += 12
        if hour < 24 and minute < 60:
            found.append(Spoken(match[0].strip(), hour, minute, match.end()))
    return found


def duration_in(text: str) -> tuple[str, timedelta] | None:
    """The first duration in a text (NFKC): its words and its length. A time of day is none."""
    clocks = [(match.start(), match.end()) for match in _CLOCK.finditer(text)]
    for match in _DURATION.finditer(text):
        if not (match["h"] or match["m"]) or not _ABOUT.search(match[0]):
            continue
        if any(start <= match.start() < end for start, end in clocks):
            continue
        minutes = number(match["h"] or "0") * 60 + number(match["m"] or "0")
        return match[0], timedelta(minutes=minutes + (30 if match["thirty"] else 0))
    return None


def day_in(text: str, told_on: date | None = None) -> date | None:
    """The first date in a text (NFKC), western or era; None when there is none that exists.

    A month and day without a year is the last such day up to ``told_on``, and 昨日 the day before
    it, when that is known.
    """
    for match in _DAY.finditer(text):
        try:
            return read_start(re.sub(r"\s", "", match[0])).date()
        except NotThisFormError:
            continue
    if told_on is None:
        return None
    if (relative := _RELATIVE.search(text)) is not None:
        return told_on - timedelta(days=_DAYS_AGO[relative[0]])
    found = _MONTH_DAY.search(text)
    if found is None:
        return None
    for year in (told_on.year, told_on.year - 1):
        try:
            day = date(year, int(found[1]), int(found[2]))
        except ValueError:
            continue
        if day <= told_on:
            return day
    return None
