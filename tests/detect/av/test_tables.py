"""Tables that consoles export: headings in Japanese and English, or the user's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sekisho.detect.av import FIELDS, AvRow, antivirus


def table(*rows: list[str], evidence: str = "av/console.csv") -> list[Any]:
    return [
        {
            "kind": "document",
            "columns": {
                "evidence": evidence,
                "position": number,
                "document.table": 1,
                "document.row": number,
                "document.cells": cells,
            },
        }
        for number, cells in enumerate(rows, start=1)
    ]


def rows_of(made: Any, *rows: list[str], mapped: dict[str, str | int] | None = None) -> list[AvRow]:
    return antivirus(made(table(*rows)), [], None, mapped)


def test_a_japanese_console(made: Any) -> None:
    rows = rows_of(
        made,
        ["ウイルス対策 一覧", "", "", ""],
        [
            "コンピュータ名",
            "パターンファイル",
            "最終更新日時",
            "最終フルスキャン",
            "リアルタイム検索",
        ],
        ["PC-01", "19.123.00", "2026/11/20 8:15", "令和8年11月14日", "有効"],
        ["ＰＣ－０２", "19.100.00", "2026/11/01 08:15:00", "", "無効"],
        ["", "", "", "", ""],
    )
    one, two = rows
    assert (one.host, one.definition) == ("PC-01", "19.123.00")
    assert one.last_update == datetime(2026, 11, 19, 23, 15, tzinfo=UTC)
    assert one.last_full_scan == datetime(2026, 11, 13, 15, 0, tzinfo=UTC)
    assert one.last_full_scan_about_s == 86400
    assert one.off == ()
    assert two.host == "PC-02"
    assert two.last_full_scan is None
    assert [span.end for span in two.off] == [None]


def test_a_scan_of_unknown_kind_is_no_full_scan(made: Any) -> None:
    (row,) = rows_of(made, ["端末名", "最終検索日時"], ["PC-01", "2026-11-20 12:00"])
    assert row.last_scan == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert row.last_full_scan is None


def test_what_is_no_antivirus_table_is_left_alone(made: Any) -> None:
    assert rows_of(made, ["コンピュータ名", "購入年度"], ["PC-01", "平成30年度"]) == []
    assert rows_of(made, ["氏名", "最終更新日時"], ["田中", "2026/11/20"]) == []


def test_an_unreadable_date_leaves_the_host_known(made: Any) -> None:
    (row,) = rows_of(made, ["ホスト名", "定義ファイル", "最終更新日"], ["PC-01", "1", "未実施"])
    assert (row.known, row.last_update, row.definition) == (True, None, "1")


def test_off_without_a_date_has_no_beginning(made: Any) -> None:
    header = ["ホスト名", "最終更新日", "リアルタイム保護"]
    (row,) = rows_of(made, header, ["PC-01", "", "停止中"])
    assert [(span.start, span.end) for span in row.off] == [(None, None)]


def test_the_users_columns_by_heading_and_by_number(made: Any) -> None:
    by_heading = {"host": "機器", "updated": "更新した日"}
    (row,) = rows_of(made, ["機器", "更新した日"], ["PC-01", "2026/11/20"], mapped=by_heading)
    assert row.host == "PC-01"
    assert row.last_update is not None
    (row,) = rows_of(made, ["x", "PC-01", "2026/11/20"], mapped={"host": 2, "updated": 3})
    assert row.last_update is not None


@pytest.mark.parametrize("field", FIELDS)
def test_no_heading_means_two_things(field: str) -> None:
    others = {heading for other, found in FIELDS.items() if other != field for heading in found}
    assert not others & set(FIELDS[field])
