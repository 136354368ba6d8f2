"""Reading a document fixture, and breaking it in every way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Events, Note, NotReadable, Source, Unread

NOW = datetime(2016, 6, 23, tzinfo=UTC)


@dataclass
class Document:
    """Everything a reader said about one file."""

    rows: list[tuple[str | None, int | None, int | None, str]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    unread: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused: str | None = None


def read_document(source: Source, path: Path) -> Document:
    document = Document()
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    try:
        for item in source.read(evidence, Context(now=NOW)):
            if isinstance(item, Events):
                for row in item.batch.to_pylist():
                    place = (row["document.part"], row["document.table"], row["document.row"])
                    document.rows.append((*place, row["document.text"]))
                    document.positions.append(row["position"])
            elif isinstance(item, Unread):
                for piece in item.batch.to_pylist():
                    document.unread.append((piece["reason"], piece["position"], piece["unit"]))
            else:
                document.notes.append(item)
    except NotReadable as error:
        document.refused = error.code
    return document


@pytest.fixture(scope="session")
def reading() -> Callable[[Source, Path], Document]:
    return read_document


def read_changed(
    source: Source, good: Path, folder: Path, change: bytes, at: float, keep: float
) -> None:
    """Reads a good file with bytes changed and cut: it may be refused, never fail."""
    data = bytearray(good.read_bytes())
    start = int(at * len(data))
    data[start : start + len(change)] = change
    path = folder / good.name
    path.write_bytes(bytes(data[: int(keep * len(data))]))
    read_document(source, path)
