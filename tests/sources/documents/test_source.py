"""Whole documents of other programs with known contents: every row found, no reading in a name."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.content import Paragraph, Table, content_of
from sekisho.sources.contract import Context

ROOT = Path(__file__).resolve().parents[3]
NOT_DRAWN = "𠮷"
"""The fonts at hand have no such character, so a PDF made with them has none either."""


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "japanese_documents", ROOT / "bench" / "japanese_documents.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def flat(cells: tuple[str, ...]) -> str:
    return "\x1f".join(re.sub(r"[ \u3000]", "", cell) for cell in cells)


def check(path: Path, truth: object) -> None:
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    content = content_of(evidence, Context(now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert content.status == "read", content.reasons
    rows = [flat(row) for piece in content.pieces if isinstance(piece, Table) for row in piece.rows]
    lines = [piece.text for piece in content.pieces if isinstance(piece, Paragraph)]
    for row in truth.rows:  # type: ignore[attr-defined]
        if path.suffix == ".pdf" and any(NOT_DRAWN in cell for cell in row):
            continue
        assert any(flat(row) in one for one in rows), row
    for line in truth.lines:  # type: ignore[attr-defined]
        assert any(flat((line,)) in flat((one,)) for one in lines), line
    if path.suffix != ".pdf":  # where a reading is a line of its own like any other
        for never in truth.never:  # type: ignore[attr-defined]
            assert not any(never in text for text in [*rows, *lines])


@pytest.mark.parametrize("name", ["roster.docx", "list.xlsx", "drill.pptx"])
def test_documents_of_python_libraries(made: ModuleType, tmp_path: Path, name: str) -> None:
    made.WRITERS[name](tmp_path / name)
    check(tmp_path / name, made.TRUTH[name.partition(".")[0]])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_documents_of_libreoffice(made: ModuleType, tmp_path: Path) -> None:
    for path in made.write(tmp_path):
        check(path, made.TRUTH[path.stem])
