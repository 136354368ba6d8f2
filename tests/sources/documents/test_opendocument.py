from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.opendocument import SOURCE

FOLDER = "sources/documents/opendocument"


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "区長\u3000濵田"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t𠮷田\u3000茂\t0770-00-0001"),
    ("document", 1, 3, "1\t𠮷田\u3000和子\t0770-00-0001"),
    ("document", 1, 4, "2\t髙橋\u3000誠\n（代表）\t090-0000-0002"),
    ("document", None, None, "以上"),
    ("header", None, None, "取扱注意"),
]


def test_merged_cells_readings_and_headers(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.odt")
    assert document.rows == GOOD
    assert document.unread == []


def test_a_sheet_with_three_tables(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good_sheet.ods")
    assert [row[1:3] for row in document.rows] == [
        (1, 1), (1, 3), (1, 4), (1, 5), (1, 6), (2, 1), (2, 2), (3, 1), (3, 2),
    ]  # fmt: skip
    assert document.rows[2][3] == "1\t青木\u3000茂\t919-2501\t09012345678\t1955-04-03\t00007"


def test_files_of_other_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    slides = reading(SOURCE, folder / "docling/odf/sources/odf_presentation_01.odp")
    assert slides.rows[3][3].split("\t")[1:3] == ["A merged with B", "A merged with B"]
    texts = reading(SOURCE, folder / "docling/odf/sources/text_document_03.odt")
    assert {row[1] for row in texts.rows} > {1, 2}
