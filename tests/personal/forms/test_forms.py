from __future__ import annotations

import pytest

from sekisho.personal.forms.forms import form_of, is_form_row


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
