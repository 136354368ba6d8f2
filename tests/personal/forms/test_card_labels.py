"""Cards whose labels over names are no known words."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.card_labels import with_known_labels
from sekisho.personal.lists.listing import TableRow


def rows(text: str, *, cards: bool) -> list[TableRow]:
    """Rows apart by strokes; ``cards``: a table for each two of them."""
    lines = text.split("/")
    return [
        TableRow("p", at // 2 if cards else 1, tuple(line.split("|")))
        for at, line in enumerate(lines)
    ]


CARDS = (
    "所有者|大西 勝/今後の相手|大西 亮介|望み|貸す/"
    "所有者|黒川 洋子/今後の相手|石黒 明|望み|売る/"
    "所有者|中島 宏/今後の相手|中島 拓也|望み|貸す"
)


@pytest.mark.parametrize("cards", [True, False])
def test_labels_that_stand_once_a_card(cards: bool) -> None:
    found = with_known_labels(rows(CARDS, cards=cards))
    assert [row.cells for row in found[:2]] == [
        ("所有者", "大西 勝"),
        ("今後の相手氏名", "大西 亮介", "望みの別", "貸す"),
    ]


def test_two_known_labels_make_a_card_without_one_over_people() -> None:
    text = CARDS.replace("所有者|", "世話の相手|").replace("望み", "住所").replace("貸す", "南台3")
    known = text.replace("今後の相手", "電話|38-1111/身内")
    found = with_known_labels(rows(known, cards=False))
    assert [row.cells[0] for row in found[:3]] == ["世話の相手氏名", "電話", "身内氏名"]


def test_who_uses_something_is_no_staff_beside_whom_they_name() -> None:
    text = CARDS.replace("所有者", "使用者氏名").replace("今後の相手", "次に守る方")
    assert with_known_labels(rows(text, cards=False))[0].cells == ("氏名", "大西 勝")


@pytest.mark.parametrize(
    "text",
    [
        # two cards are too few
        "所有者|大西 勝/今後の相手|大西 亮介/所有者|黒川 洋子/今後の相手|石黒 明",
        # hamlets beside names
        "集落|氏名/南台|大西 勝/南台|黒川 洋子/南台|中島 宏/上沢|石黒 明",
        # a word that answers beside names
        "南台|大西 勝|電話|済/上沢|黒川 洋子|電話|済/南台|中島 宏|電話|済/上沢|石黒 明|電話|済",
        # the role of each household's head
        "世帯主|本人|大西 勝/世帯員|妻|大西 千代/世帯主|本人|黒川 勇/世帯主|本人|石黒 明",
        # no names beside the unknown label
        "所有者|大西 勝/望み|貸す/所有者|黒川 洋子/望み|売る/所有者|中島 宏/望み|貸す",
    ],
)
def test_other_words_stay(text: str) -> None:
    given = rows(text, cards=False)
    assert with_known_labels(given) == given
