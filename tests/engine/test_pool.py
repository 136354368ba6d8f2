"""Work in worker processes: order, bounded, and a worker that dies harms nobody else."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator
from functools import partial
from itertools import count

import pytest

from sekisho.engine.pool import AHEAD, Lost, run


@pytest.mark.parametrize("workers", [0, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    assert list(run(operator.neg, range(20), workers)) == [-number for number in range(20)]


def test_no_tasks_need_no_processes() -> None:
    assert list(run(operator.neg, [], workers=2)) == []


@pytest.mark.parametrize(("workers", "ahead"), [(0, 1), (1, AHEAD + 1), (2, 2 * AHEAD + 1)])
def test_tasks_are_taken_as_they_are_needed(workers: int, ahead: int) -> None:
    """Of a stream without end no more than a few before their results are."""
    taken = count()
    results = run(operator.neg, taken, workers)
    for number in range(10):
        assert next(results) == -number
    results.close()  # type: ignore[attr-defined]
    assert next(taken) <= 9 + ahead


def test_what_ends_the_stream_is_raised_here() -> None:
    def tasks() -> Iterator[int]:
        yield 1
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        list(run(operator.neg, tasks(), 1))


@pytest.mark.slow
def test_a_task_that_kills_its_worker_is_lost_alone() -> None:
    deadly = partial(os._exit, 7)
    tasks = [partial(abs, -1), partial(abs, -2), deadly, partial(abs, -3)]
    first, second, third, fourth = run(operator.call, tasks, workers=2)
    assert (first, second, fourth) == (1, 2, 3)
    assert isinstance(third, Lost)


@pytest.mark.parametrize("workers", [0, 1])
def test_an_exception_of_the_work_is_raised_here(workers: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(run(partial(operator.truediv, 1), [0], workers))
