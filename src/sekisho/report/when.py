"""Times as persons told them, in words: a moment, about a moment, or a day alone."""

from __future__ import annotations

from datetime import date

from sekisho.form.when import When
from sekisho.report.words import Words
from sekisho.text import say


def told(words: Words, when: When | None, today: date | None = None, *, timed: bool = False) -> str:
    """平成28年6月3日午後4時ごろ; in the year of ``today`` 6月3日午後4時ごろ.

    Nothing gives 日時不明. ``timed``: the time of day matters, and where it was not told that
    is said.
    """
    if when is None:
        return say("when.unknown", words.language)
    day = _day(words, when.day, today)
    if when.moment is None:
        said = say("when.day", words.language, day=day) if timed else day
    else:
        clock = words.clock(when.moment)
        said = say("when.moment", words.language, day=day, clock=clock)
    return say("when.about", words.language, when=said) if when.about else said


def _day(words: Words, day: date, today: date | None) -> str:
    if today is None or day.year != today.year:
        return words.day(day)
    return words.day(day).split("年")[-1] if words.japanese else words.day(day)
