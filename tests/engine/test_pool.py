"""Work in worker processes: order, bounded, and a worker that dies harms nobody else."""

from __future__ import annotations

import operator
import os
from functools import partial

import pytest

from sekisho.engine.pool import Lost, run


@pytest.mark.parametrize("workers", [0, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    assert list(run(operator.neg, range(20), workers)) == [-number for number in range(20)]


def test_no_tasks_need_no_processes() -> None:
    assert list(run(operator.neg, [], workers=2)) == []


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
