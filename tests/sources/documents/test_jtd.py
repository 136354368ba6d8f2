from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.jtd import SOURCE

FOLDER = "sources/documents/jtd"


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "区長\u3000𠮷田茂"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t𠮷田\u3000和子\t0770-00-0001"),
    ("document", None, None, "以上"),
]


def test_text_readings_and_rows(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.jtd")
    assert document.rows == GOOD
    assert document.unread == [("unread.jtd_part", 6, "row")]
    assert [(note.code, note.doubt) for note in document.notes] == [("note.jtd_observed", True)]
