from __future__ import annotations

import pytest

from sekisho.personal.columns.headings import headings_at, is_heading_row, is_value, only_asks


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["No", "氏名", "備考"], True),
        (["氏名"], True),
        (["氏名", "", ""], True),
        (["1", "世帯主", "本人"], False),
        (["緊急連絡先一覧"] * 3, False),
        (["区長", "青木 茂", "役員"], False),
        (["電話", "0770-00-0001"], False),
        (["", ""], False),
        (["保護者氏名", "", "電話", "（　　　）　　　－"], False),
        (["氏名", "", "住所", ""], False),
        (["所有者氏名", "井上善吉", "連絡先", "95-8430"], False),
        (["１　団員"] * 4, False),
    ],
)
def test_heading_rows(cells: list[str], expected: bool) -> None:
    assert is_heading_row(cells) is expected


def test_the_first_row_may_hold_unknown_headings() -> None:
    cells = ["管理番号", "端末名", "使用者", "機種", "購入年度"]
    assert not is_heading_row(cells)
    assert is_heading_row(cells, first=True)


def test_one_known_heading_about_people_is_enough_for_a_first_row() -> None:
    assert is_heading_row(["会場", "受診者", "受診日", "結果"], first=True)
    assert not is_heading_row(["会場", "受診者", "受診日", "結果"])
    assert not is_heading_row(["番号", "品名", "数量", "単価"], first=True)
    assert not is_heading_row(["対象者", "青木茂"], first=True)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("所有者|氏名|||（続柄 親）/残置物|□あり　□なし|希望価格|万円|仏壇", True),
        ("採水者|氏名||/井戸|浅井戸|深井戸|湧水", True),
        ("番号|氏名||続柄/1|青木|茂|世帯主", False),
        ("番号|氏名||続柄/1|青木 凰雅||子", False),
        ("番号|氏名|続柄/1|井戸|湧水", False),
        ("番号|氏名|/1", True),
    ],
)
def test_rows_of_an_empty_form_only_ask(table: str, expected: bool) -> None:
    assert only_asks([row.split("|") for row in table.split("/")], 0) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("090-0000-0001", True),
        ("38-1111", True),
        ("S30.4.1", True),
        ("年　月　日", True),
        ("〒　　－", True),
        ("青木 茂", True),
        ("氏名", False),
        ("印", False),
        ("令和6年度", False),
        ("家族1", False),
    ],
)
def test_values(text: str, expected: bool) -> None:
    assert is_value(text.replace("\u3000", " ")) is expected


TWO_ROWS = [
    # surname and given name under the name
    ("番号 氏名 氏名 住所", "番号 姓 名 住所", "number surname given address"),
    # where somebody is called
    ("氏名 連絡先 連絡先", "氏名 自宅 携帯", "name phone phone"),
    ("氏名 電話 電話", "氏名 勤務先 本人", "name phone phone"),
    # whom to call is somebody else
    (
        "対象者 対象者 緊急時の連絡先 緊急時の連絡先",
        "氏名 住所 氏名 電話",
        "name address contact phone",
    ),
    ("世帯主 世帯主 住所", "氏名 年齢 住所", "head age address"),
    ("氏名 住所 住所", "氏名 郵便番号 番地", "name other address"),
    # the reading above the name
    ("番号 ふりがな 住所", "番号 氏名 住所", "number name address"),
    # merged headings whose value was written once
    ("氏名 連絡先 - 住所", "- 自宅 携帯 -", "name phone phone address"),
]


@pytest.mark.parametrize(("upper", "lower", "kinds"), TWO_ROWS)
def test_two_rows_are_one_heading(upper: str, lower: str, kinds: str) -> None:
    table = [tuple(row.replace("-", "").split(" ")) for row in (upper, lower)]
    found = headings_at(table, 0)
    assert found.used == 2
    assert " ".join(kind or "-" for kind in found.kinds) == kinds


@pytest.mark.parametrize(
    "second",
    [
        "1 青木茂 谷口町1番地 38-1111",
        "幹事 青木 茂 谷口",
        "番号 氏名 連絡先 連絡先",
        "番号 氏名 この欄には携帯電話の番号を書いてください 携帯",
    ],
)
def test_a_row_of_values_is_no_second_heading(second: str) -> None:
    table = [("番号", "氏名", "連絡先", "連絡先"), tuple(second.split(" "))]
    assert headings_at(table, 0).used == 1


def test_columns_under_one_merged_heading_are_a_group() -> None:
    table = [
        ("番号", "対象者", "対象者", "連絡先", "連絡先"),
        ("番号", "氏名", "住所", "氏名", "電話"),
    ]
    assert headings_at(table, 0).groups == (0, 2, 2, 4, 4)
