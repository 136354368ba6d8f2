"""What kinds of personal information stand in a paper that names people, wherever in it: what an
office must say of a document is more than what stands right beside a name."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import islice

from sekisho.personal.prose.grounds import CUE, LONGEST, cheap, examples, of_office
from sekisho.personal.recognise import finds_in
from sekisho.personal.rules import Rules

_LINES = 400
"""Lines that are looked at: a long list tells its kinds in its first rows."""


def kinds_told(lines: Iterable[str], by: Rules, known: AbstractSet[str]) -> set[str]:
    """The kinds that stand with names (``with_name`` of the rules), besides those known already,
    in lines that are no office's own and no example."""
    wanted = by.with_name - known - {"name", "place"}
    first = list(islice(lines, _LINES))
    shown_how = examples(first)
    texts = [
        line
        for at, line in enumerate(first)
        if at not in shown_how and len(line) <= LONGEST and CUE.search(line)
    ]
    if not (wanted and texts):
        return set()
    found: set[str] = set()
    for line, finds in zip(texts, finds_in(texts, only=cheap(by)), strict=True):
        told = [find for find in finds if find.kind in wanted]
        if told and not of_office(line, told, by):
            found |= {find.kind for find in told}
    return found
