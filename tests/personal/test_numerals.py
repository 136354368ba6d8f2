from __future__ import annotations

import pytest

from sekisho.personal.numerals import number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", 45), ("四十五", 45), ("二〇一六", 2016), ("千二百三", 1203), ("十", 10), ("百", 100),
        ("元", 1), ("〇", 0), ("十五", 15), ("二十", 20), ("", None),
        ("五五十", None), ("甲", None), ("-1", None),
    ],
)  # fmt: skip
def test_numbers(text: str, number: int | None) -> None:
    assert number_of(text) == number
