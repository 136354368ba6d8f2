from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Lines, Note, Sample, Unread
from sekisho.sources.documents.plain import lines_of, numbered, text_of


def evidence(path: Path, data: bytes) -> Evidence:
    path.write_bytes(data)
    return Evidence("a.txt", path, len(data), "")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_lines_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "お知らせです\n\n上野田区の皆様へ\n" * 3
    pieces = list(lines_of(evidence(tmp_path / "a", text.encode(encoding))))
    found = [line for piece in pieces if isinstance(piece, Lines) for line in numbered(piece)]
    assert found[:2] == [(1, "お知らせです"), (3, "上野田区の皆様へ")]
    noted = [piece.values["encoding"] for piece in pieces if isinstance(piece, Note)]
    assert noted == ([] if encoding == "utf-8" else [encoding])


def test_a_line_without_end_is_unread(tmp_path: Path) -> None:
    pieces = list(lines_of(evidence(tmp_path / "a", b"a\n" + b"x" * 2_000_000 + b"\nb\n")))
    missed = [piece for piece in pieces if isinstance(piece, Unread)]
    assert [piece.batch["position"].to_pylist() for piece in missed] == [[2]]
    found = [line for piece in pieces if isinstance(piece, Lines) for line in numbered(piece)]
    assert found == [(1, "a"), (3, "b")]


def test_text_is_told_from_rubbish() -> None:
    assert text_of(Sample("a", "\ufeffあ\n".encode(), 6)) == "あ\n"
    assert text_of(Sample("a", bytes(range(1, 200)) * 3, 600)) is None
