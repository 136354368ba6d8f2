"""Heavy work on this machine: worker processes by *spawn*, results in the order of the tasks.

Tasks are taken as they are needed: only those under way, and their results, are held.

A worker does many tasks, one after the other. One that dies (a broken document may kill its
parser), works too long, hangs or takes too much memory is ended and replaced, and no other task
suffers: a task whose worker died is tried once more, then it is reported as lost, with the reason.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from sekisho.engine.worker import Limits, Lost, Worker

__all__ = ["Limits", "Lost", "cores", "run"]

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks handed out per worker before their results are taken, so that memory stays bounded."""
QUEUED = 2
"""Tasks a worker holds at a time: the one it does, and the next, so that it never waits."""
SMALL = 4096
"""Bytes that the pipe to a busy worker takes at once (Windows' pipes hold 8,192)."""
LOOK = 0.1
"""Seconds between two looks at how much a worker has worked and how much memory it holds."""
TRIES = 2


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    workers: int,
    limits: Callable[[Task], Limits | None] = lambda _task: None,
) -> Iterator[Result | Lost[Task]]:
    """``work`` of every task, in order. ``workers`` 0 runs in this process (no spawn, no limits).

    ``tasks`` may be a stream: no more than ``AHEAD`` a worker are taken before their results are.
    ``limits`` says what a task may take; it is asked here, not in the worker. ``work`` and tasks
    must be picklable; exceptions of ``work`` are raised here.
    """
    if workers == 0:
        yield from map(work, tasks)
        return
    coming = iter(tasks)
    first = list(islice(coming, workers))
    pool = _Pool(work, chain(first, coming), len(first), limits)
    try:
        yield from pool.results()
    finally:
        # whoever stops early wants no more results: nothing is begun, what runs is ended
        pool.end()


class _Pool(Generic[Task, Result]):
    """The state of one run: who does what, what waits, and what is done but not yet its turn."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        tasks: Iterator[Task],
        workers: int,
        limits: Callable[[Task], Limits | None],
    ) -> None:
        self._work = work
        self._coming = tasks
        self._tasks: dict[int, Task] = {}
        self._limits = limits
        self._spawn = multiprocessing.get_context("spawn")
        self._workers = [Worker(self._spawn, work) for _ in range(workers)]
        self._again: deque[int] = deque()
        self._tries: dict[int, int] = {}
        self._next = 0
        self._done: dict[int, Any] = {}

    def results(self) -> Iterator[Result | Lost[Task]]:
        """All results in the order of the tasks."""
        for number in count():
            self._hand_out(number)
            if number == self._next:
                return  # nothing was left to hand out
            while number not in self._done:
                self._collect()
                self._judge()
                self._hand_out(number)
            # workers go on while the caller uses this result
            self._hand_out(number + 1)
            outcome = self._done.pop(number)
            del self._tasks[number]
            self._tries.pop(number, None)
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome

    def end(self) -> None:
        """Ends the workers and waits until they are gone and hold no file open."""
        for worker in self._workers:
            worker.kill()

    def _hand_out(self, wanted: int) -> None:
        most = wanted + len(self._workers) * AHEAD
        for level in range(1, QUEUED + 1):
            for worker in self._workers:
                number = self._take(most) if len(worker.held) < level else None
                if number is not None and not self._given(worker, number):
                    self._again.appendleft(number)

    def _given(self, worker: Worker, number: int) -> bool:
        """Hands a task to a worker; to a busy one only what its pipe takes without waiting."""
        task = self._tasks[number]
        message = pickle.dumps((number, task))
        if worker.held and len(message) > SMALL:
            return False
        worker.give(number, message, self._limits(task))
        return True

    def _take(self, most: int) -> int | None:
        if self._again:
            return self._again.popleft()
        if self._next >= most:
            return None
        for task in islice(self._coming, 1):
            self._tasks[self._next] = task
            self._next += 1
            return self._next - 1
        return None

    def _collect(self) -> None:
        """Waits a moment for answers, and takes those that are there."""
        watched = {worker.answers: worker for worker in self._workers if worker.held}
        for ready in wait(list(watched), LOOK):
            worker = watched[ready]  # type: ignore[index]
            try:
                number, outcome = worker.take()
            except (EOFError, OSError):
                self._replace(worker, "died")
                continue
            self._done[number] = outcome

    def _judge(self) -> None:
        """Ends whoever takes more than its task may; answers that lie ready are taken first."""
        now = time.monotonic()
        for worker in list(self._workers):
            why = worker.exceeds(now)
            if why is not None and not worker.answers.poll():
                self._replace(worker, why)

    def _replace(self, worker: Worker, why: str) -> None:
        worker.kill()
        self._workers[self._workers.index(worker)] = Worker(self._spawn, self._work)
        held = list(worker.held)
        self._again.extend(held[1:])
        for number in held[:1]:
            self._tries[number] = self._tries.get(number, 0) + 1
            if why == "died" and self._tries[number] < TRIES:
                self._again.appendleft(number)
            else:
                self._done[number] = Lost(self._tasks[number], why)
