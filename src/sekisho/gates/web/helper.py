"""The program that Squid starts and asks: ``python -m sekisho.gates.web.helper POLICY``.

Squid starts two of them: with ``--hosts SECONDS`` it answers questions about hosts alone, which
Squid keeps so long (``hosts``), else questions about whole requests.

It reads whole batches and answers each in one write. On SIGHUP policy and lists are read anew
aside and put in place when they are whole; until then, and when they are not, the old ones go on.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

from sekisho.events.time import JAPAN
from sekisho.gates.web.answering import Answering
from sekisho.gates.web.hosts import HostAnswering
from sekisho.gates.web.judgement import Judge, Lists
from sekisho.gates.web.lists.compiled import ListsError, NoLists, mapped
from sekisho.gates.web.policy import Policy, PolicyError, read
from sekisho.gates.web.seen import Seen

BATCH = 1 << 18
LONGEST = 1 << 16
"""Bytes of a line; of a longer one the beginning is answered as unreadable, the rest dropped."""


def judging(policy: Path, lists: Path | None) -> tuple[Policy, Judge]:
    """The policy of the files and its judge. Raises OSError, PolicyError, ListsError."""
    held: Lists = mapped(lists) if lists is not None and lists.exists() else NoLists()
    found = read(policy.read_bytes())
    return found, Judge(found, held)


class Lines:
    """Bytes to lines; an endless line ends after ``LONGEST``."""

    def __init__(self) -> None:
        self._begun = b""
        self._dropping = False

    def of(self, data: bytes) -> list[bytes]:
        """The lines that are whole now, without their ends."""
        *whole, rest = data.split(b"\n")
        if whole:
            whole[0] = self._begun + whole[0]
            if self._dropping:
                whole = whole[1:]
                self._dropping = False
            self._begun = b""
        if self._dropping:
            return whole
        self._begun += rest
        if len(self._begun) > LONGEST:
            whole.append(b" ".join(self._begun.split(b" ", 3)[:3]))
            self._begun, self._dropping = b"", True
        return [line.rstrip(b"\r") for line in whole]


def serve(answering: Answering, source: int, sink: int) -> None:
    """Answers until the source ends."""
    lines = Lines()
    while data := os.read(source, BATCH):
        now = datetime.now(JAPAN)
        out = b"".join([answering.answer(line, now) for line in lines.of(data)])
        while out:
            out = out[os.write(sink, out) :]
        if answering.seen is not None:
            answering.seen.save()


def main(words: list[str] | None = None) -> int:
    """Serves standard input; 0 when it ends."""
    parser = argparse.ArgumentParser(prog="sekisho.gates.web.helper")
    parser.add_argument("policy", type=Path)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--hosts", type=int, default=0, metavar="SECONDS")
    given = parser.parse_args(words)
    answering = Answering(None, open=given.open)
    if given.hosts:
        answering = HostAnswering(None, kept=timedelta(seconds=given.hosts))

    def load() -> None:
        try:
            answering.swap(judging(given.policy, given.lists)[1])
            answering.warn("sekisho: policy and lists are in use")
        except (OSError, PolicyError, ListsError) as error:
            answering.warn(f"sekisho: not loaded: {type(error).__name__}: {error}")

    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none, and no Squid either
    if hang_up is not None:
        signal.signal(hang_up, lambda *_: Thread(target=load, daemon=True).start())
    load()
    if given.seen is not None:
        try:
            answering.seen = Seen(given.seen)
        except OSError as error:
            answering.warn(f"sekisho: {error}")
    serve(answering, 0, 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
