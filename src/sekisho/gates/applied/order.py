"""Nobody is refused anything by a gate that has not watched first."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.applied.journal import Journal
from sekisho.gates.stages import Stages


def unwatched(journal: Journal, gate: str, target: str, stages: Stages) -> tuple[str, ...]:
    """Who would be enforced upon though the target was never on here before, at any stage:
    names of departments and assets, ``""`` for everybody. Once it was on, everybody was at
    some stage of it: each stage begins with everybody."""
    on_before = any(
        change.outcome == "applied"
        and any((one.gate, one.target) == (gate, target) for one in change.parts)
        for change in journal.changes
    )
    return () if on_before else tuple(_enforced(stages))


def _enforced(stages: Stages) -> Iterator[str]:
    if stages.everybody == "enforce":
        yield ""
    for names in (stages.departments, stages.assets):
        yield from (name for name, stage in names.items() if stage == "enforce")
