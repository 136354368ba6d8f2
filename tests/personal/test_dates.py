from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.dates import birth_key, date_key, packed_date, serial_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("昭和20年4月1日", "1945-04-01"), ("S20.4.1", "1945-04-01"),
        ("平成元年１２月３１日生", "1989-12-31"),
        ("令和7年1月2日", "2025-01-02"), ("1945/4/1", "1945-04-01"), ("1945-04-01", "1945-04-01"),
        ("昭和四十五年三月二日", "1970-03-02"), ("㍼45.3.2", "1970-03-02"),
        ("昭45.3.2", "1970-03-02"),
        ("一九四五年四月一日", "1945-04-01"), ("大正十五年十二月二十五日", "1926-12-25"),
        ("昭和20年13月1日", None), ("71", None), ("", None), ("CS20.4.1", None),
        ("2016.6.231", None),
    ],
)  # fmt: skip
def test_dates(text: str, date: str | None) -> None:
    assert date_key(text) == date


@pytest.mark.parametrize(
    ("digits", "date"),
    [
        ("19700302", "1970-03-02"), ("3450302", "1970-03-02"), ("4010108", "1989-01-08"),
        ("19701302", None), ("6450302", None), ("1970032", None), ("", None),
    ],
)  # fmt: skip
def test_packed(digits: str, date: str | None) -> None:
    assert packed_date(digits) == date


def test_numbers_of_a_spreadsheet() -> None:
    assert serial_date(25629) == "1970-03-02"
    assert serial_date(0) is None
    assert serial_date(99999) is None


@given(st.text())
def test_any_text_has_a_date_or_none(text: str) -> None:
    date = date_key(text)
    assert date is None or len(date) == 10


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("S29.4.2", "1954-04-02"), ("3290402", "1954-04-02"), ("3-29-04-02", "1954-04-02"),
        ("19540402", "1954-04-02"), ("April 2, 1954", "1954-04-02"), ("2-Apr-1954", "1954-04-02"),
        ("大・○昭・平 29年4月2日", "1954-04-02"), ("昭和弐拾九年四月二日", "1954-04-02"),
        ("昭和29年4月", "1954-04"), ("29.4.2", "29-04-02"), ("70.4.2", "1970-04-02"),
        ("29.13.2", None), ("不詳", None), ("", None),
    ],
)  # fmt: skip
def test_a_cell_that_holds_a_birth_date(text: str, date: str | None) -> None:
    assert birth_key(text) == date


@given(st.text())
def test_any_cell_has_a_birth_date_or_none(text: str) -> None:
    date = birth_key(text)
    assert date is None or 7 <= len(date) <= 10
