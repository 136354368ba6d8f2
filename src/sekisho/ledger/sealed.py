"""The tables of a manifest: its sealed segments as views."""

from __future__ import annotations

from pathlib import Path

import duckdb

from sekisho.ledger.manifest import Manifest
from sekisho.ledger.tables import of_segments


def tables_of(
    ledger: Path, manifest: Manifest, temporary: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection with one view per kind over the segments of a ledger folder."""
    files: dict[str, list[Path]] = {}
    for segment in manifest.segments:
        files.setdefault(segment.kind, []).append(ledger / segment.file)
    return of_segments(files, temporary)
