"""Moments as a person at a terminal reads them: 日本標準時, to the second, era dates in Japanese.

What a program reads (``--json``, files) keeps ISO 8601.
"""

from __future__ import annotations

from datetime import datetime

from sekisho.cli.voice import Voice
from sekisho.report.words import Words


def stamp(voice: Voice, at: datetime | None) -> str:
    """H28.5.31 13:31:14 / 2016-05-31 13:31:14; empty without a moment."""
    return Words(voice.language).stamp(at) if at else ""


def span(voice: Voice, first: datetime | None, last: datetime | None) -> str:
    """From the first to the last, one alone where both read the same; ``?`` for what is unknown."""
    begin, end = (stamp(voice, at) or "?" for at in (first, last))
    return begin if begin == end else voice.text("cli.span", first=begin, last=end)
