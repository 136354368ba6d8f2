"""Times as persons told them, in words: a moment, about a moment, or a day alone."""

from __future__ import annotations

from datetime import date

from sekisho.report.words import Words
from sekisho.rulebook.when import When
from sekisho.text import say


def told(words: Words, when: When | None, today: date | None = None, *, timed: bool = False) -> str:
    """午後4時ごろ on the day ``today``, else with its day: 平成28年6月3日午後4時ごろ.

    Nothing gives 日時不明. ``timed``: the time of day matters, and where it was not told that
    is said.
    """
    if when is None:
        return say("told.unknown", words.language)
    if when.moment is None:
        day = words.day(when.day)
        said = say("told.day", words.language, day=day) if timed else day
    elif when.day == today:
        said = words.clock(when.moment)
    else:
        said = words.moment(when.moment)
    return say("told.about", words.language, when=said) if when.about else said
