from __future__ import annotations

import pytest

from sekisho.personal.count import counted, examined
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.officials import of_officials
from sekisho.personal.rules import rules


def lines(*texts: str):
    return [("document", None, None, text) for text in texts]


def table(*rows: str):
    return [("document", 1, tuple(row.split("|")), "") for row in rows]


SEATS = table("1番|青木　茂|2番|石黒　明", "3番|宇野　正||")


@pytest.mark.parametrize(
    "rows",
    [
        lines("１　出席議員") + SEATS,
        SEATS,
        lines("出席委員（3名）") + table("1|青木　茂|7|石黒　明", "2|宇野　正|8|谷口　花子"),
        table("議席番号|氏名|出欠", "1|青木　茂|出", "2|石黒　明|欠"),
        lines("説明のため出席した者") + table("町長|青木　茂|総務課長|石黒　明"),
        lines("霧谷町教育委員会　委員名簿（公表用）")
        + table("役職|氏名|任期", "教育長|青木　茂|4年", "委員|石黒　明|4年"),
        table("委員名簿|委員名簿", "区分|氏名", "学識経験者|青木　茂", "公募|石黒　明"),
        table("職名|氏名", "町長|青木　茂", "副町長|石黒　明"),
        table("役職|氏名|備考", "会長|青木　茂|学識経験者", "委員|石黒　明|公募"),
    ],
    ids=[
        "seats_below_a_title",
        "seats_alone",
        "numbers_below_a_title",
        "headings_of_a_council",
        "who_explains",
        "a_committee",
        "a_title_in_the_table",
        "posts",
        "a_board",
    ],
)
def test_officials_without_anything_private_are_nobody(rows) -> None:
    count = counted(examined(rows))
    assert count.persons is not None
    assert count.persons.high == 0
    assert "personal.office_list" in {one.code for one in count.reasons}


@pytest.mark.parametrize(
    ("rows", "low", "high"),
    [
        (table("議席|氏名|住所", "1|青木　茂|谷口町3番地", "2|石黒　明|谷口町4番地"), 2, 2),
        (
            lines("議員名簿")
            + table("役職|氏名|生年月日", "議長|青木　茂|S20.4.1", "議員|石黒　明|S21.5.2"),
            2,
            2,
        ),
        (lines("委員名簿") + table("役職|氏名|電話", "委員|青木　茂|090-0000-0001"), 0, 1),
        (lines("ＰＴＡ委員名簿") + table("役職|氏名", "会長|青木　茂", "委員|石黒　明"), 0, 2),
        (
            lines("谷口自治会役員名簿")
            + table("役職|氏名|任期", "会長|青木　茂|2年", "会計|石黒　明|2年"),
            0,
            2,
        ),
        (table("役職|氏名", "会長|青木　茂", "会計|石黒　明"), 0, 2),
        (table("番号|氏名", "1|青木　茂", "2|石黒　明"), 2, 2),
    ],
    ids=[
        "with_addresses",
        "with_birth_dates",
        "with_telephones",
        "parents",
        "a_hamlet",
        "a_club",
        "numbers",
    ],
)
def test_with_something_private_or_in_private_everybody_counts(rows, low: int, high: int) -> None:
    count = counted(examined(rows))
    assert count.persons is not None
    assert (count.persons.low, count.persons.high) == (low, high)


def test_an_empty_column_of_addresses_is_nothing_private() -> None:
    kinds = ("number", "name", "address")
    headings = ("議席", "氏名", "住所")
    rows = [("1", "青木 茂", "")]
    assert of_officials(Listing(headings, "s", kinds, headed=True, rows=rows), rules())
    filled = [("1", "青木 茂", "谷口町3番地")]
    assert not of_officials(Listing(headings, "s", kinds, headed=True, rows=filled), rules())
