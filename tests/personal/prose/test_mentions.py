"""The mentions of one paper together."""

from __future__ import annotations

from sekisho.personal.lists.records import TEXT, Person
from sekisho.personal.prose.mentions import beside_whole, of_families, once


def mention(key: str, *, certain: bool = True, phone: str = "") -> Person:
    return Person(key, TEXT, None, certain, (("phone", phone),) if phone else ())


def test_whoever_bears_the_surname_of_somebody_certain_is_certain() -> None:
    told = [mention("青木茂"), mention("青木葵", certain=False), mention("石黒明", certain=False)]
    assert [one.certain for one in of_families(told)] == [True, True, False]


def test_a_surname_alone_adds_nobody_beside_the_whole_name() -> None:
    assert [one.key for one in once([mention("青木"), mention("青木茂")], {"青木"})] == ["青木茂"]


def test_another_telephone_is_that_of_somebody_else() -> None:
    told = [mention("青木", phone="1"), mention("青木茂", phone="2")]
    assert len(list(once(told, frozenset()))) == 2


def test_a_short_word_in_doubt_beside_somebody_certain_is_nobody() -> None:
    told = [mention("松田里美"), mention("山口", certain=False), mention("三原", certain=False)]
    assert [one.key for one in beside_whole(told, [1, 1, 2])] == ["松田里美", "三原"]
    told = [mention("松田里美"), mention("石黒明子", certain=False), mention("青木")]
    assert list(beside_whole(told, [1, 1, 1])) == told
