"""Events made by hand, as the readers would give them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sekisho.events import events, kind_named
from sekisho.ledger.tables import of_batches

Line = Mapping[str, Any]
Made = Callable[[Iterable[Line]], duckdb.DuckDBPyConnection]


def connection_of(lines: Iterable[Line]) -> duckdb.DuckDBPyConnection:
    """Views over lines ``{kind, columns, fields}``; positions count from 1 within all lines."""
    batches = []
    for position, line in enumerate(lines, start=1):
        columns = {name: [value] for name, value in line["columns"].items()}
        if "@timestamp" in columns:
            columns["@timestamp"] = [datetime.fromisoformat(columns["@timestamp"][0])]
        columns.setdefault("evidence", ["made.log"])
        columns.setdefault("position", [position])
        columns.setdefault("unit", ["record"])
        columns["fields"] = [list(line.get("fields", {}).items())]
        batches.append(events(kind_named(line["kind"]), 1, columns))
    return of_batches(batches)


def lines_of(path: Path) -> list[Line]:
    """Lines of a file of events."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def made() -> Made:
    """Makes views over hand-made events."""
    return connection_of


@pytest.fixture(scope="session")
def lines() -> Callable[[Path], list[Line]]:
    """Reads a file of hand-made events."""
    return lines_of
