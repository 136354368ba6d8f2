"""What a reader says about bytes: its events as dictionaries, its unread, its notes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sekisho.events import UNREAD
from sekisho.events.evidence import Evidence
from sekisho.sources.contract import AnySource, Context, Events, Note, NotReadable, Unread
from sekisho.sources.reading import read, reread, sample_of

NOW = datetime(2016, 6, 23, tzinfo=UTC)


@dataclass
class Told:
    """Everything a reader said about one file. Nulls are left out of ``events``."""

    events: list[dict[str, Any]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused: str | None = None
    identified: int = 0

    def note(self, code: str) -> Note:
        """The one note of that code."""
        (found,) = (note for note in self.notes if note.code == code)
        return found


def present(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without nulls, its map of fields as a dictionary."""
    shown = {key: value for key, value in row.items() if value is not None}
    shown["fields"] = dict(shown.get("fields") or ())
    return shown


def tell(
    source: AnySource,
    path: Path,
    hints: Mapping[str, tuple[str, ...]] | None = None,
    zone: str = "Asia/Tokyo",
) -> Told:
    """Reads a file whole, checking schemas and that the notes have text."""
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    context = Context(now=NOW, zone=zone, hints=hints or {})
    sample = replace(sample_of(evidence), hints=context.hints)
    told = Told(identified=source.identify(sample))
    try:
        for item in read(source, evidence, context):
            if isinstance(item, Events):
                assert item.batch.schema.equals(item.kind.schema)
                item.batch.validate(full=True)
                told.events += [present(row) for row in item.batch.to_pylist()]
            elif isinstance(item, Unread):
                assert item.batch.schema.equals(UNREAD)
                told.unread += [(row["position"], row["reason"]) for row in item.batch.to_pylist()]
            else:
                told.notes.append(item)
    except NotReadable as answer:
        told.refused = answer.code
    return told


@pytest.fixture(scope="session")
def tell_of() -> Callable[..., Told]:
    """``tell_of(source, path, hints, zone)``: what a reader says about a file."""
    return tell


@pytest.fixture(scope="session")
def tell_of_bytes(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Told]:
    """``tell_of_bytes(source, data, name=…, hints=…, zone=…)``: the same for bytes."""
    folder = tmp_path_factory.mktemp("bytes")

    def check(source: AnySource, data: bytes, name: str = "log", **told: Any) -> Told:
        path = folder / name
        path.write_bytes(data)
        return tell(source, path, **told)

    return check


@pytest.fixture(scope="session")
def reread_equals() -> Callable[..., int]:
    """Reads events again at their pointers alone; gives how many were compared."""

    def check(source: AnySource, path: Path, most: int = 12, **context: Any) -> int:
        evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
        told = Context(now=NOW, **context)
        batches = [i.batch for i in read(source, evidence, told) if isinstance(i, Events)]
        rows = [row for batch in batches for row in pa.Table.from_batches([batch]).to_pylist()]
        chosen = random.Random(7).sample(rows, min(most, len(rows)))
        for row in chosen:
            again = [
                found
                for item in reread(source, evidence, told, row["position"])
                for found in item.batch.to_pylist()
            ]
            assert row in again
        return len(chosen)

    return check
