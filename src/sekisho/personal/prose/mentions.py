"""The mentions of one paper of text: who is certain by their family, who is named twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sekisho.personal.columns.carried import halves_among, surname_of
from sekisho.personal.lists.records import Person

_SHORT = 2
"""Characters of a surname or a hamlet alone, most often."""


def of_families(persons: Sequence[Person]) -> Iterator[Person]:
    """The mentions; certain as well is the whole name of whoever bears the surname of somebody
    certain."""
    families = {surname_of(one.key) for one in persons if one.certain}
    for one in persons:
        family = "" if one.certain else surname_of(one.key)
        of_one = family in families and len(one.key) > len(family)
        yield replace(one, certain=True) if of_one else one


def beside_whole(persons: Sequence[Person], lines: Sequence[int]) -> Iterator[Person]:
    """The mentions, without those in doubt that are a short word alone (山口, 三原) in a line in
    which somebody certain is named whole. ``lines``: in which each stands."""
    whole = {at for one, at in zip(persons, lines, strict=True) if one.certain and _is_whole(one)}
    for one, at in zip(persons, lines, strict=True):
        if one.certain or at not in whole or _is_whole(one):
            yield one


def _is_whole(one: Person) -> bool:
    return len(one.key) > len(surname_of(one.key)) and len(one.key) > _SHORT


def once(persons: Sequence[Person], by_themselves: AbstractSet[str]) -> Iterator[Person]:
    """The mentions, without those of a surname or a given name alone (石黒です, 陽葵さん) where the
    whole name stands elsewhere, nothing against it unless it is the writer's."""
    whole: dict[str, list[Person]] = {}
    keys = {one.key for one in persons}
    for one in persons:
        for half in halves_among(keys, one.key):
            whole.setdefault(half, []).append(one)
    for one in persons:
        others = whole.get(one.key, ())
        if not (others and one.key in by_themselves) and all(_differ(one, two) for two in others):
            yield one


def _differ(one: Person, other: Person) -> bool:
    """Whether two mentions say different things of the same kind."""
    first, second = dict(one.attributes), dict(other.attributes)
    return any(first[kind] != second[kind] for kind in first.keys() & second.keys())
