"""What a worker may take, and how it is ended."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from types import SimpleNamespace
from typing import Any

import pytest

from sekisho.engine.pool import Limits, run
from sekisho.engine.worker import Worker

MEGABYTE = 1024**2


def call(work: partial[object]) -> object:
    return work()


def hold(size: int) -> int:
    """Fills memory and stays."""
    kept = b"\x01" * size
    time.sleep(60)
    return len(kept)


@pytest.mark.slow
def test_a_task_that_hangs_or_fills_the_memory_is_ended_and_the_rest_goes_on() -> None:
    hangs, fills = partial(time.sleep, 600), partial(hold, 700 * MEGABYTE)
    tasks = [partial(abs, -1), hangs, partial(abs, -2), fills, partial(abs, -3)]

    def limits(task: partial[object]) -> Limits | None:
        if task is hangs:
            return Limits(100, 4000 * MEGABYTE, clock=0.003)
        return Limits(100, 500 * MEGABYTE) if task is fills else None

    first, second, third, fourth, fifth = run(call, tasks, 2, limits)
    assert (first, third, fifth) == (1, 2, 3)
    assert getattr(second, "why", None) == "too_long"
    assert getattr(fourth, "why", None) == "too_much_memory"


def seconds(*parts: float) -> Any:
    """What psutil tells of a process that spent them: its own two, and its children's."""
    names = ("user", "system", "children_user", "children_system")
    return SimpleNamespace(**dict(zip(names, parts, strict=False)))


class Seen:
    """A process of which psutil tells what a test wants."""

    def __init__(self) -> None:
        self.times, self.held = seconds(0, 0, 0, 0), 0

    def cpu_times(self) -> Any:
        return self.times

    def memory_info(self) -> Any:
        return SimpleNamespace(rss=self.held)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Worker, Seen]]:
    """A worker that has answered once and has another task, looked at by a test's own numbers."""
    worker = Worker(get_context("spawn"), call)
    worker.give(0, pickle.dumps((0, partial(abs, -1))), None)
    assert worker.take() == (0, 1)
    shown = Seen()
    monkeypatch.setattr(worker, "_seen", shown)
    worker.give(1, pickle.dumps((1, partial(time.sleep, 600))), Limits(10, 100, clock=6))
    monkeypatch.setattr(worker, "_began", 1000.0)
    yield worker, shown
    worker.kill()


@pytest.mark.parametrize(
    ("later", "times", "held", "why"),
    [
        (59, (105, 5), 100, None),
        (61, (100, 0), 0, "too_long"),
        (1, (111, 0), 0, "too_much_work"),
        (1, (105, 6), 0, "too_much_work"),
        (1, (100, 0, 10.5, 0), 0, "too_much_work"),
        (1, (100, 0, 0, 0), 101, "too_much_memory"),
    ],
)
def test_each_limit_by_its_name(
    seen: tuple[Worker, Seen], later: float, times: tuple[float, ...], held: int, why: str | None
) -> None:
    """What the worker had spent before the task is none of the task's; Windows tells nothing of
    children."""
    worker, shown = seen
    shown.times = seconds(100, 0)
    assert worker.exceeds(1000.5) is None
    shown.times, shown.held = seconds(*times), held
    assert worker.exceeds(1000.0 + later) == why


@pytest.mark.slow
def test_large_tasks_and_results_pass_in_both_directions() -> None:
    tasks = [bytes([number]) * 3 * MEGABYTE for number in range(9)]
    assert list(run(bytes.swapcase, tasks, 2)) == [task.swapcase() for task in tasks]
