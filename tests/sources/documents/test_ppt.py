from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.ppt import SOURCE

FOLDER = "sources/documents/ppt"


GOOD = [
    ("slide 1", None, None, "防災訓練"),
    ("slide 1", 1, 1, "班\t氏名"),
    ("slide 1", 1, 2, "第１班\t青木\u3000茂"),
    ("slide 1", 1, 3, "第１班\t青木\u3000和子"),
]


def test_a_table_stays_a_table(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.ppt")
    assert document.rows[: len(GOOD)] == GOOD
    assert (document.unread, document.notes) == ([], [])


def test_files_of_powerpoint(reading, shared: Path) -> None:
    folder = shared / "data/docs-office/oletools"
    assert reading(SOURCE, folder / "encrypted/encrypted.ppt").refused == "unread.encrypted"
    macros = reading(SOURCE, folder / "olevba/sample_with_vba.ppt")
    assert [row[3] for row in macros.rows] == ["PPT VBA TEST"]
    assert [note.code for note in macros.notes] == ["note.document_macros"]
    nested = reading(SOURCE, folder / "oleobj/embedded-simple-2007.ppt")
    assert len(nested.rows) == 3
    assert [reason for reason, _, _ in nested.unread] == ["unread.document_embedded"]
