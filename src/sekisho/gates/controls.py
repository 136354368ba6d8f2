"""Each control in one row for who decides: what of the incident it stops, and whom else it meets.

A control is one rule of one gate. Only numbers are put beside each other here; whether it is
switched on is a person's decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sekisho.gates.held import Held
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.summary import days
from sekisho.rulebook import Rulebook

Effect = Literal["only", "also", "elsewhere", "nobody", "unknown"]
"""Of what was found it stops something, and meets no computer without a finding (``only``); it
does, and meets others (``also``); it stops none of it and meets somebody (``elsewhere``) or nobody
(``nobody``). ``unknown``: the gate had no records to judge."""
EFFECTS: tuple[Effect, ...] = ("only", "also", "elsewhere", "nobody", "unknown")


@dataclass(frozen=True)
class Control:
    """``code``: the rule, ``""`` for a gate that would have refused nothing or had nothing to
    judge. ``stopped``: what was found by title, with the records; None where the gate cannot tell.
    ``count`` and ``per_day``: what would have been refused; ``people``, ``hosts``,
    ``departments``: of whom; ``others``: those of ``hosts`` on which nothing was found."""

    gate: str
    code: str
    effect: Effect
    stopped: tuple[tuple[str, int], ...] | None
    count: int = 0
    per_day: float = 0.0
    people: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def controls(
    previews: Iterable[Preview], found: Iterable[Held], rulebook: Rulebook
) -> tuple[Control, ...]:
    """The rows: what stops something and meets nobody else first, then by how much of what was
    found is stopped, and how few others are met."""
    named = {_host(name, rulebook) for one in found for name in one.hosts}
    rows = [row for one in previews for row in _of(one, named)]
    return tuple(sorted(rows, key=_order))


def _order(one: Control) -> tuple[int, int, int, str, str]:
    stopped = len(one.stopped or ())
    return EFFECTS.index(one.effect), -stopped, len(one.others), one.gate, one.code


def _host(name: str, rulebook: Rulebook) -> str:
    asset = rulebook.asset(name)
    return (asset.name if asset else name).casefold()


def _of(preview: Preview, named: set[str]) -> Iterable[Control]:
    if not preview.judged:
        return [Control(preview.gate, "", "unknown", None)]
    groups: dict[str, list[Refusals]] = {}
    for one in preview.refusals:
        groups.setdefault(one.code, []).append(one)
    if not groups:
        stopped = None if preview.stopped is None else ()
        return [Control(preview.gate, "", "nobody", stopped)]
    return [_control(preview, code, own, named) for code, own in groups.items()]


def _control(preview: Preview, code: str, own: Sequence[Refusals], named: set[str]) -> Control:
    pointed = [one for one in preview.stopped or () if one.code == code]
    titles: dict[str, int] = {}
    for one in pointed:
        titles[one.title] = titles.get(one.title, 0) + one.count
    # a proxy's finding may name no computer: then its first record tells whose it was
    firsts = {(one.evidence, one.position, one.unit) for one in pointed}
    met = {one.host or one.address for one in own}
    found = {
        one.host or one.address
        for one in own
        if (one.evidence, one.position, one.unit) in firsts
        or (one.host or one.address).casefold() in named
    }
    others = tuple(sorted(met - found))
    count = sum(one.count for one in own)
    effect: Effect = "elsewhere" if not titles else "also" if others else "only"
    return Control(
        gate=preview.gate,
        code=code,
        effect=effect,
        stopped=None if preview.stopped is None else tuple(titles.items()),
        count=count,
        per_day=round(count / days(preview), 1),
        people=tuple(sorted({one.person for one in own if one.person})),
        hosts=tuple(sorted(met)),
        departments=tuple(sorted({one.department for one in own if one.department})),
        others=others,
    )
