"""The ending of a file's name chooses the format, whatever its case."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.exits import BadInputError
from sekisho.cli.rulebook_paper import write_paper
from sekisho.cli.voice import Voice
from sekisho.report.model import Document, Paragraph, Span

PAPER = Document(
    language="ja",
    title="題",
    stamp="内部用",
    head=(),
    opening=(Paragraph((Span("本文"),)),),
    sections=(),
)


@pytest.mark.parametrize(("name", "begins"), [("a.html", b"<!"), ("a.DOCX", b"PK")])
def test_it_is_written(tmp_path: Path, name: str, begins: bytes) -> None:
    path = write_paper(str(tmp_path / "new" / name), PAPER, Voice("ja", json=True))
    assert path.read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["a", "a.doc", "a.txt"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError, match=r"cli\.rulebook\.bad_ending"):
        write_paper(str(tmp_path / name), PAPER, Voice("ja", json=True))
    assert list(tmp_path.iterdir()) == []
