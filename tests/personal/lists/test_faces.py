from __future__ import annotations

import pytest

from sekisho.personal.lists.faces import name_cards


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("+", "\n") for cell in line.split("|")) for line in text.split("/")]


@pytest.mark.parametrize(
    "table",
    [
        "青木 茂|→|石黒 明/090-0000-0001||090-0000-0002",
        "青木 茂+090-0000-0001|石黒 明+090-0000-0002",
        "【総務課】|【総務課】/青木茂|石黒明/090-0000-0001|090-0000-0002",
    ],
)
def test_a_name_over_its_telephone(table: str) -> None:
    assert [(name.replace(" ", ""), phone) for name, phone in name_cards(rows(table))] == [
        ("青木茂", "090-0000-0001"),
        ("石黒明", "090-0000-0002"),
    ]


def test_a_child_and_a_parent_over_their_telephone() -> None:
    table = rows(
        "青木 栞+青木 茂+090‐0000‐0001|選手 石黒 蓮+保護者 石黒 明+38-1111/"
        "林 空+林 圭+090-0000-0003|"
    )
    assert name_cards(table) == [
        ("青木 栞\n青木 茂", "090-0000-0001"),
        ("石黒 蓮\n石黒 明", "38-1111"),
        ("林 空\n林 圭", "090-0000-0003"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        # one telephone of the office for all
        "青木 茂|石黒 明/0770-00-0001|0770-00-0001",
        # a name without a telephone
        "青木 茂|石黒 明/090-0000-0001|",
        # one person is no chain
        "青木 茂|/090-0000-0001|",
        # extensions
        "青木 茂|石黒 明/101|102",
        # words
        "総務|税務/0770-00-0001|0770-00-0002",
    ],
)
def test_what_is_no_chain(table: str) -> None:
    assert name_cards(rows(table)) == []


def test_brothers_and_sisters_share_a_telephone_others_do_not() -> None:
    card = "{} 栞+090-0000-0001|{} 蓮+090-0000-0001|林 空+090-0000-0002"
    assert len(name_cards(rows(card.format("青木", "青木")))) == 3
    assert name_cards(rows(card.format("青木", "石黒"))) == []
