"""Timing whole commands: wall time, peak memory, several runs, the median."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds, and the largest process's peak memory in bytes."""

    seconds: float
    peak: int


def timed(command: Sequence[str], before: Callable[[], None] = lambda: None) -> Run:
    """Runs a command once. Raises RuntimeError when it ends with another code than 0 or 3."""
    before()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _out, err = process.communicate()
    seconds = time.perf_counter() - start
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command}: {process.returncode}: {err.decode(errors='replace')}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return Run(seconds, peak)


def median(runs: Sequence[Run]) -> float:
    """The median of the seconds."""
    return statistics.median(run.seconds for run in runs)


def machine() -> str:
    """A line about the machine."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}"
