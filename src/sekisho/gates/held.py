"""What was found, over all gates: which of them would have stopped it, which let it pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sekisho.detect.findings import Finding
from sekisho.gates.preview import Pointed, Preview


@dataclass(frozen=True)
class Side:
    """A gate's word on ``count`` records; ``codes``: its rules that refuse them, none where it
    lets them pass."""

    gate: str
    count: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """What one detection rule found. ``count``: records; ``hosts``: as the findings name them;
    ``first``: aware, None where no record is dated. Neither ``stopped`` nor ``passed``: its
    records are no gate's matter."""

    rule_id: str
    title: str
    count: int
    hosts: tuple[str, ...]
    first: datetime | None
    stopped: tuple[Side, ...]
    passed: tuple[Side, ...]


def held(findings: Sequence[Finding], previews: Iterable[Preview]) -> tuple[Held, ...]:
    """A row for each rule that found something, by the time of the first; ``previews`` are those
    confronted with the same findings."""
    every = tuple(previews)
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.rule_id, []).append(one)
    rows = [_held(rule_id, own, every) for rule_id, own in groups.items()]
    dated = [one for one in rows if one.first is not None]
    dated.sort(key=lambda one: one.first.timestamp() if one.first else 0.0)
    return (*dated, *(one for one in rows if one.first is None))


def _held(rule_id: str, own: Sequence[Finding], previews: Iterable[Preview]) -> Held:
    stopped: list[Side] = []
    passed: list[Side] = []
    for one in previews:
        stopped += _sides(one.gate, rule_id, one.stopped or ())
        passed += _sides(one.gate, rule_id, one.missed or ())
    moments = [one.time for one in own if one.time is not None]
    return Held(
        rule_id=rule_id,
        title=own[0].title,
        count=len({(one.evidence, one.position, one.unit) for one in own}),
        hosts=tuple(dict.fromkeys(one.host for one in own if one.host)),
        first=min(moments, default=None),
        stopped=tuple(stopped),
        passed=tuple(passed),
    )


def _sides(gate: str, rule_id: str, pointed: Iterable[Pointed]) -> Iterator[Side]:
    """At most one: the rows of a gate differ in its own rules only."""
    found: Side | None = None
    for one in pointed:
        if one.rule_id == rule_id:
            before = found or Side(gate, 0)
            codes = dict.fromkeys((*before.codes, one.code) if one.code else before.codes)
            found = replace(before, count=before.count + one.count, codes=tuple(codes))
    if found is not None:
        yield found
