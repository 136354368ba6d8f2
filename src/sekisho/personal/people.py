"""Who is the same person: bounds of distinct persons and households from all mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from sekisho.personal.bounds import Bounds
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.listing import FORM
from sekisho.personal.lists.records import TEXT, Person

Relation = Literal["same", "distinct", "unsure"]
_TELLING: tuple[Kind, ...] = ("birth", "age", "address", "relation", "reading")
"""In one list, people of one name who differ in one of these are different people."""
_BINDING: tuple[Kind, ...] = ("birth", "phone", "address")
"""In different lists, people of one name who share one of these are the same."""
_YEARS = 2
"""Lists of different years give ages that differ; by this much only for different people."""


def relation(one: Person, other: Person, extracts: AbstractSet[str] = frozenset()) -> Relation:
    """Whether two mentions of one name are the same person. ``extracts``: lists whose people all
    stand in another one as well."""
    first, second = dict(one.attributes), dict(other.attributes)
    both = first.keys() & second.keys()
    differ = {kind for kind in both if first[kind] != second[kind]}
    if _applies_again(one, other, differ):
        return "distinct" if "birth" in differ else "same"
    if one.listed == other.listed:
        return _within_list(one, other, both, differ)
    if "birth" in differ:
        return "distinct"
    bound = any(kind in both and kind not in differ for kind in _BINDING)
    if bound or (one.household is not None and one.household == other.household):
        return "same"
    if "address" in differ and _ages_apart(first, second):
        return "distinct"
    # officers picked out of the list of members: nobody new
    picked = one.listed in extracts or other.listed in extracts
    return "same" if picked and not differ & set(_TELLING) else "unsure"


def _applies_again(one: Person, other: Person, differ: AbstractSet[Kind]) -> bool:
    """Whether somebody stands in a form twice: who applies signs below, or stands among those at
    home as well, where they are something to somebody else (父 of the child, 本人)."""
    layouts = {mention.listed.partition("\t")[0] for mention in (one, other)}
    return FORM in layouts and (one.listed == other.listed or differ <= {"relation"})


def _within_list(
    one: Person, other: Person, both: AbstractSet[Kind], differ: AbstractSet[Kind]
) -> Relation:
    if differ & set(_TELLING) or _different_households(one, other):
        return "distinct"
    if one.household is not None and one.household == other.household:
        return "same"  # nobody has a namesake at home of whom nothing else is different
    if one.attributes and one.attributes == other.attributes:
        return "same"
    if one.listed == TEXT:  # a text goes on to speak of whom it named
        return "same"
    return "unsure" if differ or not both else "same"


def _different_households(one: Person, other: Person) -> bool:
    """Whether both stand in households of the same numbering, and not in the same one."""
    if one.household is None or other.household is None or one.household == other.household:
        return False
    return one.household.rpartition("\t")[0] == other.household.rpartition("\t")[0]


def _ages_apart(first: dict[Kind, str], second: dict[Kind, str]) -> bool:
    ages = first.get("age", ""), second.get("age", "")
    return all(age.isdigit() for age in ages) and abs(int(ages[0]) - int(ages[1])) >= _YEARS


@dataclass(frozen=True)
class People:
    """Mentions put together twice: where it is likely, and only where it is sure."""

    likely: tuple[tuple[Person, ...], ...]
    sure: tuple[tuple[Person, ...], ...]

    @property
    def persons(self) -> Bounds:
        """Low: certain mentions, put together where likely. High: all, put together where sure."""
        return _bounds(self.likely, self.sure)

    def among(self, listed: str) -> Bounds:
        """The bounds of those who are first met in a list."""
        likely, sure = (
            [group for group in groups if group[0].listed == listed]
            for groups in (self.likely, self.sure)
        )
        return _bounds(likely, sure)

    @property
    def households(self) -> Bounds | None:
        """Low: those of certain persons, one where lists share a person. None: nothing tells."""
        certain = [group for group in self.likely if any(each.certain for each in group)]
        low, high = _households(certain), _households(self.sure)
        return Bounds(low, max(low, high)) if high else None


def _bounds(likely: Iterable[Sequence[Person]], sure: Sequence[Sequence[Person]]) -> Bounds:
    low = sum(any(mention.certain for mention in group) for group in likely)
    return Bounds(low, max(low, len(sure)))


def people(mentions: Iterable[Person]) -> People:
    """Who is who among the mentions of one document."""
    named: dict[str, list[Person]] = defaultdict(list)
    for mention in dict.fromkeys(mentions):
        named[mention.key].append(mention)
    picked = extracts(named)
    likely: list[tuple[Person, ...]] = []
    sure: list[tuple[Person, ...]] = []
    for same_name in named.values():
        ordered = sorted(same_name, key=_order)
        likely += map(tuple, _grouped(ordered, picked, unsure_is_same=True))
        sure += map(tuple, _grouped(ordered, picked, unsure_is_same=False))
    return People(tuple(likely), tuple(sure))


def _order(mention: Person) -> tuple[int, str]:
    """Mentions that say most come first; then an order that does not hang on the row."""
    return (-len(mention.attributes), repr(mention))


def extracts(named: Mapping[str, Sequence[Person]]) -> frozenset[str]:
    """The lists, of two names at least, all of whose names stand together in another list."""
    names: dict[str, set[str]] = defaultdict(set)
    for key, mentions in named.items():
        for mention in mentions:
            names[mention.listed].add(key)
    return frozenset(
        listed
        for listed, own in names.items()
        if len(own) > 1 and any(own <= other for name, other in names.items() if name != listed)
    )


def _grouped(
    mentions: Sequence[Person], picked: AbstractSet[str], *, unsure_is_same: bool
) -> list[list[Person]]:
    """Each mention joins a group that nothing in it contradicts, best one that confirms it."""
    groups: list[list[Person]] = []
    for mention in mentions:
        chosen: list[Person] | None = None
        for group in groups:
            found = {relation(mention, other, picked) for other in group}
            if "distinct" in found:
                continue
            if "same" in found:
                chosen = group
                break
            if unsure_is_same and chosen is None:
                chosen = group
        if chosen is None:
            groups.append([mention])
        else:
            chosen.append(mention)
    return groups


def _households(groups: Iterable[Sequence[Person]]) -> int:
    """How many households remain when those that share a person are one."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for group in groups:
        keys = [mention.household for mention in group if mention.household is not None]
        for key in keys:
            parent.setdefault(key, key)
        for key in keys[1:]:
            parent[root(key)] = root(keys[0])
    return len({root(key) for key in parent})
