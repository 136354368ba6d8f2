from __future__ import annotations

from typing import cast

import pytest

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.plausible import of_a_form, plausible
from sekisho.personal.lists.rows import Draft, Row


def row(name: str, **cells: str) -> Row:
    return Row([Draft(name, "name")], {cast("Kind", kind): cell for kind, cell in cells.items()})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (row("区費", relation="年12,000円", birth="広報"), True),
        (row("異動年月日", relation="令和8年6月30日", birth="添付"), True),
        (row("前嶋 結菜", relation="長女", birth="2020/11/14"), False),
        (row("青木 茂", relation="申込者", birth="昭和63年6月19日"), False),
        (row("青木 茂", relation="会員", birth="不明"), False),
        (row("区費"), False),
    ],
)
def test_a_field_below_a_family_is_nobody(one: Row, expected: bool) -> None:
    assert of_a_form(one) is expected


def test_rare_names_are_kept_where_relation_and_birth_tell_of_people() -> None:
    told = [row(name, relation="妻", birth="S40.1.1") for name in ("日和裕樹", "日和奈々")]
    assert plausible(told, certain=True) == (told, True)
    words = [row(name) for name in ("落札者", "必要", "物品")]
    assert plausible(words, certain=True) == ([], False)
