"""Times of persons in words, no more exact than they were told."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sekisho.events.time import JAPAN
from sekisho.form.when import When
from sekisho.report.when import told
from sekisho.report.words import Words

DAY = date(2016, 6, 3)
AT = datetime(2016, 6, 3, 16, 50, tzinfo=JAPAN)
ENGLISH = "4:50 p.m. on 3 June 2016"


@pytest.mark.parametrize(
    ("when", "today", "timed", "japanese", "english"),
    [
        (When(DAY, AT), None, False, "平成28年6月3日午後4時50分", ENGLISH),
        (When(DAY, AT), DAY, False, "6月3日午後4時50分", ENGLISH),
        (When(DAY, AT), date(2017, 1, 4), False, "平成28年6月3日午後4時50分", ENGLISH),
        (When(DAY, AT, True), DAY, False, "6月3日午後4時50分ごろ", f"about {ENGLISH}"),
        (When(DAY), None, False, "平成28年6月3日", "3 June 2016"),
        (When(DAY), None, True, "平成28年6月3日（時刻不明）", "3 June 2016 (time of day unknown)"),
        (None, DAY, True, "日時不明", "time unknown"),
    ],
)  # fmt: skip
def test_words(
    when: When | None,
    today: date | None,
    timed: bool,
    japanese: str,
    english: str,
) -> None:
    assert told(Words("ja"), when, today, timed=timed) == japanese
    assert told(Words("en"), when, today, timed=timed) == english
