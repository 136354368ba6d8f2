from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.docx import SOURCE

FOLDER = "sources/documents/docx"


GOOD = [
    ("document", None, None, "取扱注意"),
    ("document", 1, 1, "世帯\t氏名\t年齢\t電話"),
    ("document", 1, 2, "1\t青木\u3000茂\t71\t0770-00-0001"),
    ("document", 1, 3, "1\t青木\u3000和子\t69\t0770-00-0001"),
    ("document", 1, 4, "2\t髙橋\u3000誠\t45\t090-0000-0002"),
    ("document", None, None, "統制欄の文字"),
    ("document", None, None, "以上"),
    ("header1", None, None, "上野田区\u3000緊急連絡網"),
    ("footer1", None, None, "担当\u3000総務課"),
]


def test_merged_cells_controls_header_and_footer(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.docx")
    assert document.rows == GOOD
    assert document.positions == list(range(1, 10))
    assert document.unread == []


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    tables = reading(SOURCE, folder / "docling/docx/sources/word_tables.docx")
    merged = [row for row in tables.rows if row[1] == 2]
    assert merged[1][3] == "Cell 1.0\tMerged Cell 1.1 1.2\tMerged Cell 1.1 1.2"
    strict = reading(SOURCE, folder / "docling/docx/sources/Strict.docx")
    assert len(strict.rows) == 1
    assert reading(SOURCE, folder / "oletools/basic/encrypted.docx").refused == "unread.encrypted"
    nested = reading(SOURCE, folder / "oletools/oleobj/embedded-simple-2007.docx")
    assert nested.unread == [("unread.document_embedded", 3, "row")]
