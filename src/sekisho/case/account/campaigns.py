"""Mails that are one campaign: by likeness, not by one hash.

Each copy of such a mail has another sender, another number in the name of its attachment and so
another hash. Copies are one campaign when their attachments are named after the same pattern
(digits and the subject left out of the name, the ending kept) and no more than two days lie
between them. What a computer ran belongs to the campaign that brought an attachment of that
name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sekisho.case.mailing import Copy, likeness
from sekisho.case.outbreak import Run

APART = timedelta(days=2)
_LEAST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Campaign:
    """Copies and runs that belong together, each in order of time."""

    copies: tuple[Copy, ...]
    runs: tuple[Run, ...]

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names of its attachments, where one is known."""
        named = {one.attachment for one in self.copies if one.attachment}
        return tuple(sorted(named | {one.attachment for one in self.runs}))


def campaigns(copies: Iterable[Copy], runs: Sequence[Run]) -> tuple[Campaign, ...]:
    """The campaigns in order of their first copy. Every copy and every run is in exactly one."""
    patterns = _patterns(copies, runs)
    found = [
        Campaign(tuple(some), tuple(own))
        for own_copies, own_runs in patterns.values()
        for some, own in _apart(own_copies, own_runs)
    ]
    return tuple(sorted(found, key=_begin))


def _begin(one: Campaign) -> tuple[datetime, tuple[str, ...]]:
    times = [copy.time for copy in one.copies if copy.time is not None]
    times += [run.time for run in one.runs]
    return min(times, default=_LEAST), one.attachments


def _patterns(
    copies: Iterable[Copy], runs: Sequence[Run]
) -> dict[str, tuple[list[Copy], list[Run]]]:
    found: dict[str, tuple[list[Copy], list[Run]]] = defaultdict(lambda: ([], []))
    of_value: dict[str, str] = {}
    of_name: dict[str, str] = {}
    of_shape: dict[str, str] = {}
    bare: list[Copy] = []
    for one in copies:
        if one.attachment is None:
            bare.append(one)
            continue
        shape = likeness(one.attachment, one.subject)
        of_value[one.value] = of_name[one.attachment] = shape
        of_shape[likeness(one.attachment)] = shape
        found[shape][0].append(one)
    for one in bare:  # the log names no attachment: the mailing it was joined to does
        found[of_value.get(one.value, one.value)][0].append(one)
    for run in runs:  # its mail may be gone: then others of that name are kept
        shape = likeness(run.attachment)
        found[of_name.get(run.attachment) or of_shape.get(shape, shape)][1].append(run)
    return found


def _apart(copies: list[Copy], runs: list[Run]) -> Iterable[tuple[list[Copy], list[Run]]]:
    """One pattern's copies, cut where none came for long; runs go to the last that came before."""
    dated = sorted((one for one in copies if one.time), key=lambda one: one.time or _LEAST)
    parts: list[tuple[list[Copy], list[Run]]] = []
    last: datetime | None = None
    for one in dated:
        if last is None or (one.time is not None and one.time - last > APART):
            parts.append(([], []))
        parts[-1][0].append(one)
        last = one.time
    parts = parts or [([], [])]
    parts[0][0].extend(one for one in copies if one.time is None)
    for run in sorted(runs, key=lambda run: run.time):
        before = [
            part for part in parts if part[0] and part[0][0].time and part[0][0].time <= run.time
        ]
        (before or parts)[-1 if before else 0][1].append(run)
    return parts
