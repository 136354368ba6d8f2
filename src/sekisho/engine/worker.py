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

Task = TypeVar("Task")


@dataclass(frozen=True)
class Limits:
    """What one task may take: ``seconds`` by the clock, and ``memory``, the bytes its worker may
    hold (resident, the interpreter and its libraries included)."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task without a result. ``why``: ``died`` (its worker did, each time it was tried),
    ``too_long`` or ``too_much_memory`` (its worker was ended)."""

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
        self._began = time.monotonic()
        self._first = True

    def give(self, number: int, message: bytes, limits: Limits | None) -> None:
        """Hands over a task, pickled with its number. A worker that is gone already is found out
        by its answers."""
        if not self.held:
            self._began = time.monotonic()
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
        self._began = time.monotonic()
        self._first = False
        return number, outcome

    def exceeds(self, now: float) -> str | None:
        """Why the worker must be ended at ``now`` (of the monotonic clock); None while it may go
        on. Before its first answer it is given the time that starting a process takes."""
        limits = self._limits[0] if self._limits else None
        if limits is None:
            return None
        if now - self._began > limits.seconds + (STARTING if self._first else 0):
            return "too_long"
        try:
            held = psutil.Process(self._process.pid).memory_info().rss
        except psutil.Error:
            return None  # it is gone: its answers will say so
        return "too_much_memory" if held > limits.memory else None

    def kill(self) -> None:
        """Ends the process and waits until it is gone and holds no file open."""
        self._process.kill()
        self._process.join()
        self.answers.close()


STARTING = 30.0
"""Seconds a process may take to start on a slow machine."""


def _serve(questions: Connection, work: Callable[[Any], Any]) -> None:
    """Runs in the worker: does what it is given until nobody asks any more."""
    # Ctrl+C reaches every process of a terminal; the parent alone answers it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
