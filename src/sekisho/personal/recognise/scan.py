"""All recognisers over many texts: what was found in each, overlaps settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import SURE, Find, Recogniser
from sekisho.personal.recognise.registry import recognisers

_BESIDE = frozenset({"sensitive", "age"})
"""Kinds that may lie inside another find (an illness inside a name of a society)."""


def finds_in(
    texts: Sequence[str],
    context: str = "",
    least: float = SURE,
    only: Iterable[Recogniser] | None = None,
) -> list[list[Find]]:
    """The finds of each text, in order of place.

    ``context``: a heading that holds for every text. ``least``: the score from which a find
    counts. ``only``: these recognisers instead of all.
    """
    block = Block.of(texts, context)
    chosen = tuple(recognisers() if only is None else only)
    claims = {recogniser.kind: recogniser.claim for recogniser in chosen}
    found = [
        find for recogniser in chosen for find in recogniser.find(block) if find.score >= least
    ]
    answer: list[list[Find]] = [[] for _ in texts]
    for find in _settled(found, claims):
        index, _ = block.place(find.start)
        answer[index].append(find.moved(-block.starts[index]))
    return answer


def _settled(found: list[Find], claims: dict[str, int]) -> list[Find]:
    """Where two finds overlap, the higher claim stands, then the better score, then the longer."""
    strongest = sorted(
        found,
        key=lambda find: (-claims[find.kind], -find.score, find.start - find.end, find.start),
    )
    taken: set[int] = set()
    kept = []
    for find in strongest:
        places = range(find.start, find.end)
        own = find.kind in _BESIDE
        if not own and not taken.isdisjoint(places):
            continue
        if not own:
            taken.update(places)
        kept.append(find)
    return sorted(_once(kept), key=lambda find: (find.start, find.end, find.kind))


def _once(finds: Iterable[Find]) -> Iterable[Find]:
    """Without finds of one kind that overlap a stronger one of that kind."""
    ends: dict[str, set[int]] = {}
    for find in finds:
        places = ends.setdefault(find.kind, set())
        if places.isdisjoint(range(find.start, find.end)):
            places.update(range(find.start, find.end))
            yield find
