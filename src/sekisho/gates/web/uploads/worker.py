"""Processes that examine bodies: a few, started once; one that hangs or grows is ended."""

from __future__ import annotations

import asyncio
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic

import psutil

from sekisho.gates.web.uploads.examining import Asked, Examined, examine

MEMORY = 1024**3
"""Bytes that a process may hold."""
LOOK_S = 0.2
"""Seconds between two looks at how much it holds."""
FAILED = "not_read.reader_died"
TOO_LONG = "not_read.too_long"
TOO_MUCH = "not_read.out_of_memory"
_SPAWN = multiprocessing.get_context("spawn")


def serve(wire: Connection) -> None:
    """Answers until the other end is closed; what raises is an answer as well."""
    while True:
        try:
            asked = wire.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            found = examine(asked)
        except Exception:  # noqa: BLE001  (it is told; what could not be examined is not passed)
            found = Examined(unread=(FAILED,))
        wire.send(found)


class Worker:
    """One process."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._wire: Connection | None = None

    def ask(self, asked: Asked, seconds: float) -> Examined:
        """What it found; never raises for what stands in the body."""
        wire = self._running()
        try:
            wire.send(asked)
            reason = self._awaited(wire, monotonic() + seconds)
            if not reason:
                found: Examined = wire.recv()
                return found
        except (EOFError, OSError):
            reason = FAILED
        self.end()
        return Examined(unread=(reason,))

    def _awaited(self, wire: Connection, end: float) -> str:
        """Why there is no answer; empty when there is one."""
        while not wire.poll(LOOK_S):
            if monotonic() > end:
                return TOO_LONG
            if self._process is not None and self._held(self._process.pid) > MEMORY:
                return TOO_MUCH
        return ""

    @staticmethod
    def _held(process: int | None) -> int:
        try:
            return int(psutil.Process(process).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None and self._wire is not None:
            self._wire.close()
            self._process.kill()
            self._process.join()
        self._process = self._wire = None

    def _running(self) -> Connection:
        if self._process is not None and self._wire is not None and self._process.is_alive():
            return self._wire
        self.end()
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._process, self._wire = process, ours
        return ours


class Workers:
    """Several, each asked by one at a time."""

    def __init__(self, count: int, seconds: float) -> None:
        self._every = [Worker() for _ in range(count)]
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._seconds = seconds
        for one in self._every:
            self._free.put_nowait(one)

    async def ask(self, asked: Asked) -> Examined:
        """What one of them found; who waits longer than the time of one examination for a free
        one is answered like one whose examination took too long."""
        try:
            worker = await asyncio.wait_for(self._free.get(), self._seconds)
        except TimeoutError:
            return Examined(unread=(TOO_LONG,))
        # who is asked goes on although nobody waits for the answer any more
        task = asyncio.create_task(asyncio.to_thread(worker.ask, asked, self._seconds))
        task.add_done_callback(lambda _: self._free.put_nowait(worker))
        return await asyncio.shield(task)

    def end(self) -> None:
        """Ends all."""
        for one in self._every:
            one.end()
