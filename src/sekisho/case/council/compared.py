"""Indicators from elsewhere, each with what the town's own records say to it.

That one is met speaks for the same attack, a file's hash most of all; that it is not met speaks
against it only as far as the records reach, and hardly for a hash where every copy has another.
"""

from __future__ import annotations

from collections.abc import Iterable

from sekisho.case.council.facts import Compared
from sekisho.case.lookback.look import KEPT_OUT, Looked
from sekisho.case.reasons import Reference

CITED = 8
"""Records cited for one indicator; how many met it is counted in full."""


def compared(looked: Iterable[Looked]) -> tuple[Compared, ...]:
    """In the order of the lists."""
    return tuple(_one(each) for each in looked)


def _one(each: Looked) -> Compared:
    met = {one.host or one.user or one.address or one.evidence.evidence for one in each.meetings}
    states = {one.state for one in each.meetings}
    listed = Reference(each.indicator.list, each.indicator.line, "line")
    return Compared(
        kind=each.indicator.kind,
        given=each.indicator.given,
        outcome=each.outcome,
        hosts=len(met),
        kept_out=bool(states) and states <= KEPT_OUT,
        searched=tuple(sorted({one.source for one in each.searched})),
        evidence=(listed, *(one.evidence for one in each.meetings[:CITED])),
    )
