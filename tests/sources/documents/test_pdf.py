from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.sources.documents.pdf import SOURCE, lines

FOLDER = "sources/documents/pdf"


def test_lines_ruled_table_and_merged_cells(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.pdf")
    assert document.rows == [
        ("page 1", None, None, "名簿（取扱注意）"),
        ("page 1", 1, 1, "世帯\t氏名\t年齢"),
        ("page 1", 1, 2, "1\t青木 茂\t71"),
        ("page 1", 1, 3, "1\t青木 和子\t69"),
        ("page 1", 1, 4, "2\t橋本 誠\t45"),
        ("page 1", None, None, "以上"),
        ("page 2", None, None, "二頁目"),
    ]
    assert document.unread == []


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    form = reading(SOURCE, folder / "pdfminer/acroform/AcroForm_TEST.pdf")
    assert [text for part, _, _, text in form.rows if part == "page 1 form"] == ["111", "fff"]
    for name in ("aes-128.pdf", "aes-256-m.pdf", "rc4-128.pdf"):
        assert reading(SOURCE, folder / "pdfminer/encryption" / name).refused == "unread.encrypted"
    scanned = reading(SOURCE, folder / "pdfminer/scancode/patchelf.pdf")
    assert scanned.unread == [("unread.page_without_text", 1, "page")]
    japanese = reading(SOURCE, folder / "pdfminer/jo.pdf")
    assert "宇宙塵をたべ、または空気や塩水を呼吸しながら" in [row[3] for row in japanese.rows]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("青木 友美（妻、41 歳）", "青木 友美（妻、41歳）"),
        ("大字鎌田字横川 2015 番地 電話 47-3461", "大字鎌田字横川 2015番地 電話 47-3461"),
        ("令和 8 年 4 月 13 日 届出", "令和8年4月13日 届出"),
        ("1 日時 5 月 7 日", "1 日時 5月7日"),
        ("2 名称 3 年生 青木 茂 54 歳", "2 名称 3 年生 青木 茂 54歳"),
    ],
)
def test_figures_and_what_they_count_are_set_apart_by_programs(printed: str, read: str) -> None:
    assert [row.cells for row in lines(0, printed)] == [(read,)]
