"""Sealing: the items of one reading task become Parquet segments and a tally.

This runs in worker processes; a task is data, and so is what it gives back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sekisho.events.evidence import Evidence
from sekisho.events.time import plausible
from sekisho.ledger.digest import sha256_of
from sekisho.ledger.manifest import Segment
from sekisho.ledger.segment import segment_writer
from sekisho.sources.contract import (
    Block,
    Context,
    Events,
    Item,
    LineSource,
    NotApart,
    Note,
    NotReadable,
    Unread,
)
from sekisho.sources.reading import read, read_block
from sekisho.sources.registry import source_named

ROWS = 1_000_000
"""Rows a segment holds at most."""
UNREAD = "unread"


@dataclass(frozen=True)
class Task:
    """One evidence, or one block of it when ``block`` is given (and ``plan``, of a file of lines).

    ``key`` names the segments of the task; ``folder`` is where they are written, each kind in
    a folder of its own.
    """

    source: str
    evidence: Evidence
    context: Context
    key: str
    folder: Path
    block: Block | None = None
    plan: Any = None
    encoding: str = "utf-8"


@dataclass
class Tally:
    """What a task read. ``failed``: why the file could not be read at all (code, values).
    ``whole``: a block could not be read by itself, and the evidence is to be read as a whole."""

    events: int = 0
    unread: int = 0
    undated: int = 0
    implausible: int = 0
    first_unread: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    notes: list[Note] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    failed: tuple[str, dict[str, str]] | None = None
    whole: bool = False


class NotSealedError(OSError):
    """A segment could not be written: the ledger's disk is at fault, not the evidence."""


def seal(task: Task) -> Tally:
    """Reads a task and writes its segments. Bad bytes end in the tally, never in an exception.

    Raises NotSealedError when a segment cannot be written.
    """
    pa.set_cpu_count(1)  # the pool has a process for each core already
    tally = Tally()
    writers = _Writers(task)
    try:
        for item in _items(task):
            _count(item, task, tally)
            writers.write(item)
    except NotSealedError:
        writers.abandon()
        raise
    except NotApart:
        writers.abandon()
        return Tally(whole=True)
    except NotReadable as answer:
        tally.failed = (answer.code, dict(answer.values))
    except OSError as error:
        tally.failed = ("not_read.cannot_open", {"error": error.strerror or type(error).__name__})
    except MemoryError:
        tally.failed = ("not_read.out_of_memory", {})
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        writers.abandon()
        raise
    except BaseException as error:  # noqa: BLE001  (one file must not stop the others; counted)
        # a defect inside a library of another language arrives as no Exception at all
        tally.failed = ("not_read.reader_failed", {"error": f"{type(error).__name__}: {error}"})
    try:
        tally.segments = writers.close()
    except NotSealedError:
        writers.abandon()
        raise
    return tally


def _items(task: Task) -> Iterable[Item]:
    source = source_named(task.source)
    if task.block is None:
        return read(source, task.evidence, task.context)
    if isinstance(source, LineSource):
        return read_block(source, task.evidence, task.plan, task.block, task.encoding)
    assert source.apart is not None  # noqa: S101  (it cut the blocks)
    return source.apart.read(task.evidence, task.context, task.block)


def _count(item: Item, task: Task, tally: Tally) -> None:
    if isinstance(item, Note):
        if item not in tally.notes:
            tally.notes.append(item)
    elif isinstance(item, Unread):
        tally.unread += item.batch.num_rows
        lowest = pc.min(item.batch["position"]).as_py()
        if lowest is not None and (tally.first_unread is None or lowest < tally.first_unread):
            tally.first_unread = lowest
    else:
        _count_events(item, task, tally)


def _count_events(item: Events, task: Task, tally: Tally) -> None:
    tally.events += item.batch.num_rows
    if not item.kind.recorded or not item.batch.num_rows:
        return
    moments = item.batch["@timestamp"]
    fits = plausible(moments, task.context.now)
    tally.undated += moments.null_count
    good = moments.filter(pc.fill_null(fits, fill_value=False))
    tally.implausible += item.batch.num_rows - moments.null_count - len(good)
    if not len(good):
        return
    low, high = (pc.min(good).as_py(), pc.max(good).as_py())
    tally.first = low if tally.first is None else min(low, tally.first)
    tally.last = high if tally.last is None else max(high, tally.last)


class _Writers:
    """One open Parquet file a kind, closed and begun anew after ``ROWS`` rows."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._open: dict[str, tuple[pq.ParquetWriter, Path, int]] = {}
        self._count: dict[str, int] = {}
        self._done: list[Segment] = []

    def write(self, item: Item) -> None:
        if isinstance(item, Note):
            return
        kind = UNREAD if isinstance(item, Unread) else item.kind.name
        for batch in _slices(item.batch):
            with _sealing(self._task):
                writer, path, rows = self._open.get(kind) or self._begin(kind, batch)
                self._open[kind] = (writer, path, rows + batch.num_rows)
                writer.write_batch(batch)
                if rows + batch.num_rows >= ROWS:
                    self._end(kind)

    def _begin(self, kind: str, first: pa.RecordBatch) -> tuple[pq.ParquetWriter, Path, int]:
        number = self._count.get(kind, 0)
        self._count[kind] = number + 1
        folder = self._task.folder / kind
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self._task.key}-{number:04d}.parquet"
        writer = segment_writer(path, first.schema, first.num_rows)
        return writer, path, 0

    def _end(self, kind: str) -> None:
        writer, path, rows = self._open.pop(kind)
        writer.close()
        file = f"{self._task.folder.name}/{kind}/{path.name}"
        size, digest = path.stat().st_size, sha256_of(path)
        self._done.append(Segment(file, kind, self._task.evidence.name, rows, size, digest))

    def close(self) -> list[Segment]:
        """Ends every open segment. Raises NotSealedError."""
        with _sealing(self._task):
            for kind in sorted(self._open):
                self._end(kind)
        return self._done

    def abandon(self) -> None:
        """Lets go of open files that will not be part of a ledger."""
        for writer, path, _rows in self._open.values():
            with suppress(OSError):  # the disk that could not be written to
                writer.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)


@contextmanager
def _sealing(task: Task) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise NotSealedError(error.errno or 0, why, str(task.folder)) from error


def _slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, ROWS):
        yield batch.slice(start, ROWS)


def segment_key(name: str, sha256: str) -> str:
    """The beginning of the names of an evidence's segments: stable for name and content."""
    return hashlib.sha256(f"{name}\0{sha256}".encode()).hexdigest()[:16]
