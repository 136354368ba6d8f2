"""Lists whose people take two rows each."""

from __future__ import annotations

from sekisho.personal.lists.folded import folded_headings, is_cut, unfolded

TABLE = [
    ("番号", "氏名", "住所"),
    ("番号", "ふりがな", "電話"),
    ("1", "青木 茂", "谷口町1番地"),
    ("1", "あおき しげる", "38-1111"),
    ("2", "石黒 明", "谷口町2番地"),
    ("2", "いしぐろ あきら", "38-2222"),
]


def test_both_rows_become_one() -> None:
    headings = folded_headings(TABLE, 0)
    assert headings is not None
    assert headings.kinds == ("number", "name", "address", "reading", "phone")
    assert headings.used == 2
    assert unfolded(headings.under, TABLE[2:]) == [
        ("1", "青木 茂", "谷口町1番地", "あおき しげる", "38-1111"),
        ("2", "石黒 明", "谷口町2番地", "いしぐろ あきら", "38-2222"),
    ]


def test_a_person_without_a_second_row_stands_alone() -> None:
    headings = folded_headings(TABLE, 0)
    assert headings is not None
    rows = [*TABLE[2:4], TABLE[4], ("3", "上野 花子", "山田3番地")]
    assert [row[3:] for row in unfolded(headings.under, rows)] == [
        ("あおき しげる", "38-1111"),
        ("", ""),
        ("", ""),
    ]


def test_rows_of_their_own_are_not_folded() -> None:
    single = [*TABLE[:3], ("2", "石黒 明", "谷口町2番地")]
    assert folded_headings(single, 0) is None


def test_headings_that_divide_a_merged_one_are_not_folded() -> None:
    table = [
        ("番号", "連絡先", "連絡先"),
        ("番号", "自宅", "携帯"),
        ("1", "38-1111", "090-1111-1111"),
        ("", "38-1112", "090-1111-1112"),
    ]
    assert folded_headings(table, 0) is None


def test_one_row_of_headings_says_both_rows() -> None:
    table = [
        ("番号", "ふりがな／氏名", "生年月日／住所", "保護者"),
        ("1", "あおき　そら", "R1.9.1", "青木 茂"),
        ("", "青木 空", "谷口町1番地", ""),
        ("2", "いしぐろ　めい", "R2.1.3", "石黒 明"),
        ("", "石黒 芽衣", "谷口町2番地", ""),
    ]
    headings = folded_headings(table, 0)
    assert headings is not None
    assert headings.kinds == ("number", "reading", "birth", "name", "name", "address")
    assert headings.used == 1
    assert unfolded(headings.under, table[1:3]) == [
        ("1", "あおき　そら", "R1.9.1", "青木 茂", "青木 空", "谷口町1番地")
    ]
    assert folded_headings([("番号", "氏名／ふりがな", "住所"), *table[1:]], 0) is None


def test_a_page_begins_with_the_second_row_of_somebody() -> None:
    assert is_cut((1,), ("1", "青木 茂", ""))
    assert not is_cut((1,), ("1", "青木 茂", "38-1111"))
    assert not is_cut((), ("1", ""))
    assert unfolded((1,), [("", "38-1111"), ("2", "石黒 明"), ("", "38-2222")], cut=True) == [
        ("", "", "38-1111"),
        ("2", "石黒 明", "38-2222"),
    ]


IN_TURN = [
    ("番号", "児童氏名", "生年月日", "組"),
    ("保護者氏名", "住所", "電話", ""),
    ("1", "青木 栞", "令和3年4月9日", "ほし"),
    ("青木 茂", "谷口町1番地", "0770-00-1111", ""),
    ("2", "石黒 蓮", "令和2年12月1日", "つき"),
    ("石黒 明", "谷口町2番地", "0770-00-2222", ""),
]


def test_rows_in_turn_below_headings_of_their_own() -> None:
    headings = folded_headings(IN_TURN, 0)
    assert headings is not None
    assert headings.kinds == ("number", "name", "birth", "other", "name", "address", "phone")
    assert unfolded(headings.under, IN_TURN[2:])[1] == (
        *("2", "石黒 蓮", "令和2年12月1日", "つき"),
        *("石黒 明", "谷口町2番地", "0770-00-2222"),
    )


def test_rows_of_one_kind_are_not_in_turn() -> None:
    assert folded_headings([*IN_TURN[:3], IN_TURN[4], IN_TURN[4]], 0) is None


def test_rows_in_pairs_need_no_known_headings() -> None:
    table = [
        ("番号", "氏名", "住所"),
        ("番号", "特技", "曜日"),
        ("1", "青木 茂", "谷口町1番地"),
        ("1", "大工", "土日"),
        ("2", "石黒 明", "谷口町2番地"),
        ("2", "手話", "平日"),
    ]
    headings = folded_headings(table, 0)
    assert headings is not None
    assert headings.layout == ("番号", "氏名", "住所", "特技", "曜日")
    assert folded_headings(table[:4], 0) is None  # one pair may be chance
    assert folded_headings([*table, ("3", "榎本 正", "谷口町3番地")], 0) is not None
    assert folded_headings([*table[:3], table[4], *table[3:]], 0) is None


def test_rows_may_lack_their_last_cells() -> None:
    table = [
        ("番号", "受診者氏名", "生年月日", "住所"),
        ("番号", "固定電話", "携帯電話", "判定"),
        ("1", "大西 勝", "S24.5.3", "南台3番地"),
        ("1", "0778-52-1101", "090-0000-1101"),
        ("2", "黒川 洋子", "S30.1.1", "上沢12番地"),
        ("2", "0778-52-1102", "090-0000-1102", "要"),
    ]
    found = folded_headings(table, 0)
    assert found is not None
    assert unfolded(found.under, table[2:4]) == [
        ("1", "大西 勝", "S24.5.3", "南台3番地", "0778-52-1101", "090-0000-1101", "")
    ]
