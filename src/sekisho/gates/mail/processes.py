"""The milter in several processes that take connections from one socket.

What they must know of each other lies in files: who is known, what came lately, the record. A
process that dies is replaced; the mails it was judging are sent again.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread

from sekisho.engine.collector import look_seldom
from sekisho.gates.mail.burst import Burst
from sekisho.gates.mail.engines import engines
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.links.judged import sites
from sekisho.gates.mail.milter import Milter
from sekisho.gates.mail.queue import out_of_hold
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.settled import Counts, Settled
from sekisho.gates.mail.staged import Staged
from sekisho.gates.mail.told.again import Again
from sekisho.gates.mail.told.memory import told_of
from sekisho.gates.posted import posted
from sekisho.rulebook import Rulebook

SWEPT_S = 300.0
"""Seconds after which at the latest what is past its term is deleted."""
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Work:
    """What each process judges by, and the gate's folder. ``postfix``: Postfix's settings where
    they are not in the usual place."""

    rulebook: Rulebook
    staged: Staged
    state: Path
    postfix: str | None = None

    def milter(self, failed: Callable[[str], None], settled: Settled | None = None) -> Milter:
        """One that judges by it now. ``settled``: what it tells the other processes of the record.
        Raises OSError, SitesError."""
        own = self.rulebook.mail.thresholds
        known = begun(self.state, datetime.now(UTC), timedelta(days=own.learning_days))
        burst = Burst(self.state, own.burst_senders, timedelta(minutes=own.burst_minutes))
        told = told_of(self.rulebook, self.state)
        sealed = Sealed(self.state, settled or Settled())
        judge = Judge(
            self.rulebook, self.staged.given, known, burst, engines=engines(self.rulebook),
            told=told, sites=sites(self.rulebook),
        )  # fmt: skip
        return Milter(
            judge,
            sealed,
            lambda: datetime.now(UTC),
            failed,
            post=partial(posted, folder=self.postfix),
            again=Again(judge, told, sealed, self._released, failed),
            staged=self.staged.now,
        )

    def _released(self, queue_id: str, begun: bool) -> str:  # noqa: FBT001  (called by place)
        return out_of_hold(queue_id, self.postfix, begun=begun)


@dataclass(frozen=True)
class Heard:
    """Who hears of the processes: that one is ready to answer, and what went wrong in one."""

    ready: Callable[[], None]
    failed: Callable[[str], None]


def serve(work: Work, listening: socket.socket, workers: int, heard: Heard) -> None:
    """Answers in so many processes until SIGTERM or SIGINT (main thread)."""
    ended, end = _SPAWN.Pipe(duplex=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.send(None))
    memory = told_of(work.rulebook, work.state)
    memory.swept(datetime.now(UTC))
    counts = _SPAWN.RawArray(ctypes.c_uint64, 2 * workers)
    ours = [_started(work, listening, counts, own) for own in range(workers)]
    try:
        while ended not in (ready := wait([ended, *ours], SWEPT_S)):
            with suppress(OSError):  # what cannot be deleted now is tried again
                memory.swept(datetime.now(UTC))
            for wire in (one for one in ours if one in ready):
                try:
                    if told := wire.recv():
                        heard.failed(told)
                    else:
                        heard.ready()
                except (EOFError, OSError):
                    heard.failed("a process of the gate died; another takes its place")
                    time.sleep(1)
                    own = ours.index(wire)
                    ours[own] = _started(work, listening, counts, own)
    finally:
        for wire in ours:
            wire.close()


def _started(work: Work, listening: socket.socket, counts: Counts, own: int) -> Connection:
    """Another process; the wire ends when either of the two does. It is no daemon of
    multiprocessing: those may not start the processes that read what strangers sent."""
    ours, theirs = _SPAWN.Pipe()
    _SPAWN.Process(target=_milter, args=(work, listening, theirs, counts, own)).start()
    theirs.close()
    return ours


def _milter(
    work: Work, listening: socket.socket, wire: Connection, counts: Counts, own: int
) -> None:
    """Runs in the process, until the one that started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()

    def failed(told: str) -> None:
        with suppress(OSError):
            wire.send(told)

    milter = work.milter(failed, Settled(counts, own))
    failed("")  # ready
    Thread(target=milter.serve, args=(listening,), daemon=True).start()
    with suppress(EOFError, OSError):
        wire.recv()
    for reader in multiprocessing.active_children():
        reader.kill()
    os._exit(0)  # judgements under way are given up: their mails are sent again
