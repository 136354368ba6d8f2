"""What a form says in the places of names."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.named_values import (
    name_only,
    named,
    named_values,
    whom_to_reach,
)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("青木 茂（隣家）　電話 22-6165", "青木 茂(隣家)"),
        ("青木茂（長男）　軽傷", "青木茂(長男)"),
        ("青木 茂　電話 22-6165", "青木 茂"),
        ("青木 茂（長男）", "青木 茂（長男）"),
        ("青木 茂（70）、和子（68）", "青木 茂（70）、和子（68）"),
        ("谷口町 3番地", "谷口町 3番地"),
        ("青木 茂", "青木 茂"),
    ],
)
def test_the_name_alone(value: str, name: str) -> None:
    assert name_only(value) == name


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["青木 茂", "附加給付", "無"], 1),
        (["青木 茂", "血液型", "B"], 1),
        (["青木 茂", "O"], 1),
        (["青木 茂", "青木 和子", "一口昭"], 3),
        (["青木 茂", "", "石黒 明"], 3),
        (["青木 茂", "マリア サントス"], 2),
        ([""], 1),
    ],
)
def test_no_words_of_other_labels(values: list[str], kept: int) -> None:
    assert named_values(values) == values[:kept]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("青木 和子　母", "青木 和子"),
        ("四月一日遥（続柄：親族）", "四月一日遥"),
        ("四月一日遥（午前中）", ""),
        ("家族（続柄：母）", ""),
        ("農協", ""),
    ],
)
def test_who_is_named(value: str, name: str) -> None:
    assert named(value) == name


@pytest.mark.parametrize(
    "value",
    ["青木 和子（関係：母）　090-1234-5678", "青木 和子 22-6165", "青木 和子　(0994)22-6165"],
)
def test_whom_to_reach(value: str) -> None:
    assert whom_to_reach(value) == "青木 和子"


def test_a_number_reaches_nobody_in_particular() -> None:
    assert whom_to_reach("自宅　22-6165　　携帯　090-1234-5678") == ""
