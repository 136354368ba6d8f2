"""The scans of a plan asked of the events: each view is read once, whatever the number of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.detect.sigma.atoms import Questions
from sekisho.detect.sigma.expression import answer
from sekisho.detect.sigma.plan import Scan
from sekisho.detect.sigma.routes import Route
from sekisho.detect.sigma.rows import POINTER, FieldRows

CHUNK = 1 << 16
"""Events at a time: bounds the memory that answers take."""

Event = tuple[str | None, int | None]
"""Channel and id of a Windows event."""


@dataclass(frozen=True)
class Match:
    """A rule (by its number in the plan) that an event fits, and the event's pointer.

    ``values``: what the event says in the fields that a correlation wants.
    """

    rule: int
    time: datetime | None
    host: str | None
    evidence: str
    position: int
    unit: str
    values: Mapping[str, str | None]


def matches(connection: duckdb.DuckDBPyConnection, scans: Sequence[Scan]) -> Iterator[Match]:
    """Every (rule, event) that fits, in no particular order."""
    windows = [_Asking(scan) for scan in scans if scan.route.view == "windows"]
    yield from _windows(connection, windows)
    for scan in scans:
        if scan.route.view != "windows":
            yield from _view(connection, _Asking(scan))


class _Asking:
    """A scan and its questions, made once for all chunks."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self._questions = [Questions(list(atoms)) for atoms in scan.atoms]

    def select(self, table: str) -> str:
        """The event's pointer and the fields, in SQL."""
        pointer = ", ".join(f'"{name}"' for name in POINTER)
        fields = "".join(f", {sql} AS f{number}" for sql, number in self.scan.fields.items())
        return f"SELECT {pointer}{fields} FROM {table} WHERE {self.scan.route.where}"

    def of(self, chunk: pa.RecordBatch) -> Iterator[Match]:
        """The matches among rows of ``select``."""
        if not chunk.num_rows:
            return
        rows = FieldRows(chunk, self._questions)
        for rule, expression in self.scan.rules:
            found = answer(expression, rows)
            if found is None:
                continue
            numbers = np.flatnonzero(found)
            carried = self.scan.carried.get(rule, {})
            values = {name: rows.texts(operand) for name, operand in carried.items()}
            heads = chunk.select(list(POINTER)).take(pa.array(numbers)).to_pylist()
            for row, head in zip(numbers, heads, strict=True):
                yield Match(
                    rule=rule,
                    time=head["@timestamp"],
                    host=head["host.name"],
                    evidence=head["evidence"],
                    position=head["position"],
                    unit=head["unit"],
                    values={name: texts[row] for name, texts in values.items()},
                )


def _view(connection: duckdb.DuckDBPyConnection, asking: _Asking) -> Iterator[Match]:
    for chunk in connection.sql(asking.select(asking.scan.route.view)).to_arrow_reader(CHUNK):
        yield from asking.of(chunk)


def _windows(connection: duckdb.DuckDBPyConnection, askings: Sequence[_Asking]) -> Iterator[Match]:
    """Windows events are read once and dealt out by channel and id to the scans that want them."""
    pairs = connection.execute(
        'SELECT DISTINCT "winlog.channel", "EventID" FROM windows'
    ).fetchall()
    wanted = {
        number: [pair for pair in pairs if _wants(asking.scan.route, pair)]
        for number, asking in enumerate(askings)
    }
    asked = [askings[number] for number, found in wanted.items() if found]
    if not asked:
        return
    ids = sorted({pair[1] for found in wanted.values() for pair in found if pair[1] is not None})
    where = f'"EventID" IN ({", ".join(map(str, ids))})' if ids else "false"
    chunks = connection.sql(f"SELECT * FROM windows WHERE {where}").to_arrow_reader(CHUNK)
    with closing(connection.cursor()) as inner:
        for chunk in chunks:
            dealt = _Dealt(chunk)
            for asking in asked:
                share = dealt.share(asking.scan.route)
                if share is not None:
                    inner.register("share", share)
                    for answers in inner.sql(asking.select("share")).to_arrow_reader(CHUNK):
                        yield from asking.of(answers)


def _wants(route: Route, event: Event) -> bool:
    channel, number = event
    return (not route.channels or channel in route.channels) and (
        not route.ids or number in route.ids
    )


class _Dealt:
    """A chunk of Windows events, sorted out by channel and id."""

    def __init__(self, chunk: pa.RecordBatch) -> None:
        self._chunk = chunk
        self._channels = chunk.column("winlog.channel").dictionary_encode()
        self._ids = chunk.column("EventID").dictionary_encode()

    def share(self, route: Route) -> pa.Table | None:
        """The events that a route wants, None when there are none."""
        wanted = np.ones(self._chunk.num_rows, dtype=np.bool_)
        if route.channels:
            wanted &= _among(self._channels, route.channels)
        if route.ids:
            wanted &= _among(self._ids, route.ids)
        rows = np.flatnonzero(wanted)
        if not len(rows):
            return None
        return pa.Table.from_batches([self._chunk.take(pa.array(rows))])


def _among(
    column: pa.DictionaryArray, wanted: frozenset[str] | frozenset[int]
) -> npt.NDArray[np.bool_]:
    known: npt.NDArray[np.bool_] = np.array(
        [value in wanted for value in column.dictionary.to_pylist()] + [False]
    )
    codes: npt.NDArray[np.int64] = np.asarray(pc.fill_null(column.indices, len(known) - 1))
    return known[codes]
