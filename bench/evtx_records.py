"""EVTX records a second into sealed segments, against the bare parser.

Both read the same files in turn, several times, in one process; the counts must agree. Sekisho
does what one of its workers does: reads, writes the segment, hashes it. Large logs are read once
more in blocks by as many workers as there are processors, which run already as they do when there
is more evidence; and once more as a folder that holds nothing else is taken in: then the start
of the workers and the hashing of the evidence count too. The bare parser is the ``evtx`` package
iterating ``records_json`` and dropping what it gives. The files are the shared logs put together,
chunk by chunk, to one log of a given size (records numbered through, as in a log that grew), the
largest shared logs as they are, and, for the cost of opening, every shared log by itself.
"""

from __future__ import annotations

import argparse
import os
import statistics
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from evtx import PyEvtxParser
from measure import machine

from sekisho.engine.pool import cores
from sekisho.events.evidence import Evidence
from sekisho.intake.entries import Received
from sekisho.intake.road import take_in
from sekisho.intake.seal import Tally, Task, seal
from sekisho.intake.tasks import tasks_of
from sekisho.sources.contract import Context
from sekisho.sources.windows.chunks import (
    CHUNK_MAGIC,
    CHUNK_SIZE,
    HEADER_SIZE,
    file_header,
    records_in,
)
from sekisho.sources.windows.evtx import SOURCE

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
        sealed = partial(_ours, folder)
        whole = [path for path in _unpacked(given.shared, folder) if _sound(path)]
        large = [path for path in whole if path.stat().st_size >= 2 * 1024 * 1024]
        for size in given.mebibytes:
            joined = folder / f"joined-{size}.evtx"
            _join(whole, joined, size * 1024 * 1024)
            _compare(f"joined to {size} MiB", [joined], given.runs, sealed)
            with ProcessPoolExecutor(cores(), mp_context=get_context("spawn")) as pool:
                list(pool.map(sealed, large))  # now they run
                title = f"the same in blocks, {cores()} workers"
                _compare(title, [joined], given.runs, partial(_in_blocks, pool, folder))
            title = f"the same, taken in by {cores()} workers"
            _compare(title, [joined], given.runs, partial(_taken_in, folder))
        _compare(f"{len(large)} logs of 2 MiB and more", large, given.runs, sealed)
        _compare(f"{len(whole)} logs, one by one", whole, given.runs, sealed)


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


def _ours(folder: Path, path: Path) -> int:
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    return seal(Task("evtx", evidence, Context(NOW), "bench", folder / "sealed")).events


def _in_blocks(pool: ProcessPoolExecutor, folder: Path, path: Path) -> int:
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    item = Received(evidence, "folder", evidence, SOURCE)
    tasks = tasks_of(item, Context(NOW), folder / "sealed", Tally())
    assert len(tasks) > 1
    return sum(tally.events for tally in pool.map(seal, tasks))


def _taken_in(folder: Path, path: Path) -> int:
    """The same by all workers, beginning with a folder that holds nothing but this log."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        evidence, ledger, work = (Path(name) / one for one in ("evidence", "ledger", "work"))
        for one in (evidence, ledger, work):
            one.mkdir()
        (evidence / path.name).hardlink_to(path)
        manifest = take_in(evidence, ledger, work, Context(NOW), workers=cores())
    return sum(entry.events for entry in manifest.entries)


def _compare(title: str, files: Sequence[Path], runs: int, ours: Callable[[Path], int]) -> None:
    bare: list[Spent] = []
    own: list[Spent] = []
    for _ in range(runs):
        theirs, spent = _timed(lambda: sum(_bare(path) for path in files))
        bare.append(spent)
        records, spent = _timed(lambda: sum(ours(path) for path in files))
        own.append(spent)
        assert records == theirs, (records, theirs)
    (peer, _), (mine, _) = _medians(bare), _medians(own)
    pairs = [(o[0] / b[0], o[1] / b[1]) for o, b in zip(own, bare, strict=True)]
    clock, cpu = _medians(pairs)
    # what workers that go on running used is not told to who started them
    of_processors = f" (processors: {cpu:.2f})" if cpu > 0.5 else ""
    print(
        f"{title:36} {records:>9,} records   bare {records / peer:9,.0f}/s ({peer:.3f} s)"
        f"   sekisho {records / mine:9,.0f}/s ({mine:.3f} s)   times the bare parser {clock:.2f}"
        f"{of_processors}   a file {mine / len(files) * 1000:,.1f} ms"
    )


def _medians(spent: Sequence[Spent]) -> Spent:
    return statistics.median(one[0] for one in spent), statistics.median(one[1] for one in spent)


def _timed(work: Callable[[], int]) -> tuple[int, Spent]:
    start, cpu = time.perf_counter(), _processors()
    count = work()
    return count, (time.perf_counter() - start, _processors() - cpu)


def _processors() -> float:
    """Processor seconds of this process and of all it started that have ended (workers that run on
    do not count)."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
