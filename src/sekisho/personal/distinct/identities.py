"""Distinct persons and households over documents: the same roster found twice counts once.

Identities are the keyed hashes of ``tokens.py``. Those of a case never leave the memory of the
run that made them, so their key needs to be no secret.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sekisho.personal.bounds import Bounds
from sekisho.personal.distinct.copies import copies_among
from sekisho.personal.distinct.distinct import distinct
from sekisho.personal.distinct.tokens import Token, token_of
from sekisho.personal.people import People

_KEY = bytes(32)


@dataclass(frozen=True)
class Identities:
    """The people of a document as tokens, and its households as the places of their members among
    ``tokens``."""

    tokens: tuple[Token, ...]
    homes: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Known:
    """What one document counts, and who that is where it was read here; ``identities`` None for
    a document that an inventory alone knows."""

    count: Bounds
    identities: Identities | None


def identities_of(found: People) -> Identities:
    """Who the people of a document are."""
    tokens = tuple(token_of(group, _KEY) for group in found.likely)
    homes = _Joined()
    members: dict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(found.likely):
        keys = sorted({one.household for one in group if one.household is not None})
        homes.join(keys)
        for key in keys[:1]:
            members[key].add(at)
    together: dict[str, set[int]] = defaultdict(set)
    for key, places in members.items():
        together[homes.root(key)] |= places
    return Identities(tokens, tuple(frozenset(one) for _, one in sorted(together.items())))


def distinct_persons(documents: Sequence[Known]) -> Bounds:
    """Distinct people over documents. Documents without identities may share theirs with any
    other: the most of one counts below, the sum above."""
    here = [(one.count, one.identities) for one in documents if one.identities is not None]
    bounds = distinct([who.tokens for _, who in here])
    doubtful = [max(0, count.high - len(who.tokens)) for count, who in here]
    return _with_the_rest(documents, bounds.low, bounds.high + sum(doubtful))


def distinct_households(documents: Sequence[Known]) -> Bounds:
    """Distinct households over documents.

    Low: one where documents may share a person. High: one where they surely do, by birth date,
    telephone or address with the name, or where all of a household stands in the document that
    this one copies.
    """
    here = [(one.count, one.identities) for one in documents if one.identities is not None]
    read = [who for _, who in here]
    certain = [(at, home) for at, home in _homes(read) if _any_certain(read[at], home)]
    all_of_them = list(_not_copied(read))
    doubtful = [max(0, count.high - len(who.homes)) for count, who in here]
    return _with_the_rest(
        documents,
        _together(certain, _by_name(read, certain)),
        _together(all_of_them, _by_binding(read, all_of_them)) + sum(doubtful),
    )


def _with_the_rest(documents: Sequence[Known], low: int, high: int) -> Bounds:
    counts = [one.count for one in documents]
    low = max([low, *(count.low for count in counts)])
    high += sum(one.count.high for one in documents if one.identities is None)
    return Bounds(low, max([low, high, *(count.high for count in counts)]))


_Home = tuple[int, frozenset[int]]
"""A household: the number of its document, and the places of its members among the tokens."""


def _homes(read: Sequence[Identities]) -> Iterator[_Home]:
    return ((at, home) for at, who in enumerate(read) for home in who.homes)


def _any_certain(who: Identities, home: frozenset[int]) -> bool:
    return any(who.tokens[place].certain for place in home)


def _names(who: Identities, home: Iterable[int]) -> frozenset[str]:
    return frozenset(who.tokens[place].name for place in home)


def _not_copied(read: Sequence[Identities]) -> Iterator[_Home]:
    """The households, without those of a copy that stand in what it copies."""
    copies = copies_among([{token.name for token in who.tokens} for who in read])
    originals = {at: _by_member(read[at]) for at in set(copies.values())}
    for at, home in _homes(read):
        mine = _names(read[at], home)
        known = originals[copies[at]].get(min(mine), ()) if at in copies else ()
        if not any(mine <= one for one in known):
            yield at, home


def _by_member(who: Identities) -> dict[str, list[frozenset[str]]]:
    """The names of each household, by each of them."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for home in who.homes:
        names = _names(who, home)
        for name in names:
            found[name].append(names)
    return found


def _by_name(read: Sequence[Identities], homes: Sequence[_Home]) -> Iterator[list[_Home]]:
    """Households that may share a person: one of the same name, unless all birth dates are known
    and differ."""
    named: dict[str, dict[str, list[_Home]]] = defaultdict(lambda: defaultdict(list))
    for at, home in homes:
        for token in (read[at].tokens[place] for place in home):
            if token.certain:
                named[token.name][token.birth].append((at, home))
    for births in named.values():
        if "" in births:
            yield [home for group in births.values() for home in group]
        else:
            yield from births.values()


def _by_binding(read: Sequence[Identities], homes: Sequence[_Home]) -> Iterator[list[_Home]]:
    bound: dict[str, list[_Home]] = defaultdict(list)
    for at, home in homes:
        for place in home:
            for binding in read[at].tokens[place].binding:
                bound[binding].append((at, home))
    yield from bound.values()


def _together(homes: Sequence[_Home], shared: Iterable[Sequence[_Home]]) -> int:
    """How many households remain when those that share a person are one."""
    joined = _Joined()
    keys = {home: f"{at}\t{sorted(home[1])}" for at, home in enumerate(homes)}
    for group in shared:
        joined.join([keys[home] for home in group])
    return len({joined.root(key) for key in keys.values()})


class _Joined:
    """Sets of keys that grow together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, key: str) -> str:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._parent[self.root(key)] = self.root(keys[0])
