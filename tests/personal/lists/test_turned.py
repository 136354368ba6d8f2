"""Tables whose people stand beside each other."""

from __future__ import annotations

import pytest

from sekisho.personal.count import counted, examined
from sekisho.personal.lists.turned import turned

LEARNERS = [
    ("にほんご教室　学習者カード", "にほんご教室　学習者カード", "にほんご教室　学習者カード"),
    ("なまえ", "グエン・ティ・ラン", "王 麗華"),
    ("生まれた日", "1998/4/2", "1988/11/30"),
    ("国", "ベトナム", "中国"),
    ("でんわ", "090-1234-5601", "080-2345-6702"),
    ("", "", ""),
    ("なまえ", "マリア・サントス", ""),
    ("生まれた日", "1991/1/9", ""),
    ("国", "フィリピン", ""),
    ("でんわ", "070-3456-7803", ""),
]
PARENTS = [
    ("", "父", "母"),
    ("氏名", "青木 茂", "青木 葵"),
    ("生年月日", "昭和55年4月2日", "昭和58年12月1日"),
    ("勤務先", "谷口製材所", "役場"),
    ("携帯電話", "090-1111-2201", "090-1111-2202"),
]


def test_each_person_becomes_a_row_below_the_labels() -> None:
    laid = turned(LEARNERS)
    assert laid[0] == LEARNERS[0]
    assert laid[1] == ("なまえ", "生まれた日", "国", "でんわ")
    assert laid[2] == ("グエン・ティ・ラン", "1998/4/2", "ベトナム", "090-1234-5601")
    assert laid[3] == ("王 麗華", "1988/11/30", "中国", "080-2345-6702")
    assert laid[4] == ("", "", "")
    assert laid[5] == ("なまえ", "生まれた日", "国", "でんわ")
    assert laid[6:] == [("マリア・サントス", "1991/1/9", "フィリピン", "070-3456-7803")]


def test_a_column_of_marks_above_them_stays() -> None:
    assert turned(PARENTS)[0] == PARENTS[0]
    assert turned(PARENTS)[2] == ("青木 茂", "昭和55年4月2日", "谷口製材所", "090-1111-2201")


@pytest.mark.parametrize(
    "table",
    [
        [("氏名", "電話", "住所"), ("青木 茂", "090-1111-2201", "谷口3番地"),
         ("石黒 明", "090-1111-2202", "宮本5番地")],
        [("氏名", "青木 茂", "生年月日", "昭和55年4月2日"),
         ("住所", "谷口3番地", "電話", "090-1111-2201")],
        [("開催日", "令和6年4月2日", "令和6年5月2日"), ("会場", "公民館", "集会所")],
        [("当番", "青木 茂", "石黒 明"), ("内容", "清掃", "草刈り")],
        [],
        [("", "", "")],
    ],
    ids=["rows", "form", "no people", "nothing else known", "empty", "blank"],
)  # fmt: skip
def test_other_tables_stay(table: list[tuple[str, ...]]) -> None:
    assert list(turned(table)) == table


def test_people_are_counted() -> None:
    rows = [(None, 1, row, "") for row in LEARNERS]
    persons = counted(examined(rows)).persons
    assert persons is not None
    assert (persons.low, persons.high) == (3, 3)
    names = {mention.key for mention in examined(rows).persons}
    assert "グエン・ティ・ラン" in names
