"""Peak memory of a whole command: the sum over all its processes, sampled while it runs.

A worker process counts in full, with the libraries it shares with the others (RSS); beside it
stands the sum of the proportional shares (PSS), where what is shared counts once. Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measure import machine
from squid_log import write

SEKISHO = [sys.executable, "-m", "sekisho.cli.main"]
NOW = "2016-06-23T11:00:00+09:00"
EVERY = 0.05
"""Seconds between two looks."""


@dataclass
class Peak:
    """The highest sums seen, in bytes, and the processes that lived at the highest RSS."""

    rss: int = 0
    pss: int = 0
    processes: list[tuple[int, str]] = field(default_factory=list)


def watched(command: Sequence[str]) -> tuple[float, Peak]:
    """Runs a command to its end: seconds, and its peak. Raises RuntimeError when it fails."""
    peak = Peak()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
    watcher.start()
    _out, err = process.communicate()
    over.set()
    watcher.join()
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command}: {process.returncode}: {err.decode(errors='replace')}")
    return time.perf_counter() - start, peak


def _watch(root: int, peak: Peak, over: threading.Event) -> None:
    looks = 0
    while not over.wait(EVERY):
        family = _family(root)
        sizes = [(_status(pid, "VmRSS:"), _name(pid)) for pid in family]
        total = sum(size for size, _name_ in sizes)
        if total > peak.rss:
            peak.rss, peak.processes = total, sorted(sizes, reverse=True)
        if looks % 4 == 0:  # reading proportional shares takes the kernel a while
            peak.pss = max(peak.pss, sum(_proportional(pid) for pid in family))
        looks += 1


def _family(root: int) -> list[int]:
    """The process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parent = _parent(entry)
            parents.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def _parent(entry: Path) -> int:
    try:
        stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return -1  # it ended meanwhile
    return int(stat.rpartition(")")[2].split()[1])


def _status(pid: int, key: str) -> int:
    return _kilobytes(Path(f"/proc/{pid}/status"), key)


def _proportional(pid: int) -> int:
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _kilobytes(path: Path, key: str) -> int:
    try:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return "?"
    return b" ".join(words[1:5]).decode(errors="replace")[:60]


def main() -> None:
    """Measures ``events`` on Squid lines, or ``investigate`` on an exercise, or any command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000_000, help="Squid lines for events")
    into = "what events writes: a folder of segments, or one file"
    parser.add_argument(
        "--into", choices=["folder", "parquet", "jsonl"], default="folder", help=into
    )
    parser.add_argument("--scale", type=int, help="measure investigate on an exercise instead")
    parser.add_argument("--limit", type=int, default=2000, help="megabytes that RSS may reach")
    words = "measure these words of sekisho instead"
    parser.add_argument("words", nargs=argparse.REMAINDER, help=words)
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
        words = given.words or _prepared(Path(name), given)
        seconds, peak = watched([*SEKISHO, *words])
    print(f"sekisho {words[0]}: {seconds:.1f} s, peak of all processes {peak.rss / 1e6:,.0f} MB"
          f" (shared pages once: {peak.pss / 1e6:,.0f} MB)")  # fmt: skip
    for size, process in peak.processes:
        print(f"    {size / 1e6:8,.0f} MB  {process}")
    assert peak.rss < given.limit * 1e6, f"more than {given.limit} MB"


def _prepared(folder: Path, given: argparse.Namespace) -> list[str]:
    if given.scale is None:
        evidence = folder / "evidence"
        evidence.mkdir()
        write(evidence / "access.log", given.lines)
        out = folder / ("out" if given.into == "folder" else f"out.{given.into}")
        return ["events", str(evidence), "--out", str(out)]
    drill = folder / "drill"
    wish = ["drill", "ikeda", "--out", str(drill), "--set", f"scale={given.scale}"]
    subprocess.run([*SEKISHO, *wish], check=True, stdout=subprocess.DEVNULL)
    return ["investigate", str(drill / "evidence"), "--case", str(folder / "case"), "--now", NOW]


if __name__ == "__main__":
    main()
