"""Opening the records a question is asked of: a case, or a folder of evidence read for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from sekisho.cli.voice import Voice
from sekisho.intake.road import take_in
from sekisho.ledger.manifest import NAME, Manifest, read
from sekisho.ledger.private import private_folder
from sekisho.ledger.sealed import tables_of
from sekisho.ledger.verify import LEDGER
from sekisho.sources.contract import Context


@contextmanager
def records(
    path: Path, work: Path, context: Context, workers: int, voice: Voice
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Manifest]]:
    """The tables of a case folder as it was sealed, or of evidence taken in now."""
    if (path / LEDGER / NAME).is_file():
        ledger, manifest = path / LEDGER, read(path / LEDGER)
    else:
        ledger = private_folder(work / "ledger")
        manifest = take_in(path, ledger, work, context, workers=workers, progress=voice.progress)
    with tables_of(ledger, manifest, work) as connection:
        yield connection, manifest
