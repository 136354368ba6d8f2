from __future__ import annotations

import pytest

from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.rows import is_data, row_of


def listing(*kinds) -> Listing:
    return Listing(tuple(kinds), "", kinds, headed=True)


@pytest.mark.parametrize(
    ("kind", "cell", "names"),
    [
        ("name", "青木\u3000茂", ["青木 茂"]),
        ("name", "青木\u3000茂（090-0000-4278）", ["青木 茂"]),
        ("name", "青木 茂(0770(00)0001)", ["青木 茂"]),
        ("name", "集会所（0770-00-0001）", []),
        ("member", "持家・借家・その他", []),
        ("member", "和子・一郎・その他", ["和子", "一郎"]),
        ("member", "太郎・花子", ["太郎", "花子"]),
        ("member", "妻 和子、長男：一郎(12)", ["和子", "一郎"]),
        ("member", "和子\n一郎", ["和子", "一郎"]),
        ("name", "青木\n茂", ["青木茂"]),
        ("name", "青木 茂\n青木 和子", ["青木 茂", "青木 和子"]),
        ("name", "青木 茂 様", ["青木 茂"]),
        ("name", "青木商店", []),
        ("name", "空き家", []),
        ("name", "", []),
        ("member", "3名", []),
        ("name", "ｱｵｷ ｼｹﾞﾙ\n青木 茂", ["青木 茂"]),
        ("name", "アオキ シゲル 青木 茂", ["青木 茂"]),
        ("name", "リュウ メイ\nリュウ・メイ", ["リュウ・メイ"]),
        ("name", "青木 ひとみ", ["青木 ひとみ"]),
        ("name", "青木 ますみ", ["青木 ますみ"]),
        ("name", "青木 まこと", ["青木 まこと"]),
        ("name", "茂と和子", ["茂", "和子"]),
        ("name", "青木\n青木 茂", ["青木", "青木 茂"]),
        ("name", "青木角江\n青木剛", ["青木角江", "青木剛"]),
        ("member", "和子（妻）一郎（長男）", ["和子", "一郎"]),
        ("member", "和子45 一郎20", ["和子", "一郎"]),
        ("member", "青木 和子　青木 一郎", ["青木 和子", "青木 一郎"]),
        ("member", "和子\n妻\n昭和31年1月1日", ["和子"]),
        ("member", "ハツ\n進", ["ハツ", "進"]),
        ("name", "昭和30年1月1日", []),
        ("name", "H11.4.1", []),
        ("name", "氏名", []),
        ("name", "山田地区", []),
        ("name", "若葉建設", []),
        ("name", "男", []),
        ("name", "班長 青木 茂", ["青木 茂"]),
    ],
)
def test_names_in_a_cell(kind: str, cell: str, names: list[str]) -> None:
    assert [draft.name for draft in row_of(listing(kind), (cell,)).drafts] == names


def test_a_foreign_name_with_dots_is_one_person_except_among_members() -> None:
    assert len(row_of(listing("name"), ("グエン・ティ・ラン",)).drafts) == 1
    drafts = row_of(listing("member"), ("サクラ・モモ",)).drafts
    assert [draft.certain for draft in drafts] == [True, False]


def test_given_names_apart_by_blanks_beside_their_head() -> None:
    row = row_of(listing("head", "member"), ("青木 茂", "和子 一郎"))
    assert [draft.name for draft in row.drafts] == ["青木 茂", "和子", "一郎"]


def test_a_contact_has_only_what_stands_beside_it() -> None:
    heads = Listing(("",) * 4, "", ("name", "phone", "contact", "phone"), True, groups=(1, 1, 3, 3))
    row = row_of(heads, ("青木 茂", "1", "上野 花子", "2"))
    assert row.cells == {"phone": "1"}
    assert [draft.values for draft in row.drafts] == [{}, {"phone": "2"}]


def test_town_and_number_in_two_columns_are_one_address() -> None:
    row = row_of(listing("name", "address", "address"), ("青木 茂", "谷口町", "1番地"))
    assert row.cells == {"address": "谷口町 1番地"}


def test_surname_and_given_name_in_two_columns() -> None:
    row = row_of(listing("surname", "given", "phone"), ("青木", "茂", "1"))
    assert [draft.name for draft in row.drafts] == ["青木 茂"]
    assert row.cells == {"phone": "1"}


def test_ages_beside_each_member() -> None:
    row = row_of(listing("head", "age", "member", "age"), ("青木 茂", "71", "和子", "69"))
    assert [draft.values for draft in row.drafts] == [{"age": "71"}, {"age": "69"}]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "青木 茂"), True),
        (("", "青木 茂"), True),
        (("※注意", ""), False),
        (("名簿", "名簿"), False),
        (("合計", "12"), False),
        (("", "小計"), False),
        (("", "第2班"), False),
        (("", "班長 青木 茂"), False),
        (("", "谷口"), False),
        (("青木 茂", "---"), True),
        (("例", "青木 茂"), False),
        (("", ""), False),
    ],
)
def test_rows_that_hold_people(cells: tuple[str, ...], expected: bool) -> None:
    assert is_data(listing("number", "name"), cells) is expected


@pytest.mark.parametrize(
    ("kinds", "cells", "names"),
    [
        (("name", "reading", "other"), ("麻しん、風しん",) * 3, []),
        (("name", "other", "other"), ("青木 茂",) * 3, ["青木 茂"]),
        (
            ("name", "reading", "phone"),
            ("アオキ シゲル", "アオキ シゲル", "38-1111"),
            ["アオキ シゲル"],
        ),
    ],
)
def test_a_cell_over_columns_of_several_kinds_is_a_note(
    kinds: tuple[str, ...], cells: tuple[str, ...], names: list[str]
) -> None:
    assert [one.name for one in row_of(listing(*kinds), cells).drafts] == names


def test_a_numbered_cell_alone_in_its_row_names_somebody() -> None:
    rolls = listing("name", "other")
    assert is_data(rolls, ("2　金子まつ江", ""))
    assert not is_data(rolls, ("2　以下余白", ""))
    assert not is_data(rolls, ("回覧は早めに", ""))
