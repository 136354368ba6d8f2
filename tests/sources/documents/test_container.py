from __future__ import annotations

import io
import zipfile

from sekisho.sources.contract import Sample
from sekisho.sources.documents.container import (
    OLE,
    encrypted,
    has_stream,
    package_names,
    package_of,
)


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def sample(head: bytes, name: str = "a") -> Sample:
    return Sample(name, head, len(head))


def test_a_package_inside_a_package_does_not_mislead() -> None:
    inner = zipped(("[Content_Types].xml", b""), ("xl/workbook.xml", b""))
    head = zipped(("ppt/embeddings/a.xlsx", inner), ("[Content_Types].xml", b""), ("ppt/b", b""))
    assert package_names(sample(head)) == ["ppt/embeddings/a.xlsx", "[Content_Types].xml", "ppt/b"]
    assert package_of(sample(head), "ppt", ()) == 95
    assert package_of(sample(head), "xl", ()) == 0


def test_an_ordinary_zip_is_no_package() -> None:
    assert package_of(sample(zipped(("a.log", b"x"))), "word", (".zip",)) == 0


def test_encrypted_packages_are_told_apart_by_name() -> None:
    head = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    assert encrypted(sample(head))
    assert package_of(sample(head, "名簿.DOCX"), "word", (".docx",)) == 90
    assert package_of(sample(head, "名簿.xlsx"), "word", (".docx",)) == 0


def test_streams_of_a_compound_file() -> None:
    head = OLE + bytes(600) + "Workbook\0".encode("utf-16-le")
    assert has_stream(sample(head), "Book", "Workbook")
    assert not has_stream(sample(head), "WordDocument")
    assert not has_stream(sample(head[1:]), "Workbook")
