"""Tables without headings, their columns told by their cells."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.by_cells import kinds_by_content


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        # readings stand anywhere
        (
            ("大西 勝|52-1101|オオニシ マサル", "黒川 洋子|52-1102|クロカワ ヨウコ"),
            "name phone reading",
        ),
        (("カルロス シルバ|52-1101", "アニタ シュレスタ|52-1102"), "name phone"),
        # halves of names, a surname left out below its head
        (("1|大西|勝|84", "|| 千代|82", "2|黒川|洋子|91"), "other surname given other"),
        (("1|南台|一丁目", "2|上沢|二丁目"), "other other other"),
        # given names beside relations
        (("大西 勝|世帯主|70", "千代|妻|68", "黒川 洋子|世帯主|91"), "name relation age"),
        # the head's name in each row
        (
            ("大西 勝|大西 勝|世帯主", "大西 勝|大西 千代|妻", "黒川 洋子|黒川 洋子|世帯主"),
            "head name relation",
        ),
        # families by given name
        (
            ("大西 勝|千代子、健一|52-1101", "黒川 洋子||52-1102", "中島 宏|美香、由美子|52-1103"),
            "name member phone",
        ),
        (("大西 勝|畑", "黒川 洋子|田", "中島 宏|畑"), "name other"),
        # the reading in the cell of the name
        (("オオニシ マサル 大西 勝|a", "クロカワ ヨウコ 黒川 洋子|b"), "name other"),
        (("大西 勝（おおにし まさる）|a", "黒川 洋子（くろかわ ようこ）|b"), "name other"),
    ],
)
def test_columns_beside_names(rows: tuple[str, ...], kinds: str) -> None:
    assert " ".join(kinds_by_content([row.split("|") for row in rows])) == kinds
