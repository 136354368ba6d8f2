"""Columns that stand there several times, once."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.headings import headings_at
from sekisho.personal.lists.blocks import once


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in text.split("/")]


@pytest.mark.parametrize(
    ("table", "layout", "expected"),
    [
        ("番号|番号|氏名|氏名|氏名/1|1|青木 茂|青木 茂|青木 茂", "番号|氏名", "1|青木 茂"),
        ("氏名|電話|氏名|電話/青木 茂|1|石黒 明|2", "氏名|電話", "青木 茂|1/石黒 明|2"),
        ("氏名|電話||氏名|電話/青木 茂|1||石黒 明|2", "氏名|電話", "青木 茂|1/石黒 明|2"),
        # two columns under one heading are two
        ("氏名|氏名|電話/青木|茂|1/石黒|明|2", "氏名|氏名|電話", "青木|茂|1/石黒|明|2"),
        # columns that hardly anybody fills are columns all the same
        (
            "世帯主|子|子/青木 茂||/石黒 明|栞|蓮/林 圭||",
            "世帯主|子|子",
            "青木 茂||/石黒 明|栞|蓮/林 圭||",
        ),
        ("番号|氏名/1|青木 茂", "番号|氏名", "1|青木 茂"),
    ],
)
def test_each_column_once(table: str, layout: str, expected: str) -> None:
    whole = rows(table)
    headings, found = once(headings_at(whole[:1], 0), whole[1:])
    assert headings.layout == tuple(layout.split("|"))
    assert len(headings.kinds) == len(headings.groups) == len(headings.layout)
    assert found == rows(expected)
