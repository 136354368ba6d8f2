"""The block in a file that is the town's own: in, replaced, and out without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.applied.change import Switch, Wanted
from sekisho.gates.applied.journal import read
from sekisho.gates.applied.machine import Machine
from sekisho.gates.applied.state import state
from sekisho.gates.applied.woven import BEGIN, END, BrokenBlockError, back, joined, split
from sekisho.gates.contract import Placement
from tests.gates.applied import order

PATH = "/etc/theirs.cf"
TEXT = st.text(alphabet="ab#=\n \té", max_size=40).map(str.encode)


@given(rest=TEXT, first=TEXT.map(lambda one: one + b"\n"), second=TEXT.map(lambda one: one + b"\n"))
def test_the_towns_own_is_as_it_was(rest: bytes, first: bytes, second: bytes) -> None:
    one = joined(rest, first)
    assert split(one, PATH)[1] == first
    again = joined(split(one, PATH)[0], second)
    assert split(again, PATH)[1] == second
    assert back(PATH, again, again, one) == one
    assert back(PATH, one, one, rest) == rest


def test_what_the_town_wrote_meanwhile_stays() -> None:
    before, mine = b"a = 1", b"x = 2\n"
    after = joined(before, mine)
    now = b"# new\n" + after + b"b = 3\n"
    assert back(PATH, now, after, before) == b"# new\na = 1\nb = 3\n"
    assert back(PATH, now, after, joined(b"a = 1", b"x = 1\n")) == (
        b"# new\na = 1\nb = 3\n" + BEGIN + b"x = 1\n" + END
    )


@pytest.mark.parametrize(
    "whole",
    [BEGIN + b"x\n", b"x\n" + END, END + b"x\n" + BEGIN, (BEGIN + b"x\n" + END) * 2,
     BEGIN + BEGIN + END, BEGIN[:-1] + b" \n" + END],
    ids=["no_end", "no_begin", "turned_round", "twice", "begun_twice", "mark_changed"],
)  # fmt: skip
def test_marks_that_are_not_as_they_were_put(whole: bytes) -> None:
    with pytest.raises(BrokenBlockError, match=PATH):
        split(whole, PATH)


def wanted(text: bytes, *, block: bool = True) -> Wanted:
    """``theirs.cf`` gets a block that also counts the lines beside it; ``own`` is ours."""
    files = {"theirs": PATH, "own": "/etc/own"} if block else {"own": "/etc/own"}
    return Wanted(
        gate="mail",
        target="postfix",
        placement=Placement(
            files,
            load=(),
            woven={"theirs": lambda rest, built: b"%d %s" % (rest.count(b"\n"), built)},
        ),
        contents={"theirs": text, "own": text},
    )


def machine(
    folder: Path, content: bytes = b"a = 1\n# end without a newline"
) -> tuple[Switch, Path]:
    theirs = folder / "root" / PATH.lstrip("/")
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(content)
    theirs.chmod(0o640)
    return Switch(folder / "state", Machine(folder / "root")), theirs


def test_stage_by_stage_and_back(tmp_path: Path) -> None:
    switch, theirs = machine(tmp_path)
    own, before = theirs.with_name("own"), theirs.read_bytes()
    assert switch.apply([wanted(b"one\n")], order()).outcome == "applied"
    first = theirs.read_bytes()
    assert first == before + b"\n" + BEGIN + b"1 one\n" + END
    assert switch.apply([wanted(b"two\n")], order()).outcome == "applied"
    assert split(theirs.read_bytes(), PATH)[1] == b"2 two\n"
    assert theirs.stat().st_mode & 0o777 == 0o640
    assert read(switch.state).torn == 0
    switch.take_back("mail", None, order())
    assert (theirs.read_bytes(), own.read_bytes()) == (first, b"one\n")
    switch.take_back("mail", None, order())
    assert (theirs.read_bytes(), own.exists()) == (before, False)
    assert theirs.stat().st_mode & 0o777 == 0o640


def test_state_looks_at_the_block_alone(tmp_path: Path) -> None:
    switch, theirs = machine(tmp_path)
    switch.apply([wanted(b"one\n")], order())

    def drift() -> tuple[tuple[str, str], ...]:
        (on,) = state(switch.journal(), switch.machine)
        return on.drift

    applied = theirs.read_bytes()
    theirs.write_bytes(b"b = 2\n" + applied)
    assert drift() == ()
    theirs.write_bytes(applied.replace(b"1 one", b"1 other"))
    assert drift() == ((PATH, "changed"),)
    theirs.write_bytes(applied.replace(END, b""))
    assert drift() == ((PATH, "changed"),)
    theirs.unlink()
    assert drift() == ((PATH, "gone"),)


def test_what_is_broken_by_hand_is_left_alone(tmp_path: Path) -> None:
    switch, theirs = machine(tmp_path)
    switch.apply([wanted(b"one\n")], order())
    theirs.write_bytes(theirs.read_bytes().replace(END, b""))
    broken = theirs.read_bytes()
    for act in (
        lambda: switch.apply([wanted(b"two\n")], order()),
        lambda: switch.take_back("mail", None, order()),
    ):
        with pytest.raises(BrokenBlockError):
            act()
        assert theirs.read_bytes() == broken
    assert switch.journal().cut_off is None


def test_a_version_without_a_block_leaves_the_towns_own(tmp_path: Path) -> None:
    switch, theirs = machine(tmp_path, b"a = 1\n")
    switch.apply([wanted(b"one\n")], order())
    switch.apply([wanted(b"two\n", block=False)], order())
    assert theirs.read_bytes() == b"a = 1\n"
    switch.take_back("mail", None, order())
    assert split(theirs.read_bytes(), PATH)[1] == b"1 one\n"
