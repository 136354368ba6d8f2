"""Sections of a form: whom its rows are about, and where a list in one ends."""

from __future__ import annotations

import pytest

from sekisho.personal.count import counted, examined
from sekisho.personal.forms.sections import CONTACT, apart


def rows(*lines: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in lines]


def count(*lines: str):
    return counted(examined([("document", 1, cells, "") for cells in rows(*lines)]))


@pytest.mark.parametrize(
    ("table", "expected", "ends"),
    [
        (
            ["申請者|氏名|青木 茂", "申請者|住所|谷口町3番地", "備考|なし|"],
            ["氏名|青木 茂", "住所|谷口町3番地", "備考|なし|"],
            {0, 2},
        ),
        (
            ["申請者|氏名|青木 茂", "|住所|谷口町3番地"],
            ["氏名|青木 茂", "住所|谷口町3番地"],
            {0},
        ),
        # a doctor, a bank, a dog are nobody; a guarantor lives elsewhere
        (["主治医|病院名|町立病院|氏名|石黒 明"], ["|||"], {0}),
        (["犬|名前|ポチ", "犬|性別|オス"], ["|", "|"], {0}),
        (
            ["連帯保証人|氏名|石黒 明", "連帯保証人|住所|谷口町4番地"],
            [f"{CONTACT}|石黒 明", "住所|谷口町4番地"],
            {0},
        ),
        # a section within a section
        (
            ["登録する印|申請者|氏名|青木 茂", "登録する印|申請者|住所|谷口町3番地"],
            ["氏名|青木 茂", "住所|谷口町3番地"],
            {0},
        ),
        # lists, headings in two rows, groups of a list are no sections
        (
            ["地区|氏名|住所", "1班|青木 茂|谷口町3番地"],
            ["地区|氏名|住所", "1班|青木 茂|谷口町3番地"],
            set(),
        ),
        (
            ["地区|氏名|連絡先|連絡先", "地区|氏名|自宅|携帯", "上|青木 茂|1|2"],
            ["地区|氏名|連絡先|連絡先", "地区|氏名|自宅|携帯", "上|青木 茂|1|2"],
            set(),
        ),
        (["1|世帯主|青木 茂", "1|妻|青木 花子"], ["1|世帯主|青木 茂", "1|妻|青木 花子"], set()),
    ],
)  # fmt: skip
def test_apart(table: list[str], expected: list[str], ends: set[int]) -> None:
    cut = apart(rows(*table))
    assert cut.rows == rows(*expected)
    assert cut.ends == ends


def test_a_list_ends_with_its_section() -> None:
    found = count(
        "請求者|氏名|青木 茂|電話|090-0000-0001",
        "請求者|住所|谷口町3番地||",
        "児童|氏名|続柄|生年月日|学校",
        "児童|青木 一郎|長男|平成25年4月1日|",
        "児童|青木 花子|長女|平成27年4月1日|",
        "申請の理由|就労のため|||",
        "振込先|金融機関|農協|支店|本所",
    )
    assert found.persons is not None
    assert (found.persons.low, found.persons.high) == (3, 3)


@pytest.mark.parametrize(
    "table",
    [
        ["家族|氏名|続柄|生年月日", "家族|||年　月　日", "家族|||年　月　日", "理由|就労のため||"],
        ["被保険者|氏名||印", "被保険者|前回の結果|要介護１・２|", "主治医|病院名||"],
        [
            "申込者|氏名|㊞|電話|－　－",
            "申込者|住所|谷口町　番地||",
            "家族|氏名|続柄|職業|",
            "家族|||同・別|",
        ],
        ["課長|課長補佐|係長|係員", "|||"],
    ],
)  # fmt: skip
def test_an_empty_form_names_nobody(table: list[str]) -> None:
    found = count(*table)
    assert found.persons is not None
    assert found.persons.high == 0


def test_the_family_of_a_form_is_one_household() -> None:
    found = count(
        "申込者|氏名|青木 茂|電話|090-0000-0001",
        "申込者|住所|谷口町3番地||",
        "同居する家族|氏名|続柄|生年月日|職業",
        "同居する家族|青木 茂|本人|昭和50年4月1日|",
        "同居する家族|青木 花子|妻|昭和52年4月1日|",
        "連帯保証人|氏名|石黒 明|電話|090-0000-0002",
        "連帯保証人|住所|谷口町4番地||",
    )
    assert found.persons is not None
    assert found.households is not None
    assert (found.persons.low, found.persons.high) == (3, 3)
    assert (found.households.low, found.households.high) == (1, 1)


def test_a_section_of_the_home_goes_on_under_the_headings_above() -> None:
    found = count(
        "申請者|氏名|青木 綾|生年月日|S61.4.9",
        "|住所|谷口町1番地|電話|38-1111",
        "対象児童|氏名|生年月日|続柄|",
        "|青木 芽衣|R2.1.31|長女|",
        "||||",
        "同居の家族|青木 トメ|S9.5.14|母|",
    )
    assert (found.persons.low, found.persons.high) == (3, 3)
    assert found.households is not None
    assert found.households.high == 1


def test_headings_of_which_one_goes_on_below_are_no_section() -> None:
    table = rows(
        "区分|階級|氏名|生年月日|住所|連絡先||入団年月",
        "|||||自宅|携帯|",
        "本部|団員|本谷 翼|2002-01-29|日貫1464|83-9163|090-1929-7897|令和5年1月",
        "|団員|中崎 哲也|1985-01-07|中野571|95-4196|080-7802-5402|令和5年10月",
    )
    assert apart(table).rows == table


def test_an_empty_family_below_its_headings_is_a_section() -> None:
    table = rows("家族|氏名|続柄|勤務先・学年", "|||", "|||", "通学路||所要|分")
    assert apart(table).ends >= {0, 3}
