"""Work beside this process: its result, its exceptions, and every way to lose it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from threading import Thread

import psutil
import pytest

from sekisho.engine.aside import aside, end
from sekisho.engine.pool import run
from sekisho.engine.worker import Limits, Lost

LIMITS = Limits(60, 4 * 1024**3)


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    end()


def who(_task: object) -> int:
    return os.getpid()


def outer(task: int) -> bool:
    """Work that asks for work beside itself, in a worker."""
    return aside(who, task, LIMITS) == os.getpid()


def hold(size: int) -> int:
    kept = b"\x01" * size
    time.sleep(60)
    return len(kept)


def test_the_same_process_does_one_piece_after_the_other() -> None:
    first = aside(who, 1, LIMITS)
    assert first != os.getpid()
    assert aside(who, 2, LIMITS) == first


def test_what_it_raises_is_raised_here_and_the_process_goes_on() -> None:
    first = aside(who, 1, LIMITS)
    with pytest.raises(ValueError, match="invalid literal"):
        aside(int, "x", LIMITS)
    assert aside(who, 2, LIMITS) == first


def test_one_that_dies_is_lost_alone() -> None:
    assert aside(os._exit, 3, LIMITS) == Lost(3, "died")
    assert isinstance(aside(who, 1, LIMITS), int)


def test_one_that_died_while_it_waited_is_replaced() -> None:
    first = aside(who, 1, LIMITS)
    assert isinstance(first, int)
    os.kill(first, 9)
    psutil.wait_procs([psutil.Process(first)])
    assert aside(abs, -1, LIMITS) == 1


def work(seconds: float) -> float:
    """Works for so many seconds of its own, however long that takes."""
    while time.process_time() < seconds:
        pass
    return seconds


def test_work_is_counted_where_it_is_done() -> None:
    """A task that waits is not taken for one that works, however long the clock says."""
    assert aside(who, 1, LIMITS) != os.getpid()
    assert aside(time.sleep, 1, Limits(0.3, 4 * 1024**3, clock=1e6)) is None
    assert aside(work, 1e6, Limits(0.3, 4 * 1024**3, clock=1e6)) == Lost(1e6, "too_much_work")


@pytest.mark.slow
def test_one_that_hangs_or_fills_the_memory_is_ended() -> None:
    aside(who, 1, LIMITS)
    assert aside(time.sleep, 600, Limits(100, 4 * 1024**3, 0.003)) == Lost(600, "too_long")
    lost = aside(hold, 700 * 1024**2, Limits(100, 500 * 1024**2))
    assert lost == Lost(700 * 1024**2, "too_much_memory")


def test_in_a_worker_it_is_done_there() -> None:
    assert list(run(outer, [1], 1)) == [True]


def test_threads_do_not_get_each_others_answers() -> None:
    found: dict[int, object] = {}
    threads = [
        Thread(target=lambda n=n: found.update({n: aside(abs, -n, LIMITS)})) for n in range(6)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == {n: n for n in range(6)}
