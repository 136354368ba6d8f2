"""Who stands in a paper: houses made to order, and the kin of a person in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from office_corpus_scripted.folk import TODAY, Folk, House, Person


@dataclass(frozen=True)
class Who:
    """A person, where he or she lives, and as what in the family."""

    person: Person
    house: House
    place: str


def school_year(one: Person) -> int:
    """The year in whose spring a birthday's class begins to count, from 2 April on."""
    return TODAY.year - (one.born.year - ((one.born.month, one.born.day) <= (4, 1)))


def grade(one: Person) -> str:
    year = school_year(one) - 6
    return f"小{year}" if 1 <= year <= 6 else f"中{year - 6}" if 7 <= year <= 9 else "―"


def _head(house: House) -> Who:
    return Who(house.head, house, "世帯主")


def _family(folk: Folk, words: Sequence[str], hamlet: str) -> Who:
    """``words``: the ages of the children; ``elder`` for a parent in the house."""
    kids = tuple(int(each) for each in words if each.isdigit())
    return _head(folk.family(kids, hamlet, elder="elder" in words, men=True))


def _kid(folk: Folk, words: Sequence[str], hamlet: str) -> Who:
    """A child of an age between two, perhaps with brothers and sisters."""
    age = folk.rng.randint(int(words[0]), int(words[1]))
    others = folk.rng.choice([(), (age + 3,), (age - 2,), (age + 2, age - 3)])
    house = folk.family((age, *(each for each in others if each >= 0)), hamlet)
    one, place = min(house.members[2:], key=lambda each: abs(each[0].age - age))
    return Who(one, house, place)


def _elder(folk: Folk, words: Sequence[str], hamlet: str) -> Who:
    """Somebody old, alone or with husband or wife."""
    house = folk.elders(hamlet, int(words[0]), int(words[1]))
    one, place = folk.rng.choice(house.members)
    return Who(one, house, place)


def _pair(folk: Folk, words: Sequence[str], hamlet: str) -> Who:
    """The husband of a couple without children in the house."""
    low, high = int(words[0]), int(words[1])
    surname = folk.surname()
    man = folk.person(low, high, woman=False, surname=surname)
    wife = folk.person(low, high, woman=True, surname=surname)
    return _head(folk.house([(man, "世帯主"), (wife, "妻")], hamlet))


def _alone(*, woman: bool | None) -> Callable[[Folk, Sequence[str], str], Who]:
    return lambda folk, words, hamlet: _head(folk.alone(int(words[0]), int(words[1]), hamlet, woman=woman))  # fmt: skip


CASTS: dict[str, Callable[[Folk, Sequence[str], str], Who]] = {
    "family": _family,
    "kid": _kid,
    "elder": _elder,
    "pair": _pair,
    "elders": lambda folk, _, hamlet: _head(folk.elders(hamlet)),
    "any": lambda folk, _, hamlet: _head(folk.any_house(hamlet)),
    "one": _alone(woman=None),
    "man": _alone(woman=False),
    "woman": _alone(woman=True),
    "far": lambda folk, words, _: _head(folk.far_house([(folk.adult(int(words[0]), int(words[1])), "世帯主")])),
    "foreign": lambda folk, words, hamlet: _head(folk.house([(folk.foreigner(int(words[0]), int(words[1])), "世帯主")], hamlet)),
}  # fmt: skip


def _grown(folk: Folk, who: Who) -> Who:
    """A grown child that has moved to a city."""
    head = who.house.head
    surname = (head.surname, head.kana.split("　")[0])
    child = folk.person(max(24, head.age - 32), max(26, head.age - 25), surname=surname)
    house = folk.far_house([(child, "世帯主")])
    return Who(child, house, "長女" if child.woman else "長男")


def kin(folk: Folk, who: Who, word: str) -> Who:
    """``head``, ``spouse``, ``kid1``, ``kid2`` of the house; ``parent`` or ``mother`` of a child;
    ``far``, a grown child that lives elsewhere."""
    if word == "far":
        return _grown(folk, who)
    house = who.house
    rows = [Who(one, house, place) for one, place in house.members]
    if word in ("head", "spouse"):
        return rows[word == "spouse"]
    if word == "parent":
        return folk.rng.choice(rows[:2])
    if word == "mother":
        return next(each for each in rows[:2] if each.person.woman)
    kids = [each for each in rows if each.place[-1] in "男女"]
    return kids[int(word.removeprefix("kid")) - 1]
