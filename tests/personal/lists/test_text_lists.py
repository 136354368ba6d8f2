from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.lists.text_lists import text_lists
from sekisho.personal.rules import rules


def found(lines: list[str], *, beside_lists: bool = False):
    return text_lists(lines, rules().office, beside_lists=beside_lists)


LISTS = [
    [" 1　青木茂　谷口町4番地　℡0770(35)7396", " 2　石黒明　谷口町7番地　℡0770(35)7397",
     "10　上野花子　谷口町9番地　℡0770(35)7398"],
    ["青木 茂 谷口1-2 38-1111", "石黒 明 谷口3 38-2222", "上野 花子 谷口4-1 38-3333"],
    ["・青木　茂　　昭和30年1月1日", "・石黒　明　　昭和31年1月1日", "・上野　花子　平成3年1月1日"],
    ["No\t氏名\t電話", "1\t青木 茂\t090-0000-0001", "2\t石黒 明\t090-0000-0002",
     "3\t上野 花子\t090-0000-0003"],
    # the name of a squad and an empty line between
    ["青木 茂　谷口町1番地", "", "第2班", "石黒 明　谷口町2番地", "上野 花子　谷口町3番地"],
    # a name that is in no lexicon, a building after the number
    ["青木 茂　谷口町1番地　メゾン霧谷201　38-1111", "鱏田 鱓太　谷口町2番地　38-2222",
     "石黒 明　谷口町3番地　38-3333"],
]  # fmt: skip


@pytest.mark.parametrize("lines", LISTS, ids=lambda lines: lines[-1])
def test_lines_of_one_make_are_a_list(lines: list[str]) -> None:
    (one,), taken = found(lines)
    assert len(one.rows) == len(taken) == 3
    assert not one.headed
    column = one.kinds.index("name")
    assert all(row[column] for row in one.rows)


@pytest.mark.parametrize(
    "lines",
    [
        # two are none
        ["青木 茂　谷口町1番地", "石黒 明　谷口町2番地"],
        # an office's own
        ["総務課　青木 茂　0770-00-0001"] * 3,
        ["霧谷町役場　税務　0770-00-0002"] * 3,
        # sentences
        ["青木 茂 が谷口町1番地で話しました。"] * 3,
        # nothing private beside the name
        ["１　青木 茂", "２　石黒 明", "３　上野 花子"],
        # no names
        ["谷口橋　谷口町1番地", "山田橋　山田2番地", "本町橋　本町3番地"],
        ["開会 9時 30分", "議案第3号 10時", "閉会 11時"],
    ],
    ids=lambda lines: lines[0],
)
def test_what_is_no_list(lines: list[str]) -> None:
    assert found(lines) == ([], set())


def test_one_line_beside_lists_needs_a_mobile_telephone() -> None:
    line = "副町長　村上 朝陽　０９０（８３９６）５７４７"
    assert found([line]) == ([], set())
    assert len(found([line], beside_lists=True)[0]) == 1
    assert found(["副町長　村上 朝陽　0770-00-0001"], beside_lists=True) == ([], set())


def test_a_title_about_heads_makes_them_heads() -> None:
    lines = ["谷口区　世帯主連絡先", *LISTS[0]]
    assert "head" in found(lines)[0][0].kinds
    assert "head" not in found(LISTS[0])[0][0].kinds


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_lines_are_borne(lines: list[str]) -> None:
    lists, taken = found(lines, beside_lists=True)
    assert len(taken) == sum(len(one.rows) for one in lists)
    assert all(0 <= at < len(lines) for at in taken)
