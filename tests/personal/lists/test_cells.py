"""Cells of people, cut into names."""

from __future__ import annotations

import pytest

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.cells import apart, named_only, names_of


@pytest.mark.parametrize(
    ("kind", "cell", "names"),
    [
        ("name", "青木 茂", [("青木 茂", "", True)]),
        ("name", "青木 茂、石黒 明", [("青木 茂", "", True), ("石黒 明", "", True)]),
        ("name", "あおき しげる\n青木 茂", [("青木 茂", "あおき しげる", True)]),
        ("name", "アオキ シゲル 青木 茂", [("青木 茂", "アオキ シゲル", True)]),
        ("name", "青木\n茂", [("青木茂", "", True)]),
        ("name", "青木 茂(70)和子(68)", [("青木 茂", "", True), ("和子", "", True)]),
        ("member", "和子(妻)一郎(長男)", [("和子", "", True), ("一郎", "", True)]),
        ("name", "谷口町3番地 青木 茂", [("青木 茂", "", True)]),
        ("name", "", []),
    ],
)
def test_names_of_a_cell(kind: Kind, cell: str, names: list[tuple[str, str, bool]]) -> None:
    assert names_of(kind, cell, one=False) == names


def test_a_column_of_one_person_a_row_is_not_cut() -> None:
    assert names_of("name", "青木 茂・和子", one=True) == [("青木 茂・和子", "", True)]


@pytest.mark.parametrize(
    ("cell", "family", "members"),
    [
        ("和子 一郎 花子", "青木", "和子、一郎、花子"),
        ("青木 和子 青木 一郎", "青木", "青木 和子、青木 一郎"),
        ("青木 和子", "青木", "青木 和子"),
        ("38-1111", "青木", "38-1111"),
    ],
)
def test_members_parted_by_blanks_alone(cell: str, family: str, members: str) -> None:
    assert apart(cell, family) == members


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("青木 茂（090-1111-1111）", "青木 茂"),
        ("青木 茂（班長）", "青木 茂（班長）"),
        ("受付（38-1111）", "受付（38-1111）"),
    ],
)
def test_a_telephone_in_brackets_is_no_part_of_the_name(line: str, name: str) -> None:
    assert named_only(line) == name
