from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.rtf import SOURCE

FOLDER = "sources/documents/rtf"


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "𠮷田区長"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t青木\u3000茂\t0770-00-0001"),
    ("document", 1, 3, "1\t青木\u3000和子\t0770-00-0001"),
    ("document", None, None, "表の後"),
]


def test_encodings_merged_cells_and_what_is_not_shown(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.rtf")
    assert document.rows == GOOD
    assert document.unread == []


def test_a_double_byte_sign_may_end_in_a_plain_letter(reading, tmp_path: Path) -> None:
    path = tmp_path / "x.rtf"
    path.write_bytes(rb"{\rtf1\ansicpg932{\fonttbl{\f0\fcharset128 x;}}\f0 \'83A\'83b\par}")
    assert [row[3] for row in reading(SOURCE, path).rows] == ["アッ"]
