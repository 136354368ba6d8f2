from __future__ import annotations

import pytest

from sekisho.personal.forms.forms import form_of, is_form_row, names_kin


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in text.split("/")]


@pytest.mark.parametrize(
    ("table", "kinds", "people"),
    [
        (
            "氏名|青木 茂/住所|谷口町3番地/電話|1",
            ("name", "address", "phone"),
            [("青木 茂", "谷口町3番地", "1")],
        ),
        (
            "氏名|青木 茂|石黒 明/年齢|71|45",
            ("name", "age"),
            [("青木 茂", "71"), ("石黒 明", "45")],
        ),
        # the name of a section before the label, the reading above the name
        (
            "窓口に来た人|フリガナ|ｱｵｷ ｼｹﾞﾙ/窓口に来た人|氏名|青木 茂",
            ("reading", "name"),
            [("ｱｵｷ ｼｹﾞﾙ", "青木 茂")],
        ),
        # a name that comes again is the next person
        ("氏名|青木 茂/氏名|石黒 明", ("name",), [("青木 茂",), ("石黒 明",)]),
        # family belongs to the head, label by label
        (
            "世帯主|青木 茂/家族1|和子|妻/家族2|一郎|長男",
            ("head", "member"),
            [("青木 茂", "和子\n妻\n一郎\n長男")],
        ),
        ("保証人|石黒 明/氏名|青木 茂", ("contact", "name"), [("石黒 明", ""), ("", "青木 茂")]),
        ("氏名|/住所|", ("name", "address"), []),
    ],
)
def test_forms(table: str, kinds: tuple[str, ...], people: list[tuple[str, ...]]) -> None:
    assert form_of(rows(table)) == (kinds, people)


def test_a_form_that_names_nobody_is_none() -> None:
    assert form_of(rows("件名|橋の補修/住所|谷口町3番地")) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("氏名|青木 茂", True),
        ("申請者|氏名|青木 茂", True),
        ("氏名|住所", False),
        ("区分|続柄|氏名", False),
        ("橋の補修|1,200", False),
        ("世帯主|本人|青木 茂", True),
    ],
)
def test_rows_of_forms(row: str, expected: bool) -> None:
    assert is_form_row(tuple(row.split("|"))) is expected


def test_a_family_goes_on_over_rows_and_columns() -> None:
    table = rows("世帯主|青木 茂/家族|青木 和子|妻|68歳/|青木 一郎|長男|44歳")
    found = form_of(table)
    assert found is not None
    assert found[1] == [("青木 茂", "青木 和子\n妻\n68歳\n青木 一郎\n長男\n44歳")]
    found = form_of(rows("世帯主|青木 茂|石黒 明/妻|青木 和子|/子||石黒 一郎"))
    assert found is not None
    assert found[1] == [("青木 茂", "青木 和子"), ("石黒 明", "石黒 一郎")]


def test_whom_a_telephone_reaches_is_a_contact() -> None:
    found = form_of(rows("氏名|青木 茂/緊急連絡 1|青木 和子　妻|090-1111-2222"))
    assert found == (("name", "contact"), [("青木 茂", "青木 和子")])
    found = form_of(rows("氏名（アオキ　シゲル）|青木 茂/電話|38-1111"))
    assert found == (("name", "phone"), [("青木 茂", "38-1111")])


def test_a_form_names_members_of_a_family_by_rows_of_their_own() -> None:
    found = form_of(rows("氏名|青木 葵/父|青木 茂|携帯|090-1234-5678/母|青木 和子|勤務先|町立病院"))
    assert found is not None
    kinds, people = found
    assert dict(zip(kinds, people[0], strict=True))["member"] == "青木 茂\n青木 和子"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("父|青木 茂|携帯|090-1234-5678", True),
        ("父|青木 茂", False),  # a list may be written so
        ("本人|青木 茂|携帯|1", False),
        ("父|会社員|携帯|1", False),
    ],
)
def test_a_row_about_a_member_of_a_family(row: str, expected: bool) -> None:
    assert names_kin(tuple(row.split("|"))) is expected


def test_who_holds_an_account_is_named_for_it() -> None:
    found = form_of(rows("児童氏名|安宅 健太/口座名義人|安宅 久美/口座名義人（カナ）|アタカ　クミ"))
    assert found is not None
    kinds, people = found
    assert [row[kinds.index("contact")] for row in people] == ["安宅 久美"]
