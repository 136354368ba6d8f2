"""What an account of an outbreak said before and says now, number by number, and why.

Both sides are cases of one folder. What was said once stays in the case: a later run adds to it, so
that a paper can tell what it corrects. An outbreak is the one of before that shares most records
with it, or the files its mails brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from sekisho.case.account.facts import STEPS, Number, Outbreak, Revision
from sekisho.case.facts import Case
from sekisho.case.reading import NotACaseError, from_json
from sekisho.case.reasons import Count, Reason, Reference

NAMED = 6
"""So many names of evidence stand in a reason; the rest is counted."""


def with_changes(
    case: Case, known: Mapping[str, Any] | None, new: Sequence[str], lists: str
) -> Case:
    """The case with what its accounts said before. ``known``: ``case.json`` of the run before, as
    far as it can be read; ``new``: names of evidence that came or was read otherwise since then;
    ``lists``: how the names of lists that arrived later begin."""
    try:
        before = from_json(known)
    except NotACaseError:
        return case
    later = frozenset(name for name in new if name.startswith(lists))
    return replace(case, changes=revised(before, case, new, later))


def revised(
    before: Case, after: Case, new: Sequence[str], lists: AbstractSet[str]
) -> tuple[Revision, ...]:
    """What the case of before had on record, and what changed since. ``new`` as above; ``lists``:
    those of them that are lists which arrived later."""
    same = _same(before.outbreaks, after.outbreaks)
    kept = tuple(
        one if one.outbreak is None else replace(one, outbreak=same.get(one.outbreak))
        for one in before.changes
    )
    return (*kept, *_found(before, after, same, new, lists))


def number(one: Outbreak, step: str) -> Count:
    """The number of a step; of persons between those of the fullest mailbox and all together."""
    if step == "persons":
        counts = [box.persons for box in one.mailboxes if box.persons is not None]
        return Count(max((each.low for each in counts), default=0), sum(c.high for c in counts))
    value = getattr(one, step)
    if isinstance(value, Count):
        return value
    many = value if isinstance(value, int) else len(value)
    return Count(many, many)


def is_least(one: Outbreak, step: str) -> bool:
    """Whether a step's number is the least it can be."""
    if step == "persons":
        return "mailboxes" in one.least or any(box.persons is None for box in one.mailboxes)
    if step == "not_cleaned":  # who had it is counted from these
        return not {"executed", "detected"}.isdisjoint(one.least)
    return step in one.least


def _found(
    before: Case,
    after: Case,
    same: dict[int, int],
    new: Sequence[str],
    lists: AbstractSet[str],
) -> Iterator[Revision]:
    old_of = {now: old for old, now in same.items()}
    for at, one in enumerate(after.outbreaks):
        was = before.outbreaks[old_of[at]] if at in old_of else None
        numbers = tuple(_number(step, was, one) for step in STEPS)
        if was is None or any(each.changed for each in numbers):
            because = tuple(_because(before, after, _cited(one), new, lists))
            yield _revision(before, after, at, one, numbers, because)
    for old, was in enumerate(before.outbreaks):
        if old not in same:
            numbers = tuple(_number(step, was, None) for step in STEPS)
            because = tuple(_because(before, after, frozenset(), new, lists))
            yield _revision(before, after, None, was, numbers, because)


def _revision(
    before: Case,
    after: Case,
    at: int | None,
    one: Outbreak,
    numbers: tuple[Number, ...],
    because: tuple[Reason, ...],
) -> Revision:
    named = one.attachments or one.subjects
    return Revision(before.now, after.now, at, named, numbers, because)


def _number(step: str, was: Outbreak | None, one: Outbreak | None) -> Number:
    return Number(
        step=step,
        before=number(was, step) if was else None,
        before_least=is_least(was, step) if was else False,
        after=number(one, step) if one else None,
        after_least=is_least(one, step) if one else False,
    )


def _because(
    before: Case,
    after: Case,
    cited: AbstractSet[str],
    new: Sequence[str],
    lists: AbstractSet[str],
) -> Iterator[Reason]:
    """The new evidence that the account rests on, all that is new where it rests on none of it;
    and whatever else judges otherwise than before."""
    names = [name for name in new if name in cited] or list(new)
    for code, some in (
        ("changed.list", [name for name in names if name in lists]),
        ("changed.evidence", [name for name in names if name not in lists]),
    ):
        if some:
            shown = ", ".join(some[:NAMED]) + (" …" if len(some) > NAMED else "")
            yield Reason(code, {"count": str(len(some)), "names": shown})
    was, made = before.made_by, after.made_by
    for code, differs in (
        ("changed.rulebook", was.rulebook_sha256 != made.rulebook_sha256),
        ("changed.rules", was.rules_sha256 != made.rules_sha256),
        ("changed.program", was.version != made.version),
    ):
        if differs:
            yield Reason(code)


def _same(before: Sequence[Outbreak], after: Sequence[Outbreak]) -> dict[int, int]:
    """Which outbreak of before is which of now; each at most once, the most alike first."""
    old, now = [[_signs(one) for one in some] for some in (before, after)]
    scores = sorted(
        (
            (-len(own[0] & signs[0]), -len(own[1] & signs[1]), i, j)
            for i, own in enumerate(old)
            for j, signs in enumerate(now)
        )
    )
    found: dict[int, int] = {}
    for records, names, i, j in scores:
        if (records or names) and i not in found and j not in found.values():
            found[i] = j
    return found


def _signs(one: Outbreak) -> tuple[frozenset[tuple[str, int | None]], frozenset[str]]:
    records = frozenset((ref.evidence, ref.position) for ref in _references(one))
    return records, frozenset((*one.hashes, *one.attachments))


def _cited(one: Outbreak) -> frozenset[str]:
    reasons = (ref for reason in one.reasons for ref in reason.evidence)
    return frozenset(ref.evidence for ref in (*_references(one), *reasons))


def _references(one: Outbreak) -> Iterable[Reference]:
    yield from (ref for some in one.records.values() for ref in some)
    steps = (one.opened, one.executed, one.contacted, one.detected, one.cleaned)
    yield from (ref for step in steps for each in step for ref in each.evidence)
