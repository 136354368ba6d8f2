from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.spoken import day_in, duration_in, number, times_in


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("午後3時ごろ警告が出た", [("午後3時ごろ", 15, 0)]),
        ("15:00 に電話", [("15:00", 15, 0)]),
        ("15時半", [("15時半", 15, 30)]),
        ("午後三時十五分頃", [("午後三時十五分頃", 15, 15)]),
        ("午前0時5分", [("午前0時5分", 0, 5)]),
        ("午後12時過ぎ", [("午後12時過ぎ", 12, 0)]),
        ("夕方4時", [("夕方4時", 16, 0)]),
        ("16時3分から16時41分まで", [("16時3分", 16, 3), ("16時41分", 16, 41)]),
        ("2時間ほど", []),
        ("99時", []),
        ("電話は 050-0000-6526", []),
    ],
)
def test_times_of_day(text: str, times: list[tuple[str, int, int]]) -> None:
    assert [(one.text, one.hour, one.minute) for one in times_in(text)] == times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30分ほど画面を操作された", 30),
        ("約1時間半", 90),
        ("2時間30分程度", 150),
        ("三十分間", 30),
        ("午後3時30分ごろ", None),
        ("3分", None),
        ("なし", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    found = duration_in(text)
    assert (found[1] if found else None) == (minutes and timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成28年6月3日(金)", date(2016, 6, 3)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R6.6.3", date(2024, 6, 3)),
        ("2016/06/03", date(2016, 6, 3)),
        ("平成28年13月3日", None),
        ("6月3日", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert day_in(text) == day


@given(st.integers(1, 99))
def test_kanji_numbers(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "〇一二三四五六七八九"
    spoken = (
        ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    )
    assert number(spoken) == number(str(value)) == value


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    times_in(text)
    duration_in(text)
    day_in(text)


@pytest.mark.parametrize(
    ("text", "told_on", "expected"),
    [
        ("6月3日の午後", date(2016, 6, 6), date(2016, 6, 3)),
        ("12月28日", date(2017, 1, 5), date(2016, 12, 28)),
        ("6月3日", None, None),
        ("2月30日", date(2016, 6, 6), None),
        ("平成28年6月3日", date(2020, 1, 1), date(2016, 6, 3)),
    ],
)
def test_a_day_without_a_year_is_the_last_one_before_it_was_told(
    text: str, told_on: date | None, expected: date | None
) -> None:
    assert day_in(text, told_on) == expected
