"""One judgement after the other, and nobody waits behind a long one."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from sekisho.gates.mail.turns import Turns


def test_short_ones_are_never_side_by_side() -> None:
    turns, inside, most = Turns(patience=600), [0], [0]

    def judged() -> None:
        for _ in range(200):
            with turns.one():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    every = [Thread(target=judged) for _ in range(4)]
    for one in every:
        one.start()
    for one in every:
        one.join()
    assert most == [1]


def test_who_waits_for_a_long_one_goes_on_beside_it() -> None:
    turns, long_one, over, second, third = Turns(), Event(), Event(), Event(), Event()

    def long() -> None:
        with turns.one():
            long_one.set()
            over.wait()

    first = Thread(target=long)
    first.start()
    long_one.wait()
    with turns.one():
        second.set()
    with turns.one():  # who went beside has given up no turn that was another's
        third.set()
    assert first.is_alive()
    over.set()
    first.join()
    assert second.is_set()
    assert third.is_set()
    with turns.one():
        assert turns._taken.locked()


def test_a_failure_gives_the_turn_back() -> None:
    turns = Turns(patience=600)
    with pytest.raises(ValueError, match="broken"), turns.one():
        raise ValueError("broken")
    with turns.one():
        assert turns._taken.locked()
