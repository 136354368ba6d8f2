from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.documents.number_formats import day_of, digits_shown

POSTAL = "[<=999]000;[<=9999]000\\-00;000\\-0000"
PHONE = "[<=99999999]####\\-####;\\(00\\)\\ ####\\-####"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (9192501, POSTAL, "919-2501"),
        (600001, POSTAL, "060-0001"),
        (90123456, PHONE, "9012-3456"),
        (312345678, PHONE, "(03) 1234-5678"),
        (7, "00000", "00007"),
        (9012345678, "000-0000-0000", "090-1234-5678"),
        (770000001, '0000"-"00"-"0000', "0770-00-0001"),
        (0, "000", "000"),
        (5, '"No."000', "No.005"),
        (1234, "#,##0", None),
        (1234, "0", None),
        (1234.5, "0000", None),
        (3, '0"人"', None),
        (5, "@", None),
        (12, "General", None),
        (40000, '[$-411]ggge"年"m"月"d"日"', None),
    ],
)
def test_only_formats_that_tell_more_change_a_number(value: float, code: str, shown: str) -> None:
    assert digits_shown(float(value), code) == shown


@given(st.integers(0, 10**14), st.text(alphabet='0#?;-[]()\\"<=> /.,年ge', max_size=30))
def test_no_digit_is_ever_lost(value: int, code: str) -> None:
    shown = digits_shown(float(value), code)
    if shown is not None and '"' not in code and "\\" not in code and value:
        assert "".join(sign for sign in shown if sign.isdigit()).endswith(str(value))


def test_days_of_both_calendars() -> None:
    assert str(day_of(20182.0, from_1904=False)) == "1955-04-03 00:00:00"
    assert str(day_of(1.0, from_1904=True)) == "1904-01-02 00:00:00"
    assert day_of(1e9, from_1904=False) is None
