"""Headings over cells of tables written as text, and what they do for the recognisers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise import finds_in
from sekisho.personal.recognise.block import flat
from sekisho.personal.recognise.headings import cells_of, label_of
from sekisho.personal.recognise.lines import Lines
from sekisho.personal.recognise.two_lines import HEAD

TABLE = "氏名\t生年月日\t電話\n石黒 明\tS28.7.9\t22-0001\n青木 圭\tS30.1.2\t22-0002"
GAPS = "氏名\t住所\n石黒 明\t谷口3\n\n第2班\n青木 圭\t谷口5\n\n\n\n\n\n宇野 正\t谷口6"
TWO_LINES = "番号\t氏名\t\t住所\n\t姓\t名\t\n1\t石黒\t明\t谷口3"
TRANSPOSED = "氏名\t石黒 明\t青木 圭\n生年月日\tS28.7.9\tS30.1.2\n備考\tなし\tなし"
ALIGNED = "氏名        生年月日     電話\n石黒 明     S28.7.9      22-0001"
PARTED = "氏名      生年月日     電話\n林  隆  S28.7.9  22-0001"
COMMAS = "氏名,住所,電話\n石黒 明,谷口3,22-0001"
DATED = "氏名\t年齢(R5.4.1現在)\t住所\n石黒 明\t70\t谷口3"
WIDE = "経路\t栓番号\t使用者\t場所\t口径\t今回\n01\t4411\t水上 源三\t霧谷3-4\t20\t311"
PAIRED = (
    "番号\t利用者\t住所\t備考\n\tふりがな\t電話\t\n"
    "1\t水上 操\t霧谷3\t\n\tみずかみ みさお\t22-0001\t"
)
PARTIES = "番号\t譲渡人（貸人）\t譲受人（借人）\n1\t霧谷3番地 水上 操\t霧谷5番地2 三木 圭"
FORM_BELOW = "家族\t氏名\t続柄\n\t水上 操\t妻\n保証人\t氏名\t三木 圭"
SECTIONS = (
    "番号\t経営主\t生年月日\t住所\t電話\t田\t認定\n【上組】\n"
    "1\t石黒 明\tＳ２８．７．９\t谷口3\t22-0001\t8\n"
    "◆ 下組 2名\n2\t青木 圭\tＳ３０．１．２\t原1988-11\t22-0002\t5\t○"
)
BANK = (
    "区分\t銀行\t支店\t種目\t口座番号\t預金者名\t引落金額\t新規\n"
    "1\t9900\t681\t1\t3845637\tﾐｽﾞﾉ ﾕｳｲﾁﾛｳ\t10,000\t1"
)
SENT = (
    "整理\t姓\t名\tせいめい\t性別\t生年月日\t〒\t送付先住所\t出席\n"
    "1\t石黒\tすみれ\tいしぐろ すみれ\t女\tH18.7.10\t910-0007\t谷口3\t○"
)
FEES = (
    "組合員番号\t組合員氏名\t住所\t受益面積(㎡)\t経常賦課金\t特別賦課金\t納入\n"
    "2131\t三木田井 伸吾\t谷口2151\t5267\t82,000\t25,000\t済"
)
COUPLES = "講中（戸主・連れ合い）\t在所\t電話\t役\n石黒 明 石黒 志ゑ\t谷口2693\t22-0001\t帳場"
GIFTS = "氏子\t御初穂料\t\t氏子\t御初穂料\n矢ヶ崎 竜太\t5,000円\t\t三木田井 圭\t3,000円"
LABEL_ABOVE = "氏　名\n石黒 明\n住所\n谷口3"


def read(text: str) -> list[tuple[str, str]]:
    cells = cells_of(Lines.of(text))
    return [(head.label, text[start:end]) for start, end, head in cells if head is not HEAD]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (TABLE, [("氏名", "石黒 明"), ("生年月日", "S28.7.9"), ("電話", "22-0001")]),
        (DATED, [("氏名", "石黒 明"), ("年齢", "70"), ("住所", "谷口3")]),
        (COMMAS, [("氏名", "石黒 明"), ("住所", "谷口3"), ("電話", "22-0001")]),
        (ALIGNED, [("氏名", "石黒 明"), ("生年月日", "S28.7.9"), ("電話", "22-0001")]),
        (PARTED, [("生年月日 電話", "林  隆  S28.7.9  22-0001")]),
        (TWO_LINES, [("番号", "1"), ("姓", "石黒"), ("名", "明"), ("住所", "谷口3")]),
        (GAPS, [("氏名", "石黒 明"), ("住所", "谷口3"), ("氏名", "青木 圭"), ("住所", "谷口5")]),
        (TRANSPOSED, [("氏名", "石黒 明"), ("氏名", "青木 圭"), ("生年月日", "S28.7.9")]),
        (WIDE, [("経路", "01"), ("栓番号", "4411"), ("使用者", "水上 源三"), ("場所", "霧谷3-4")]),
        (
            PAIRED,
            [
                ("番号", "1"),
                ("利用者", "水上 操"),
                ("住所", "霧谷3"),
                ("ふりがな", "みずかみ みさお"),
                ("電話", "22-0001"),
            ],
        ),
        (FORM_BELOW, [("氏名", "水上 操"), ("続柄", "妻"), ("氏名", "三木 圭")]),
        (flat(LABEL_ABOVE), [("氏名", "石黒 明"), ("住所", "谷口3")]),
        ("\t氏名\t石黒 明\t電話\t\t22-0001", [("氏名", "石黒 明"), ("電話", "22-0001")]),
        ("氏名:石黒 明  電話:22-0001", [("氏名", "石黒 明"), ("電話", "22-0001")]),
    ],
    ids=[
        "tabs",
        "a_heading_with_a_date",
        "commas",
        "blanks",
        "cells_not_told_apart",
        "two_lines",
        "blank_lines_and_titles",
        "headings_in_the_first_column",
        "a_wide_table_by_its_rows",
        "two_lines_for_each_person",
        "a_form_below_a_table",
        "labels_on_lines_of_their_own",
        "a_form",
        "colons",
    ],
)
def test_cells_and_their_headings(text: str, cells: list[tuple[str, str]]) -> None:
    assert read(text)[: len(cells)] == cells


@pytest.mark.parametrize(
    "text",
    [
        "",
        "氏名\0石黒 明",
        "氏名、住所及び電話番号を記載してください。\n石黒 明\t谷口3",
        "総会\t石黒 明\t22-0001\n青木 圭\t宇野 正\t22-0002",
        "電話\n氏名\n住所",
        "氏名\t住所\t電話",
        "申請者\t届出日\t理由\t方法\t様式\n受付者\t2/3\t転居\t窓口\t第1号",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert read(text) == []


def test_a_table_ends_where_its_form_ends() -> None:
    assert ("氏名", "宇野 正") not in read(GAPS)
    assert read(TABLE + "\0宇野 正\tS1.1.1\t22-0003")[-1] == ("電話", "22-0002")


def test_labels() -> None:
    assert (
        label_of("氏　名（家族全員）".replace("　", " ").replace("（", "(").replace("）", ")"))
        == "氏名"
    )
    assert label_of("家族1") == "家族"
    assert label_of("(続柄)") == "続柄"
    assert label_of("異動する方の氏名 フリガナ") == "異動する方の氏名"
    assert label_of("フリガナ 氏名") == "氏名"
    assert label_of("氏名フリガナ") == "氏名フリガナ", "a column of readings alone"


def found(text: str) -> list[tuple[str, str]]:
    return [(find.kind, text[find.start : find.end]) for find in finds_in([text])[0]]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        (TABLE, [("name", "石黒 明"), ("birth", "S28.7.9"), ("phone", "22-0001")]),
        (TWO_LINES, [("name", "石黒\t明"), ("address", "谷口3")]),
        (
            "氏名（年齢）\t住まい\n水上 源三（78） 水上 操（79）\t霧谷3",
            [("name", "水上 源三"), ("name", "水上 操"), ("address", "霧谷3")],
        ),
        (
            PARTIES,
            [
                ("address", "霧谷3番地"),
                ("name", "水上 操"),
                ("address", "霧谷5番地2"),
                ("name", "三木 圭"),
            ],
        ),
        ("氏名\t住所\n三 木 ウ メ\t霧谷3", [("name", "三 木 ウ メ"), ("address", "霧谷3")]),
        (
            "氏名\t三木 圭\t自宅電話\t0770000031",
            [("name", "三木 圭"), ("phone", "0770000031")],
        ),
        (
            "お名前（家族全員）\t住所\n石黒 明 石黒 由美 石黒 蒼\t谷口3",
            [("name", "石黒 明"), ("name", "石黒 由美"), ("name", "石黒 蒼"), ("address", "谷口3")],
        ),
        (
            "氏名\t家族\t電話\n石黒明\t由美、蒼\t22-0001",
            [("name", "石黒明"), ("name", "由美"), ("name", "蒼"), ("phone", "22-0001")],
        ),
        (
            "受診者\t生年月日\nイシグロ アキラ 石黒 明\t昭和28年7月9日",
            [("name", "石黒 明"), ("birth", "昭和28年7月9日")],
        ),
        (
            "氏名\tフリガナ\t行政区\n石黒 明\tイシグロ アキラ\t新田",
            [("name", "石黒 明"), ("reading", "イシグロ アキラ")],
        ),
        ("氏名\t生年月日\n石黒 明\t10416", [("name", "石黒 明"), ("birth", "10416")]),
        (
            "氏名\t入会日\t電話\n役員会\tH5.4.1\t22-0001\nなし\tH6.4.1\t",
            [("phone", "22-0001")],
        ),
        ("氏名\t住所\t電話\n合計\t同上\t〃", []),
        (
            SECTIONS,
            [
                ("name", "石黒 明"),
                ("birth", "Ｓ２８．７．９"),
                ("address", "谷口3"),
                ("phone", "22-0001"),
                ("name", "青木 圭"),
                ("birth", "Ｓ３０．１．２"),
                ("address", "原1988-11"),
                ("phone", "22-0002"),
            ],
        ),
        (BANK, [("name", "ﾐｽﾞﾉ ﾕｳｲﾁﾛｳ")]),
        (SENT, [("name", "石黒\tすみれ"), ("reading", "いしぐろ すみれ"), ("birth", "H18.7.10")]),
        (FEES, [("name", "三木田井 伸吾"), ("address", "谷口2151")]),
        (
            COUPLES,
            [
                ("name", "石黒 明"),
                ("name", "石黒 志ゑ"),
                ("address", "谷口2693"),
                ("phone", "22-0001"),
            ],
        ),
        (GIFTS, [("name", "矢ヶ崎 竜太"), ("name", "三木田井 圭")]),
    ],
    ids=[
        "a_list",
        "surname_and_given_name",
        "ages_in_brackets",
        "address_before_the_name",
        "set_wide",
        "a_form_with_two_labels",
        "several_in_a_cell",
        "members_by_given_name",
        "reading_in_the_cell",
        "reading_and_hamlet_beside",
        "day_numbers",
        "no_births_no_people",
        "marks",
        "rows_without_their_last_cells_between_titles",
        "half_width_kana_of_a_bank",
        "a_postal_code_among_the_headings",
        "land_and_fees",
        "couples_in_a_cell",
        "two_tables_side_by_side",
    ],
)
def test_what_headings_make_sure(text: str, finds: list[tuple[str, str]]) -> None:
    assert found(text)[: max(1, len(finds))] == finds


@given(st.text("氏名住所電話\t\n \0,:1(a石", max_size=60))
def test_cells_lie_in_order_and_do_not_overlap(text: str) -> None:
    cells = cells_of(Lines.of(text))
    for (start, end, _), (after, _, _) in pairwise(cells):
        assert start < end <= after
    assert all("\n" not in text[start:end] for start, end, _ in cells)


def test_a_label_above_the_headings_of_its_table_leaves_them() -> None:
    text = "世帯員\n氏名\t続柄\t生年月日\n綾子\t妻\tS28.10.18\n理恵\t長女\tS46.10.30\n"
    names = [text[one.start : one.end] for one in finds_in([text])[0] if one.kind == "name"]
    assert names == ["綾子", "理恵"]
