from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from sekisho.sources.contract import NotReadable
from sekisho.sources.documents import package
from sekisho.sources.documents.package import opened


def written(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_bomb_is_refused_before_anything_is_expanded(tmp_path: Path, monkeypatch) -> None:
    path = written(tmp_path / "bomb.docx", {"word/document.xml": b"0" * 5_000_000})
    monkeypatch.setattr(package, "LIMIT", 4_000_000)
    with pytest.raises(NotReadable) as refused, opened(path):
        pass
    assert refused.value.code == "unread.document_too_large"


def test_a_bomb_that_lies_about_its_size_is_cut_at_what_it_declares(tmp_path: Path) -> None:
    path = written(tmp_path / "liar.docx", {"word/document.xml": b"0" * 3_000_000})
    data = path.read_bytes().replace(struct.pack("<I", 3_000_000), struct.pack("<I", 100))
    path.write_bytes(data)
    with opened(path) as parts, pytest.raises(NotReadable) as refused:
        parts.read("word/document.xml")
    assert refused.value.code == "unread.document_broken"


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch) -> None:
    path = written(tmp_path / "many.docx", {f"a/{n}": b"" for n in range(30)})
    monkeypatch.setattr(package, "MOST_PARTS", 20)
    with pytest.raises(NotReadable), opened(path):
        pass


def test_no_entity_is_expanded_and_no_file_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    xml = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'.encode()
    path = written(tmp_path / "entity.docx", {"a.xml": xml})
    with opened(path) as parts:
        assert "geheim" not in "".join(parts.tree("a.xml").itertext())


def test_relations_lead_to_parts_and_never_outside(tmp_path: Path) -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="x/header" Target="header1.xml"/>'
        b'<Relationship Id="r2" Type="x/header" Target="/word/header2.xml"/>'
        b'<Relationship Id="r3" Type="x/image" Target="http://example.jp/a" TargetMode="External"/>'
        b"</Relationships>"
    )
    path = written(tmp_path / "a.docx", {"word/_rels/document.xml.rels": rels})
    with opened(path) as parts:
        assert parts.related("word/document.xml") == {
            "r1": ("header", "word/header1.xml"),
            "r2": ("header", "word/header2.xml"),
        }


def test_names_count_like_people_do(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pptx", {f"s/slide{n}.xml": b"" for n in (10, 2, 1)})
    with opened(path) as parts:
        assert parts.names(r"s/.*") == ["s/slide1.xml", "s/slide2.xml", "s/slide10.xml"]
