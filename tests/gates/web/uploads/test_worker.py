"""Whoever hangs, dies or grows is ended; the next body is examined again."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.gates.web.uploads import worker
from sekisho.gates.web.uploads.examining import Asked, Examined
from sekisho.gates.web.uploads.worker import FAILED, TOO_LONG, TOO_MUCH, Worker, Workers
from tests.gates.web.uploads import ROSTER

needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


def asked(path: Path) -> Asked:
    return Asked(path, "text/csv", "", "body", datetime(2026, 11, 28, tzinfo=UTC))


@needs_fifo
def test_one_that_hangs_is_ended_and_another_takes_its_place(tmp_path: Path) -> None:
    endless, body = tmp_path / "endless", tmp_path / "body"
    os.mkfifo(endless)
    body.write_text(ROSTER, encoding="utf-8")
    workers = Workers(1, 30.0)

    async def asking() -> list[Examined]:
        slow = Worker().ask(asked(endless), 0.1)
        return [slow, *await asyncio.gather(workers.ask(asked(body)), workers.ask(asked(body)))]

    slow, *good = asyncio.run(asking())
    workers.end()
    assert slow == Examined(unread=(TOO_LONG,))
    assert [one.persons for one in good] == [3, 3]


@needs_fifo
def test_one_that_grows_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless"
    os.mkfifo(endless)
    monkeypatch.setattr(worker, "MEMORY", 1)
    one = Worker()
    assert one.ask(asked(endless), 30.0) == Examined(unread=(TOO_MUCH,))


def test_what_raises_is_an_answer(tmp_path: Path) -> None:
    one = Worker()
    assert one.ask(asked(tmp_path / "absent"), 30.0) == Examined(unread=(FAILED,))
    one.end()
