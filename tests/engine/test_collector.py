"""Cycles are looked for seldom, and found all the same."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from sekisho.engine.collector import OBJECTS, look_seldom


class Cyclic:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_as_before")
def test_cycles_are_looked_for_seldom_but_found() -> None:
    older = gc.get_threshold()[1:]
    look_seldom()
    assert gc.get_threshold() == (OBJECTS, *older)
    gone = weakref.ref(Cyclic())
    held = [[number] for number in range(OBJECTS + 1)]
    assert gone() is None
    assert len(held) > OBJECTS
