"""The whole main job on an exercise of a million and of ten million web lines.

There is no peer that does this work; what is watched is the growth of time and memory. The
window found must be the same in both sizes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from measure import Run, machine, median, median_cpu, timed

SEKISHO = [sys.executable, "-m", "sekisho.cli.main"]
NOW = "2016-06-23T11:00:00+09:00"


def main() -> None:
    """Prints a line for each size: events, seconds, growth, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, nargs="+", default=[40, 400])
    parser.add_argument("--runs", type=int, default=1)
    given = parser.parse_args()
    print(machine())
    before: tuple[int, float] | None = None
    windows = []
    for scale in given.scale:
        with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
            events, runs, window = _investigated(Path(name), scale, given.runs)
        seconds, peak = median(runs), max(run.peak for run in runs)
        line = f"{events:>12,} events {seconds:8.1f} s ({median_cpu(runs):.1f} s of processors)"
        line += f"   peak of one process {peak / 1e6:,.0f} MB"
        if before:
            line += (
                f"   {events / before[0]:.1f} x the events, {seconds / before[1]:.1f} x the time"
            )
        print(line)
        before = (events, seconds)
        windows.append(window)
    assert all(window == windows[0] for window in windows), windows


def _investigated(folder: Path, scale: int, runs: int) -> tuple[int, list[Run], object]:
    wish = ["--set", f"scale={scale}"]
    timed([*SEKISHO, "drill", "ikeda", "--out", str(folder / "drill"), *wish])
    evidence = str(folder / "drill" / "evidence")
    measured = []
    for number in range(runs):
        case = folder / f"case{number}"
        words = ["investigate", evidence, "--case", str(case), "--now", NOW]
        measured.append(timed([*SEKISHO, *words]))
    facts = json.loads((folder / "case0" / "case.json").read_text(encoding="utf-8"))
    events = sum(source["events"] for source in facts["coverage"]["sources"])
    window = {key: facts["window"][key] for key in ("start", "end", "host", "tool")}
    return events, measured, window


if __name__ == "__main__":
    main()
