"""One piece of work done in a process beside this one, which may be ended: for readers in other
languages that look at what strangers sent.

The process is kept for the next piece, for starting one costs more than most pieces.
"""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from sekisho.engine.pool import LOOK
from sekisho.engine.worker import Limits, Lost, Worker

Task = TypeVar("Task")
Result = TypeVar("Result")

MOST = 2
"""Processes at a time. Who finds none free waits: to start one costs more than many pieces."""
_places = BoundedSemaphore(MOST)
_idle: list[Worker] = []
_lock = Lock()


def aside(work: Callable[[Task], Result], task: Task, limits: Limits) -> Result | Lost[Task]:
    """What ``work`` (a function of a module) makes of a task, or why there is no result.

    Exceptions of ``work`` are raised here. May be called by several threads at once. In a process
    that is a worker already the work is done there: its own limits hold.
    """
    if multiprocessing.current_process().daemon:
        return work(task)
    with _places:
        outcome = _asked(work, task, limits)
    if isinstance(outcome, BaseException):
        raise outcome
    done: Result | Lost[Task] = outcome
    return done


def _asked(work: Callable[[Task], Result], task: Task, limits: Limits) -> Any:
    """The result, the exception it ended with, or how the task was lost."""
    worker = _taken()
    worker.give(0, pickle.dumps((0, (work, task))), limits)
    while True:
        if wait([worker.answers], LOOK):
            try:
                _, outcome = worker.take()
            except (EOFError, OSError):
                worker.kill()
                return Lost(task, "died")
            break
        why = worker.exceeds(time.monotonic())
        if why is not None:
            worker.kill()
            return Lost(task, why)
    with _lock:
        _idle.append(worker)
    return outcome


def end() -> None:
    """Ends the processes that wait; the next piece of work starts a new one."""
    with _lock:
        while _idle:
            _idle.pop().kill()


def _taken() -> Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            # nothing was asked: what can be read there is its end
            if not worker.answers.poll():
                return worker
            worker.kill()
    return Worker(multiprocessing.get_context("spawn"), _done)


def _done(given: tuple[Callable[[Any], Any], Any]) -> Any:
    work, task = given
    return work(task)
