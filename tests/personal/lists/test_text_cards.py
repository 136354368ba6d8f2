"""Cards written as lines, one home each."""

from __future__ import annotations

import re

from sekisho.personal.lists.text_cards import text_cards

OFFICE = re.compile("役場")
CARDS = """\
見守りの控え
世帯主　大西 勝　（昭和24年5月3日生）
住　所　南台3番地　　電話　(0778)52-1101
同居　　妻　大西 千代　（昭和25年5月3日生）
連絡先　長男　大西 亮介　090-0000-1101
様子　　元気。
------------
世帯主　黒川 洋子　（昭和10年1月1日生）
住　所　上沢12番地
長　男：黒川 勇　60歳
""".splitlines()


def people(lines: list[str]) -> list[tuple[str | None, list[str]]]:
    found, _ = text_cards(lines, OFFICE)
    return [(one.card, [row[0] for row in one.rows]) for one in found]


def test_each_card_is_a_home_and_contacts_live_elsewhere() -> None:
    assert people(CARDS) == [
        ("card lines 1", ["大西 勝", "大西 千代"]),
        (None, ["大西 亮介"]),
        ("card lines 7", ["黒川 洋子", "黒川 勇"]),
    ]


def test_lines_of_people_are_taken_and_others_left() -> None:
    _, took = text_cards(CARDS, OFFICE)
    assert took == {1, 2, 3, 4, 7, 8, 9}


def test_what_stands_on_a_card() -> None:
    first = text_cards(CARDS, OFFICE)[0][0]
    values = dict(zip(first.kinds, first.rows[0], strict=True))
    assert values["address"] == "南台3番地"
    assert values["phone"].endswith("52-1101")


def test_one_card_or_nothing_private_is_no_list() -> None:
    assert people(CARDS[:6]) == []
    assert people(["氏名　大西 勝", "氏名　黒川 洋子"]) == []
    assert people(["氏名　大西 勝", "氏名　黒川 洋子", "氏名　中島 宏"]) == []
    assert people(["世帯主　平均年齢", "世帯主　持ち家"]) == []


def test_an_office_has_no_cards() -> None:
    assert people([f"{line} 役場" if line.startswith("世帯主") else line for line in CARDS]) == []


def test_members_by_given_name_have_the_surname_of_the_head() -> None:
    lines = ["世帯主：大西 勝", "住所：南台3番地", "妻：千代", "世帯主：黒川 勇", "電話：52-1102"]
    assert people(lines)[0][1] == ["大西 勝", "大西 千代"]
    lines[2] = "家族　千代（妻）　陽斗（長男）"
    assert people(lines)[0][1] == ["大西 勝", "大西 千代", "大西 陽斗"]
