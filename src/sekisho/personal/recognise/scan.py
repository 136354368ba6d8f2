"""All recognisers over many texts: what was found in each, overlaps settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import SURE, Find, Recogniser
from sekisho.personal.recognise.registry import recognisers
from sekisho.personal.writing import each

_BESIDE = frozenset({"sensitive", "age"})
"""Kinds that may lie inside another find (an illness inside a name of a society)."""
_PLACE = attrgetter("start", "end", "kind")


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
    if not found:
        return answer
    kept = _settled(found, claims, len(block.text))
    values = _values(block, kept, chosen)
    for find, value in zip(kept, values, strict=True):
        index = block.text_at(find.start)
        answer[index].append(find.moved(-block.starts[index], value))
    return answer


def _values(block: Block, finds: Sequence[Find], chosen: Sequence[Recogniser]) -> list[str]:
    """The value of each find; those that have none yet get it by the key of their kind."""
    values = [find.value for find in finds]
    for recogniser in chosen:
        if recogniser.key is not None:
            own = [at for at, find in enumerate(finds) if find.kind == recogniser.kind]
            pieces = [block.text[finds[at].start : finds[at].end] for at in own]
            for at, value in zip(own, each(recogniser.key, pieces), strict=True):
                values[at] = value
    return values


def _settled(found: Sequence[Find], claims: Mapping[str, int], size: int) -> list[Find]:
    """Where two finds overlap, the higher claim stands, then the better score, then the longer.
    ``size``: characters of the block."""
    kept: list[Find] = []
    layers: dict[str, list[Find]] = {}
    for find in found:
        layers.setdefault(find.kind if find.kind in _BESIDE else "", []).append(find)
    for layer in layers.values():
        layer.sort(key=_PLACE)
        kept += _without_overlaps(layer, claims, size)
    return sorted(kept, key=_PLACE)


def _without_overlaps(
    found: Sequence[Find], claims: Mapping[str, int], size: int
) -> Iterator[Find]:
    """``found``: in order of place. Most finds overlap none; only the others are ranked."""
    crowded: list[Find] = []
    for group in _crowds(found):
        if len(group) == 1:
            yield group[0]
        else:
            crowded += group
    crowded.sort(
        key=lambda find: (-claims[find.kind], -find.score, find.start - find.end, find.start)
    )
    taken = bytearray(size if crowded else 0)
    for find in crowded:
        if taken.find(1, find.start, find.end) < 0:
            taken[find.start : find.end] = b"\1" * (find.end - find.start)
            yield find


def _crowds(found: Sequence[Find]) -> Iterator[list[Find]]:
    """The finds that overlap, together with those that these overlap."""
    group: list[Find] = []
    reached = 0
    for find in found:
        if group and find.start >= reached:
            yield group
            group = []
        group.append(find)
        reached = max(reached, find.end)
    if group:
        yield group
