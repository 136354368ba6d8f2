"""One list of kinds, and what is said of some of them."""

from __future__ import annotations

from typing import get_args

from sekisho.personal.kinds import NUMBERS, PEOPLE, PRIVATE, SHOWN, WORK, Kind
from sekisho.personal.recognise import recognisers
from sekisho.text import codes

KINDS = frozenset(get_args(Kind))


def test_every_recogniser_gives_kinds_of_the_list() -> None:
    assert {one.kind for one in recognisers()} <= KINDS


def test_nobody_is_private_and_an_offices_work_at_once() -> None:
    for some in (PEOPLE, NUMBERS, PRIVATE, WORK, SHOWN):
        assert some <= KINDS
    assert not PRIVATE & WORK
    assert NUMBERS <= PRIVATE


def test_what_is_shown_has_its_word() -> None:
    assert {f"personal.kind.{kind}" for kind in SHOWN} <= codes("ja").keys()
