"""Previews in the few lines that a decision needs: rule by department, hours, whom, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.stages import STAGES, Stage, Stages

_DAY = timedelta(days=1)
ENDS = 3


@dataclass(frozen=True)
class Tried:
    """A gate's preview, and its stages in the rulebook at the moment of asking."""

    preview: Preview
    stages: Stages


@dataclass(frozen=True)
class Disturbed:
    """Whom a rule would have disturbed in a department, if it stopped. ``hours``: the count of
    each hour of the day (Japan time); ``per_day``: over the whole stretch that was judged;
    ``to``: the other ends (sites, programs, shares …), the most frequent first, at most ENDS."""

    gate: str
    code: str
    department: str
    count: int
    per_day: float
    hours: Mapping[int, int]
    hosts: tuple[str, ...]
    people: tuple[str, ...]
    to: tuple[str, ...]


def disturbed(previews: Iterable[Preview]) -> tuple[Disturbed, ...]:
    """The rows of all previews, the most frequent first."""
    rows = [row for one in previews for row in _rows(one)]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.gate, row.code, row.department)))


def _rows(preview: Preview) -> Iterable[Disturbed]:
    groups: dict[tuple[str, str], list[Refusals]] = {}
    for one in preview.refusals:
        groups.setdefault((one.code, one.department), []).append(one)
    whole = days(preview)
    for (code, department), own in groups.items():
        hours: Counter[int] = Counter()
        ends: Counter[str] = Counter()
        for one in own:
            hours.update(one.hours)
            ends[one.to] += one.count
        count = sum(one.count for one in own)
        yield Disturbed(
            gate=preview.gate,
            code=code,
            department=department,
            count=count,
            per_day=round(count / whole, 1),
            hours=dict(sorted(hours.items())),
            hosts=tuple(sorted({one.host or one.address for one in own})),
            people=tuple(sorted({one.person for one in own if one.person})),
            to=tuple(end for end, _ in ends.most_common(ENDS)),
        )


def days(preview: Preview) -> int:
    """Days of the judged records, begun ones counted whole."""
    if preview.first is None or preview.last is None:
        return 1
    return -(-(preview.last - preview.first) // _DAY) or 1


def by_stage(preview: Preview, stages: Stages) -> Mapping[str, int]:
    """How many of the refusals would have been stopped, passed with a notice, or only recorded
    at these stages."""
    counts: Counter[Stage] = Counter()
    for one in preview.refusals:
        counts[stages.of(one.department, one.host)] += one.count
    return {stage: counts[stage] for stage in STAGES}


def busiest(hours: Mapping[int, int]) -> str:
    """The hours of a day in which something happens, as stretches: ``8-11,13-17``."""
    stretches: list[list[int]] = []
    for hour in sorted(hours):
        if stretches and hour == stretches[-1][-1] + 1:
            stretches[-1].append(hour)
        else:
            stretches.append([hour])
    return ",".join(f"{one[0]}-{one[-1] + 1}" for one in stretches)
