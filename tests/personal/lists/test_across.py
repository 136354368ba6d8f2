"""Tables in which each person has a column."""

from __future__ import annotations

from sekisho.personal.lists.across import of_names

NAMES = ("氏名", "石黒 明", "青木 和子")
CARS = ("車両", "軽トラック", "普通車")
WITNESSES = ("証人", "石黒 茂", "青木 弘")


def test_rows_of_names_alone() -> None:
    rows = [NAMES, ("電話", "52-1101", "52-1102"), CARS, WITNESSES]
    assert of_names(("", "第一当事者", "第二当事者"), rows) == [NAMES, WITNESSES]


def test_other_tables_stay() -> None:
    assert of_names(("番号", "氏名", "車"), [CARS]) == [CARS]
    assert of_names(("", "氏名", "車"), [CARS, NAMES]) == [CARS, NAMES]
    assert of_names(("",), []) == []
