"""EVTX records a second into record batches and Parquet, against the bare parser.

Both read the same files in turn, several times, in one process; the counts must agree. The bare
parser is the ``evtx`` package iterating ``records_json`` and dropping what it gives. The files
are the shared logs put together, chunk by chunk, to one log of a given size (records numbered
through, as in a log that grew), the largest shared logs as they are, and, for the cost of
opening, every shared log by itself.
"""

from __future__ import annotations

import argparse
import statistics
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyarrow.parquet as pq
from evtx import PyEvtxParser
from measure import machine

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import WINDOWS
from sekisho.sources.contract import Context, Events
from sekisho.sources.windows.chunks import (
    CHUNK_MAGIC,
    CHUNK_SIZE,
    HEADER_SIZE,
    file_header,
    records_in,
)
from sekisho.sources.windows.evtx import read

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Spent = tuple[float, float]
"""Seconds by the clock, and of processors."""


def main() -> None:
    """Prints a table: files, records, both medians, the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--mebibytes", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(machine(), "evtx", version("evtx"))
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
        folder = Path(name)
        whole = [path for path in _unpacked(given.shared, folder) if _sound(path)]
        for size in given.mebibytes:
            joined = folder / f"joined-{size}.evtx"
            _join(whole, joined, size * 1024 * 1024)
            _compare(f"joined to {size} MiB", [joined], given.runs, folder)
        large = [path for path in whole if path.stat().st_size >= 2 * 1024 * 1024]
        _compare(f"{len(large)} logs of 2 MiB and more", large, given.runs, folder)
        _compare(f"{len(whole)} logs, one by one", whole, given.runs, folder)


def _unpacked(shared: Path, folder: Path) -> list[Path]:
    for name in ("evtx-attack", "evtx-edge"):
        with zipfile.ZipFile(shared / "data" / name / f"{name}-open.zip") as archive:
            archive.extractall(folder / name)
    return sorted(folder.rglob("*.evtx"))


def _sound(path: Path) -> bool:
    """Whether the bare parser reads it to the end; the damaged ones are no race."""
    try:
        return _bare(path) > 0
    except (RuntimeError, OSError):
        return False


def _join(files: Sequence[Path], to: Path, size: int) -> None:
    """Chunks of the files in turn, over and over, their records numbered through."""
    number = 1
    with to.open("wb") as out:
        out.write(file_header(size // CHUNK_SIZE))
        while out.tell() < size:
            for chunk in _chunks(files):
                found = records_in(chunk)
                whole = bytearray(chunk)
                struct.pack_into("<QQQQ", whole, 8, *[number, number + len(found.offsets) - 1] * 2)
                for offset in found.offsets.tolist():
                    struct.pack_into("<Q", whole, offset + 8, number)
                    number += 1
                out.write(whole)
                if out.tell() >= size:
                    return


def _chunks(files: Sequence[Path]) -> Iterator[bytes]:
    for path in files:
        data = path.read_bytes()[HEADER_SIZE:]
        for start in range(0, len(data), CHUNK_SIZE):
            chunk = data[start : start + CHUNK_SIZE]
            if len(chunk) == CHUNK_SIZE and chunk.startswith(CHUNK_MAGIC):
                yield chunk


def _bare(path: Path) -> int:
    return sum(1 for _ in PyEvtxParser(str(path)).records_json())


def _ours(path: Path, folder: Path) -> int:
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    records = 0
    writer = pq.ParquetWriter(
        folder / "out.parquet", WINDOWS.schema, compression="zstd", compression_level=1
    )
    with writer:
        for item in read(evidence, Context(NOW)):
            if isinstance(item, Events):
                writer.write_batch(item.batch)
                records += item.batch.num_rows
    return records


def _compare(title: str, files: Sequence[Path], runs: int, folder: Path) -> None:
    bare: list[Spent] = []
    ours: list[Spent] = []
    for _ in range(runs):
        theirs, spent = _timed(lambda: sum(_bare(path) for path in files))
        bare.append(spent)
        records, spent = _timed(lambda: sum(_ours(path, folder) for path in files))
        ours.append(spent)
        assert records == theirs, (records, theirs)
    (peer, peer_cpu), (own, own_cpu) = _medians(bare), _medians(ours)
    print(
        f"{title:28} {records:>9,} records   bare {records / peer:9,.0f}/s ({peer:.3f} s)"
        f"   sekisho {records / own:9,.0f}/s ({own:.3f} s)   times the bare parser {own / peer:.2f}"
        f" (processors: {own_cpu / peer_cpu:.2f})   a file {own / len(files) * 1000:,.1f} ms"
    )


def _medians(spent: Sequence[Spent]) -> Spent:
    return statistics.median(one[0] for one in spent), statistics.median(one[1] for one in spent)


def _timed(work: Callable[[], int]) -> tuple[int, Spent]:
    start, cpu = time.perf_counter(), time.process_time()
    count = work()
    return count, (time.perf_counter() - start, time.process_time() - cpu)


if __name__ == "__main__":
    main()
