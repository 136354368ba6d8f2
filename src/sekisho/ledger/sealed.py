"""The tables of a manifest: its sealed segments as views, all together or part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from sekisho.ledger.manifest import Manifest, Segment
from sekisho.ledger.tables import of_segments

PART = 500_000
"""Rows of a part: what can be sorted in memory."""


def tables_of(
    ledger: Path, manifest: Manifest, temporary: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection with one view per kind over the segments of a ledger folder."""
    return _tables(ledger, manifest.segments, temporary)


def parts_of(
    ledger: Path, manifest: Manifest, temporary: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same a part at a time, in the order of evidence and position: every row of a part
    stands before every row of the next. A connection is closed when the next is asked for."""
    for part in _parts(manifest.segments):
        with _tables(ledger, part, temporary) as connection:
            yield connection


def _parts(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Segments of one evidence, or of one block of it where it was read in blocks, stay
    together: kinds follow each other by position there."""
    groups: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        groups.setdefault((segment.evidence, _block(segment)), []).append(segment)
    part: list[Segment] = []
    for _key, group in sorted(groups.items()):
        if part and sum(one.rows for one in [*part, *group]) > PART:
            yield part
            part = []
        part += group
    if part:
        yield part


def _block(segment: Segment) -> str:
    """``KEY-BLOCK-NUMBER.parquet`` where the evidence was read in blocks, else no block."""
    words = Path(segment.file).stem.split("-")
    return words[1] if len(words) == 3 else ""


def _tables(
    ledger: Path, segments: Iterable[Segment], temporary: Path | None
) -> duckdb.DuckDBPyConnection:
    files: dict[str, list[Path]] = {}
    for segment in segments:
        files.setdefault(segment.kind, []).append(ledger / segment.file)
    return of_segments(files, temporary)
