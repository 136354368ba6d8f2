"""Label and value in one cell."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.labelled_cells import parted


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (("氏名 青木 茂", "電話38-11112"), ("氏名", "青木 茂", "電話", "38-11112")),
        (("フリガナ アオキ シゲル", ""), ("フリガナ", "アオキ シゲル", "")),
        (("生年月日 昭和45年6月11日", "続柄 妻"), ("生年月日", "昭和45年6月11日", "続柄", "妻")),
        (("氏名 青木 茂", "氏名 青木 茂", "男"), ("氏名", "青木 茂", "男")),
    ],
)
def test_two_cells(row: tuple[str, ...], cells: tuple[str, ...]) -> None:
    assert parted([row]) == [cells]


@pytest.mark.parametrize(
    "row",
    [
        ("氏名", "青木 茂"),
        ("氏名又は名称", "青木 茂"),
        ("電話番号", "38-1111"),
        ("住所及び氏名", ""),
        ("氏名 青木 茂",),
    ],
)
def test_cells_that_stay(row: tuple[str, ...]) -> None:
    assert parted([row]) == [row]


def test_all_rows_are_as_long_as_the_longest() -> None:
    assert parted([("氏名 青木 茂", "男"), ("備考", "なし")]) == [
        ("氏名", "青木 茂", "男"),
        ("備考", "なし", ""),
    ]
