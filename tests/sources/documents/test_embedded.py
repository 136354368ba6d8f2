from __future__ import annotations

import zipfile
from pathlib import Path

from sekisho.sources.documents.embedded import embedded
from sekisho.sources.documents.package import opened


def test_every_embedded_object_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (
            "word/document.xml",
            "word/embeddings/a.xlsx",
            "word/embeddings/oleObject1.bin",
        ):
            archive.writestr(name, b"")
    with opened(path) as package:
        assert [piece.raw for piece in embedded(package)] == [
            b"word/embeddings/a.xlsx",
            b"word/embeddings/oleObject1.bin",
        ]
