"""What trying passwords may cost: counted, whatever an archive says of itself."""

from __future__ import annotations

import io

import pytest

from sekisho.intake.locks.spliced import Made, Spliced
from sekisho.intake.locks.sums import Entry
from sekisho.intake.locks.tries import LONGEST, TooDearError, Tries


def never(_stream: Spliced, entry: Entry, most: int) -> tuple[bool, int]:
    return False, min(entry.size, most)


def stream() -> Spliced:
    return Spliced(io.BytesIO(), [Made(b"x")])


def test_words_are_tried_once_each_and_the_right_one_is_the_next_first() -> None:
    tries = Tries(["a", "b", "a", "", "x" * (LONGEST + 1), "c"], never)
    asked: list[str] = []

    def opened(word: str) -> str | None:
        asked.append(word)
        return word if word == "c" else None

    assert tries.first(opened) == "c"
    assert asked == ["a", "b", "c"]
    assert tries.words == ["c", "a", "b"]
    assert tries.shut == "not_read.encrypted_member"


def test_rounds_are_counted_once_for_a_key_and_end() -> None:
    tries = Tries(["a", "b", "c"], never, rounds=2**14)
    made: list[str] = []

    def opened(word: str) -> None:
        tries.derived((word,), 2**13, lambda: made.append(word) or b"key")

    for _ in range(3):
        assert tries.first(opened) is None
    assert made == ["a", "b"]
    assert (tries.untried, tries.shut) == (True, "not_read.encrypted_untried")


def test_a_cheap_key_costs_something_too() -> None:
    """Else an archive with a salt for each of its members fills the memory with keys."""
    tries = Tries(["a"], never, rounds=2**14)
    for number in range(4):
        assert tries.derived((number,), 1, lambda: b"key") == b"key"
    with pytest.raises(TooDearError):
        tries.derived((4,), 1, lambda: b"key")
    assert tries.derived((0,), 1, lambda: b"other") == b"key"


def test_bytes_that_are_unpacked_for_tries_end() -> None:
    tries = Tries(["a", "b", "c"], never, room=250)
    asked: list[str] = []

    def opened(word: str) -> str | None:
        asked.append(word)
        return word if tries.opens(stream(), Entry(size=100)) else None

    assert tries.first(opened) is None
    assert asked == ["a", "b", "c"]
    assert tries.room == 50
    assert tries.untried


def test_no_password_is_shown() -> None:
    assert "himitsu" not in repr(Tries(["himitsu"], never))
