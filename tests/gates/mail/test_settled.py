"""One wait for the disk serves every line that was written before it began, and no later one."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from sekisho.gates.mail.settled import Counts, Settled


class Record:
    """A record and the processes that share its counts; ``synced``: how often it was synced."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.number = os.open(folder / "record", os.O_RDWR | os.O_CREAT)
        self.counts: Counts = (ctypes.c_uint64 * 4)()
        self.synced = 0
        self.meanwhile: Callable[[], None] = lambda: None
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self._counted)

    def _counted(self, number: int) -> None:
        if number == self.number:
            self.synced += 1
            self.meanwhile()
        self._fsync(number)

    def process(self, own: int) -> Settled:
        """One that has its own folder open and has settled the name."""
        one = Settled(self.counts, own)
        one.wait(one.wrote(), self.number, self.folder)
        return one

    def wait(self, one: Settled, line: int) -> int:
        """How often it was synced for that."""
        before = self.synced
        one.wait(line, self.number, self.folder)
        return self.synced - before


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    return Record(tmp_path, monkeypatch)


def test_lines_of_other_processes_are_settled_too(record: Record) -> None:
    first, second = record.process(0), record.process(1)
    one, other, third = first.wrote(), second.wrote(), second.wrote()
    assert record.wait(first, one) == 1
    assert record.wait(second, other) == 0
    assert record.wait(second, third) == 0
    assert record.wait(second, second.wrote()) == 1


def test_a_line_that_came_while_the_disk_was_asked_is_not_settled(record: Record) -> None:
    first, second = record.process(0), record.process(1)
    late: list[int] = []
    record.meanwhile = lambda: late.append(second.wrote())
    assert record.wait(first, first.wrote()) == 1
    record.meanwhile = lambda: None
    assert record.wait(second, late[0]) == 1


def test_what_failed_for_one_is_tried_again_by_the_next(record: Record) -> None:
    first, second = record.process(0), record.process(1)
    one, other = first.wrote(), second.wrote()

    def full() -> None:
        raise OSError("no space left")

    record.meanwhile = full
    with pytest.raises(OSError, match="no space"):
        record.wait(first, one)
    record.meanwhile = lambda: None
    assert record.wait(second, other) == 1
    assert record.wait(first, one) == 0


def test_a_new_process_settles_the_name_itself_and_counts_on(record: Record) -> None:
    first, second = record.process(0), record.process(1)
    line = second.wrote()
    record.wait(first, first.wrote())
    again = Settled(record.counts, 1)
    assert again.wrote() == line + 1
    assert record.wait(again, line) == 1


def test_two_processes_ask_the_disk_one_after_the_other(record: Record) -> None:
    first, second = record.process(0), record.process(1)
    lines = first.wrote(), second.wrote()
    asked, answered = Event(), Event()

    def slow() -> None:
        asked.set()
        answered.wait()

    record.meanwhile = slow
    before = record.synced
    waiting = [
        Thread(target=record.wait, args=(first, lines[0])),
        Thread(target=record.wait, args=(second, lines[1])),
    ]
    waiting[0].start()
    asked.wait()
    waiting[1].start()
    answered.set()
    for one in waiting:
        one.join()
    assert record.synced == before + 1
