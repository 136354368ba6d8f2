"""What a worker may take, and how it is ended."""

from __future__ import annotations

import time
from functools import partial

import pytest

from sekisho.engine.pool import Limits, run

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
            return Limits(0.3, 4000 * MEGABYTE)
        return Limits(100, 500 * MEGABYTE) if task is fills else None

    first, second, third, fourth, fifth = run(call, tasks, 2, limits)
    assert (first, third, fifth) == (1, 2, 3)
    assert getattr(second, "why", None) == "too_long"
    assert getattr(fourth, "why", None) == "too_much_memory"


@pytest.mark.slow
def test_large_tasks_and_results_pass_in_both_directions() -> None:
    tasks = [bytes([number]) * 3 * MEGABYTE for number in range(9)]
    assert list(run(bytes.swapcase, tasks, 2)) == [task.swapcase() for task in tasks]
