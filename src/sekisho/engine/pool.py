"""Heavy work on this machine: worker processes by *spawn*, results in the order of the tasks.

A worker that dies (a broken document may kill its parser) takes no other work with it: the
tasks that were not finished run again one by one, and the one that kills its worker again is
reported as lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks handed out per worker before their results are taken, so that memory stays bounded."""


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task whose worker process died each time it was tried."""

    task: Task


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int
) -> Iterator[Result | Lost[Task]]:
    """``work`` of every task, in order. ``workers`` 0 runs in this process (no spawn).

    ``work`` and tasks must be picklable; exceptions of ``work`` are raised here.
    """
    if workers == 0 or not tasks:
        yield from map(work, tasks)
        return
    done = 0
    try:
        for result in _in_pool(work, tasks, workers):
            done += 1
            yield result
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _alone(work, task)


def _in_pool(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int
) -> Iterator[Result]:
    others = set(multiprocessing.active_children())
    with _pool(min(workers, len(tasks))) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(work, task))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            # whoever stops here wants no more results: nothing is begun, what runs is ended
            pool.shutdown(wait=False, cancel_futures=True)
            _end(set(multiprocessing.active_children()) - others)
            raise


def _end(processes: Iterable[BaseProcess]) -> None:
    """Ends processes and waits until they are gone and hold no file open."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def _alone(work: Callable[[Task], Result], task: Task) -> Result | Lost[Task]:
    try:
        with _pool(1) as pool:
            return pool.submit(work, task).result()
    except BrokenProcessPool:
        return Lost(task)


def _pool(workers: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_left_to_the_parent)


def _left_to_the_parent() -> None:
    """Ctrl+C reaches every process of a terminal; the parent alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
