from __future__ import annotations

from pathlib import Path

from sekisho.sources.contract import Sample
from sekisho.sources.documents.xls import SOURCE, identify

FOLDER = "sources/documents/xls"


def test_rows_and_merged_cells(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.xls")
    assert document.rows == [
        ("名簿", 1, 1, "世帯番号\t氏名\t年齢"),
        ("名簿", 1, 2, "1\t青木\u3000茂\t71"),
        ("名簿", 1, 3, "1\t青木\u3000和子\t69"),
        ("名簿", 1, 4, "2\t髙橋\u3000誠\t1971-01-02"),
    ]


def test_the_name_decides_only_when_the_directory_is_out_of_sight(data: Path) -> None:
    signature = (data / FOLDER / "good.xls").read_bytes()[:512]
    assert identify(Sample("a.xls", signature, 10_000_000)) == 40
    assert identify(Sample("a.doc", signature, 10_000_000)) == 0
    assert identify(Sample("a.xls", signature, len(signature))) == 40  # cut off before it


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    legacy = reading(SOURCE, folder / "docling/xls/sources/legacy_sample.xls")
    assert len(legacy.rows) == 8
    encrypted = reading(SOURCE, folder / "oletools/encrypted/encrypted.xls")
    assert encrypted.refused == "unread.encrypted"
    for other in ("harmless-clean.doc", "../olevba/sample_with_vba.ppt"):
        head = (folder / "oletools/msodde" / other).read_bytes()
        assert identify(Sample("a.xls", head, len(head))) == 0
