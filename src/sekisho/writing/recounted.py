"""The sums over inventories in a case folder, counted again from the sealed rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import orjson

from sekisho.case.reading import NotACaseError, from_json
from sekisho.case.rest.recount import recount
from sekisho.investigate import CASE
from sekisho.ledger.manifest import read
from sekisho.ledger.sealed import tables_of
from sekisho.ledger.verify import ledger_of


def recounted(folder: Path) -> tuple[str, ...] | None:
    """The sums that do not agree with the rows they name; None where the folder holds no case with
    such sums, or one that cannot be read any more (which its hash tells). Raises ManifestError."""
    try:
        case = from_json(orjson.loads((folder / CASE).read_bytes()))
    except (OSError, orjson.JSONDecodeError, NotACaseError):
        return None
    if case.rest is None:
        return None
    ledger = ledger_of(folder)
    try:
        with tables_of(ledger, read(ledger)) as connection:
            return recount(connection, case)
    except (duckdb.Error, ValueError):  # a segment is gone or damaged: told by its hash
        return ("case.json",)
