"""Evidence for cases, made by hand: tables with the columns that readers fill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from sekisho.case.hosts import prepare
from sekisho.events import events, kind_named
from sekisho.events.time import JAPAN
from sekisho.ledger.manifest import Entry
from sekisho.ledger.tables import of_batches

DATASETS = {"proxy": "squid.proxy", "windows": "evtx.windows", "share": "samba.share"}


def at(text: str, day: int = 3) -> datetime:
    """A wall clock of June 2016 in Japan, as UTC."""
    hour, minute, *rest = text.split(":")
    second = float(rest[0]) if rest else 0.0
    start = datetime(2016, 6, day, int(hour), int(minute), tzinfo=JAPAN)
    return (start + timedelta(seconds=second)).astimezone(UTC)


class Records:
    """Collects rows of every kind; each gets a place in an evidence of its kind."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._number = count(1)

    def add(self, kind: str, time: datetime | None, **columns: Any) -> int:
        """A row; gives its position. Double underscores in names stand for dots."""
        position = next(self._number)
        row = {name.replace("__", "."): value for name, value in columns.items()}
        row.setdefault("evidence", f"{kind}.log")
        row.setdefault("event.dataset", DATASETS.get(kind, f"test.{kind}"))
        rows = self._rows.setdefault(kind, [])
        rows.append({"@timestamp": time, "position": position, "unit": "line", **row})
        return position

    def lease(self, time: datetime, ip: str, name: str, act: str = "assign", **more: Any) -> None:
        mac = f"02:00:00:00:00:{sum(name.encode()) % 256:02x}"
        columns = {"client.ip": ip, "client.name": name, "client.mac": mac, "event.action": act}
        self.add("dhcp", time, **{**columns, **more})

    def tunnel(self, start: datetime, end: datetime, ip: str, host: str, **more: Any) -> int:
        columns: dict[str, Any] = {
            "event.start": start, "event.end": end, "source.ip": ip, "cs-host": host,
            "cs-method": "CONNECT", "sc-status": 200, "event.action": "allowed",
            "c-uri": f"{host}:443",
        }  # fmt: skip
        return self.add("proxy", end, **{**columns, **more})

    def page(self, time: datetime, ip: str, uri: str, **more: Any) -> int:
        columns: dict[str, Any] = {
            "event.start": time, "event.end": time, "source.ip": ip, "c-uri": uri,
            "cs-host": uri.split("/")[2], "cs-method": "GET", "sc-status": 200,
            "event.action": "allowed", "http.response.mime_type": "text/html",
        }  # fmt: skip
        return self.add("proxy", time, **{**columns, **more})

    def windows(self, time: datetime, host: str, code: int, /, **fields: str) -> int:
        more = {name: fields.pop(name) for name in list(fields) if name in _HEADS}
        data = list(fields.items())
        columns: dict[str, Any] = {"host.name": host, "EventID": code, "fields": data}
        columns |= {_HEADS[name]: value for name, value in more.items()}
        return self.add("windows", time, **columns)

    def share(self, time: datetime, ip: str, act: str, path: str, **more: Any) -> int:
        columns: dict[str, Any] = {
            "source.ip": ip, "event.action": act, "file.path": path, "observer.name": "fs01",
            "user.name": "tanaka", "event.outcome": "success",
        }  # fmt: skip
        return self.add("share", time, **{**columns, **more})

    def paper(self, evidence: str, *rows: str | Sequence[str]) -> None:
        """A document: texts are paragraphs, sequences the rows of one table."""
        for number, row in enumerate(rows, 1):
            table = not isinstance(row, str)
            cells = list(row) if table else [row]
            columns: dict[str, Any] = {
                "evidence": evidence, "document.table": 1 if table else None,
                "document.row": number if table else None, "document.cells": cells,
                "document.text": "\t".join(cells),
            }  # fmt: skip
            self.add("document", None, **columns)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The tables, ready for questions."""
        opened = of_batches([_batch(kind, rows) for kind, rows in self._rows.items()])
        prepare(opened)
        return opened

    def entries(self, *more: Entry) -> list[Entry]:
        """The manifest's account of all evidence used."""
        names = sorted({row["evidence"] for rows in self._rows.values() for row in rows})
        return [*(entry(name) for name in names), *more]


_HEADS = {"provider": "event.provider", "channel": "winlog.channel", "outcome": "event.outcome"}


def entry(name: str, status: str = "read", sha256: str = "") -> Entry:
    """A line of the manifest."""
    digest = sha256 or f"{sum(name.encode()):064x}"
    return Entry(name, digest, 1, None, "", "folder", status, "test")  # type: ignore[arg-type]


def _batch(kind: str, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    names = sorted({name for row in rows for name in row})
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in names}
    return events(kind_named(kind), len(rows), columns)


@pytest.fixture
def records() -> Records:
    return Records()
