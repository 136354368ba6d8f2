"""What a form says in the places of names."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.named_values import name_only, named_values


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
        (["青木 茂", "青木 和子", "一口昭"], 3),
        (["青木 茂", "", "石黒 明"], 3),
        (["青木 茂", "マリア サントス"], 2),
        ([""], 1),
    ],
)
def test_no_words_of_other_labels(values: list[str], kept: int) -> None:
    assert named_values(values) == values[:kept]
