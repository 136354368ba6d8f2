"""Squid lines a second into sealed segments, against GoAccess reading the same file.

Both read every line of the same file in turn, several times; the counts must agree.
Sekisho also hashes the file, keeps every field typed, and seals it; GoAccess keeps counters.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from measure import Run, machine, median, median_cpu, timed
from squid_log import write

from sekisho.ledger.manifest import read

SQUID = [
    "--log-format=%x.%^ %~%L %h %^/%s %b %m %U %^",
    "--date-format=%s",
    "--time-format=%s",
    "--datetime-format=%s",
]
"""Squid's native format in GoAccess's notation (its own SQUID expects a syslog header)."""


def main() -> None:
    """Prints a table: lines, both speeds, the ratio, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    goaccess = shutil.which("goaccess")
    print(machine())
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
        for lines in given.lines:
            _compare(Path(name), lines, given.runs, goaccess)


def _compare(folder: Path, lines: int, runs: int, goaccess: str | None) -> None:
    evidence = folder / "evidence"
    evidence.mkdir(exist_ok=True)
    log = evidence / "access.log"
    write(log, lines)
    out, page = folder / "out", folder / "goaccess.json"
    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        ours.append(
            timed(
                [
                    sys.executable,
                    "-m",
                    "sekisho.cli.main",
                    "events",
                    str(evidence),
                    "--out",
                    str(out),
                ]
            )
        )
        if goaccess:
            theirs.append(timed([goaccess, str(log), *SQUID, "--no-progress", "-o", str(page)]))
    found = sum(entry.events for entry in read(out).entries)
    assert found == lines, (found, lines)
    speed = lines / median(ours)
    line = f"{lines:>12,} lines {log.stat().st_size / 1e6:8.0f} MB   sekisho {speed:10,.0f} lines/s"
    line += f" ({median_cpu(ours):.1f} s of processors)"
    if theirs:
        counted = json.loads(page.read_text(encoding="utf-8"))["general"]
        assert counted["valid_requests"] == lines, counted
        peer = lines / median(theirs)
        line += f"   goaccess {peer:10,.0f} lines/s   ratio {speed / peer:5.1f}"
        line += f" ({median_cpu(theirs):.1f} s of processors)"
    print(line + f"   peak of one process {max(run.peak for run in ours) / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
