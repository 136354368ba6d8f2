"""Timing whole commands: wall and processor time, peak memory, several runs, the median."""

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
    """One run of a command: seconds by the clock, seconds of processors (all its processes, user
    and system), and the largest process's peak memory in bytes."""

    seconds: float
    cpu: float
    peak: int


def timed(command: Sequence[str], before: Callable[[], None] = lambda: None) -> Run:
    """Runs a command once. Raises RuntimeError when it ends with another code than 0 or 3."""
    before()
    start, spent = time.perf_counter(), _spent()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment()
    )
    _out, err = process.communicate()
    seconds, cpu = time.perf_counter() - start, _spent() - spent
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command}: {process.returncode}: {err.decode(errors='replace')}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return Run(seconds, cpu, peak)


def _spent() -> float:
    """Processor seconds of all processes started here that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment() -> dict[str, str]:
    """Compiled modules are kept, as on any machine in use: only a first start compiles."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def median(runs: Sequence[Run]) -> float:
    """The median of the seconds by the clock."""
    return statistics.median(run.seconds for run in runs)


def median_cpu(runs: Sequence[Run]) -> float:
    """The median of the processor seconds."""
    return statistics.median(run.cpu for run in runs)


def machine() -> str:
    """A line about the machine, and how busy others kept it in the last minute."""
    load = f"load {os.getloadavg()[0]:.1f}"
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {load}, {python}, {platform.platform()}"
