"""One worker process: what it is given, what it answers, what it may take."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from typing import Any, Generic, TypeVar

import psutil

from sekisho.engine.collector import look_seldom

Task = TypeVar("Task")


@dataclass(frozen=True)
class Limits:
    """What one task may take: ``seconds`` of processor time (its worker's, and that of programs it
    has waited for), and ``memory``, the bytes its worker may hold (resident, the interpreter and
    its libraries included).

    Work is counted where it is done, for a machine that does much else gives it but a part of each
    second. What does no work and never ends is told by the clock: ``clock`` times the seconds."""

    seconds: float
    memory: int
    clock: float = 10.0


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task without a result. ``why``: ``died`` (its worker did, each time it was tried), or its
    worker was ended: ``too_much_work`` (processor time), ``too_long`` (by the clock),
    ``too_much_memory``."""

    task: Task
    why: str = "died"


class Worker:
    """A process that does one task after the other. ``held``: the numbers of the tasks it has,
    the one it is doing first; ``answers``: where its results arrive."""

    def __init__(self, spawn: SpawnContext, work: Callable[[Any], Any]) -> None:
        self.answers, theirs = spawn.Pipe()
        self.held: deque[int] = deque()
        self._limits: deque[Limits | None] = deque()
        self._process = spawn.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()
        self._seen = psutil.Process(self._process.pid)
        self._began = time.monotonic()
        self._spent: float | None = None
        self._first = True

    def give(self, number: int, message: bytes, limits: Limits | None) -> None:
        """Hands over a task, pickled with its number. A worker that is gone already is found out
        by its answers."""
        if not self.held:
            self._begin()
        self.held.append(number)
        self._limits.append(limits)
        with suppress(OSError):
            self.answers.send_bytes(message)

    def take(self) -> tuple[int, Any]:
        """The next answer: the task's number and its result, or the exception it ended with.

        Raises EOFError or OSError when the process is gone.
        """
        number, outcome = self.answers.recv()
        self.held.popleft()
        self._limits.popleft()
        self._begin()
        self._first = False
        return number, outcome

    def _begin(self) -> None:
        """Another task; what its worker had spent before is seen at the next look."""
        self._began = time.monotonic()
        self._spent = None

    def exceeds(self, now: float) -> str | None:
        """Why the worker must be ended at ``now`` (of the monotonic clock); None while it may go
        on. Before its first answer it is given what starting a process takes."""
        limits = self._limits[0] if self._limits else None
        if limits is None:
            return None
        starting = STARTING if self._first else 0
        if now - self._began > limits.seconds * limits.clock + starting:
            return "too_long"
        try:
            held, spent = self._seen.memory_info().rss, _spent(self._seen)
        except psutil.Error:
            return None  # it is gone: its answers will say so
        if self._spent is None:
            self._spent = spent
        if spent - self._spent > limits.seconds + starting:
            return "too_much_work"
        return "too_much_memory" if held > limits.memory else None

    def kill(self) -> None:
        """Ends the process and waits until it is gone and holds no file open."""
        self._process.kill()
        self._process.join()
        self.answers.close()


STARTING = 30.0
"""Seconds that starting a process may take on a slow machine, of processor time or by the clock."""
AWAITED = 4.0
"""``clock`` of work whose answer a mail server waits for: it must hear of what hangs before it
gives up and sends the mail again (Postfix: ``milter_content_timeout``, 300 s)."""


_SPENT = ("user", "system", "children_user", "children_system")


def _spent(process: psutil.Process) -> float:
    """Processor time so far, in seconds, that of ended children included where the system tells."""
    times = process.cpu_times()
    return float(sum(getattr(times, name, 0.0) for name in _SPENT))


def _serve(questions: Connection, work: Callable[[Any], Any]) -> None:
    """Runs in the worker: does what it is given until nobody asks any more."""
    # Ctrl+C reaches every process of a terminal; the parent alone answers it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    # what a library of another language writes when it fails is no message for a user
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        try:
            number, task = questions.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = work(task)
        except Exception as error:  # noqa: BLE001  (raised again where the result is taken)
            outcome = error
        with suppress(OSError):
            questions.send_bytes(_packed(number, outcome))


def _packed(number: int, outcome: Any) -> bytes:
    try:
        return pickle.dumps((number, outcome))
    except Exception as error:  # noqa: BLE001  (what cannot travel is told by its name)
        return pickle.dumps((number, TypeError(f"{type(outcome).__name__}: {error}")))
