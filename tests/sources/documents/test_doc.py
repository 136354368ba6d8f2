from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.doc import SOURCE

FOLDER = "sources/documents/doc"


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "区長\u3000濵田"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t𠮷田\u3000茂\t0770-00-0001"),
    ("document", 1, 3, "1\t𠮷田\u3000和子\t0770-00-0001"),
    ("document", 1, 4, "2\t髙橋\u3000誠\n（代表）\t090-0000-0002"),
    ("document", None, None, "以上"),
    ("headers", None, None, "取扱注意"),
]


def test_merged_cells_and_the_word_below_a_reading(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.doc")
    assert document.rows == GOOD
    assert (document.unread, document.notes) == ([], [])


def test_rows_whose_properties_lie_in_another_stream(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good_wide.doc")
    assert [row[3].split("\t") for row in document.rows if row[1] is not None] == [
        ["番号", *["対象者"] * 5, *["緊急時の連絡先"] * 3, "備考"],
        ["番号", "氏名", "生年月日", "年齢", "住所", "電話", "氏名", "続柄", "電話", "備考"],
        ["1", "青木 茂", "昭和5年1月1日", "91", "谷口町1番地", "0770-00-0001",
         "上野 花子", "長女", "090-0000-0001", ""],
        ["2", "石黒 明", "昭和6年2月2日", "90", "谷口町2番地", "0770-00-0002",
         "江藤 学", "姪", "090-0000-0002", ""],
    ]  # fmt: skip


def test_files_of_word(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    lists = reading(SOURCE, folder / "docling/doc/sources/legacy_sample.doc")
    tables = [row[3] for row in lists.rows if row[1] is not None]
    assert len(lists.rows) > 20
    assert tables
    secret = folder / "oletools/encrypted/encrypted.doc"
    assert reading(SOURCE, secret).refused == "unread.encrypted"
    nested = reading(SOURCE, folder / "oletools/oleobj/embedded-unicode.doc")
    assert [reason for reason, _, _ in nested.unread] == ["unread.document_embedded"]
