from __future__ import annotations

import zipfile
from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.sources.documents.embedded import contents, embedded
from sekisho.sources.documents.package import opened


def test_packages_come_out_and_other_objects_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (
            "word/document.xml",
            "word/embeddings/a.xlsx",
            "word/embeddings/oleObject1.bin",
        ):
            archive.writestr(name, name.encode())
    with opened(path) as package:
        told = [piece.raw for piece in embedded(package)]  # type: ignore[union-attr]
    assert told == [b"word/embeddings/oleObject1.bin"]
    taken = contents(Evidence("a.docx", path, path.stat().st_size, "0" * 64))
    assert [(each.name, each.data) for each in taken] == [("a.xlsx", b"word/embeddings/a.xlsx")]


def test_nothing_comes_out_of_what_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    assert list(contents(Evidence("b.docx", path, 11, "0" * 64))) == []
