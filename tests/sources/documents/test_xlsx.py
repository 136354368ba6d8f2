from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sekisho.sources.contract import Sample
from sekisho.sources.documents.xlsx import SOURCE, _broken, identify

FOLDER = "sources/documents/xlsx"


def test_rows_merged_cells_hidden_sheet_and_comments(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.xlsx")
    title = "\t".join(["上野田区 名簿"] * 5)
    assert document.rows == [
        ("名簿", 1, 1, title),
        ("名簿", 1, 3, "世帯番号\t氏名\t生年月日\t年齢\t電話"),
        ("名簿", 1, 4, "1\t青木\u3000茂\t1945-04-01\t71\t0770-00-0001"),
        ("名簿", 1, 5, "1\t青木\u3000和子\t1947-12-31\t69\t0770-00-0001"),
        ("名簿", 1, 6, "2\t髙橋\u3000誠\t1971-01-02\t45.5\t090-0000-0002"),
        ("控え", 1, 1, "0012\tTRUE\t2016-06-03T16:03:00\t1234567890123"),
        ("comments/comment1", None, None, "転入予定"),
    ]
    assert document.unread == []


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    sales = reading(SOURCE, folder / "docling/xlsx/sources/xlsx_02_sample_sales_data.xlsm")
    assert sales.rows[0] == ("SalesData", 1, 1, "Product\tDate\tQuantity\tRevenue")
    assert len(sales.rows) == 21
    for name, refused in (
        ("encrypted.xlsb", "unread.encrypted"),
        ("dde-test-encrypt-standardpassword.xlsm", None),  # Excel opens it without asking
    ):
        path = folder / "oletools/encrypted" / name
        head = path.read_bytes()
        assert identify(Sample(name, head, len(head))) == 90
        assert reading(SOURCE, path).refused == refused
    binary = reading(SOURCE, folder / "oletools/msodde/dde-test.xlsb")
    assert len(binary.rows) == 4


@pytest.mark.parametrize(
    "reference", [b'r="XFD1048576"', b"r = 'E99999999'", b'r="AAAAAA1"', b'r="1048576"']
)
def test_far_cells_never_reach_the_library(reading, data: Path, tmp_path: Path, reference) -> None:
    path = tmp_path / "far.xlsx"
    with (
        zipfile.ZipFile(data / FOLDER / "good.xlsx") as good,
        zipfile.ZipFile(path, "w") as far,
    ):
        for name in good.namelist():
            part = good.read(name)
            if "sheet1" in name:
                part = part.replace(b'r="E4"', b'r="ZZ4"').replace(b'r="6"', reference)
                part = part.replace(b'r="A6"', reference)
            far.writestr(name, part)
    assert reading(SOURCE, path).refused == "unread.document_too_large"


def test_a_failure_of_the_library_is_an_answer_and_others_are_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    assert _broken(ValueError("x")).code == "unread.document_broken"
    assert _broken(panic("x")).code == "unread.document_broken"
    with pytest.raises(KeyboardInterrupt):
        _broken(KeyboardInterrupt())
