"""Files in which nothing was found."""

from __future__ import annotations

from sekisho.gates.mail.blank import Blank


def test_a_file_is_known_as_the_kind_it_was_read_as() -> None:
    blank = Blank()
    blank.add([("image", "aa")])
    assert blank.has("image", "aa")
    assert not blank.has("pdf", "aa")
    assert not blank.has("image", "bb")


def test_those_not_seen_for_longest_are_forgotten() -> None:
    blank = Blank(most=3)
    blank.add(("image", str(number)) for number in range(3))
    assert blank.has("image", "0")
    blank.add([("image", "3")])
    assert [blank.has("image", str(number)) for number in range(4)] == [True, False, True, True]
