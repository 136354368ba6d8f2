"""操作時間帯: the hull of one host's incident sessions, each end with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sekisho.case.facts import Reason, Reference, Session, Window
from sekisho.case.uses import Use

SHOWN = timedelta(seconds=1)


@dataclass(frozen=True)
class Proposed:
    """A use with the session it became."""

    use: Use
    session: Session


def windows(proposed: Sequence[Proposed]) -> tuple[Window, ...]:
    """One window a host that has incident sessions, in order of their starts."""
    groups: dict[str, list[Proposed]] = defaultdict(list)
    for one in proposed:
        if one.session.judgement == "incident":
            groups[one.use.host or one.use.address or ""].append(one)
    found = [_window(members) for members in groups.values()]
    return tuple(sorted(found, key=lambda one: (one.start, one.host or "")))


def _window(members: list[Proposed]) -> Window:
    members.sort(key=lambda one: (one.session.start, one.session.end))
    first = members[0]
    last = max(members, key=lambda one: one.session.end)
    start_evidence = _start_of(first.use)
    end_evidence = _end_of(last.use)
    rest = [ref for one in members for ref in one.session.evidence]
    return Window(
        start=first.session.start,
        end=last.session.end,
        start_uncertainty_s=first.session.start_uncertainty_s,
        end_uncertainty_s=last.session.end_uncertainty_s,
        host=first.session.host,
        user=next((one.session.user for one in members if one.session.user), None),
        address=next((one.session.address for one in members if one.session.address), None),
        tool=first.session.tool,
        evidence=tuple(dict.fromkeys([*start_evidence, *end_evidence, *rest])),
        start_evidence=start_evidence,
        end_evidence=end_evidence,
        interruptions=interruptions(members),
        reasons=(
            _edge("window.start", first, first.session.start_uncertainty_s),
            _edge("window.end", last, last.session.end_uncertainty_s),
            *(reason for one in members for reason in one.use.reasons),
            *_clocks(members),
        ),
    )


def _start_of(use: Use) -> tuple[Reference, ...]:
    timed = [one for one in use.connections if (one.start or one.end) == use.start]
    return tuple(one.evidence for one in timed[:3]) or use.evidence[:1]


def _end_of(use: Use) -> tuple[Reference, ...]:
    timed = [one for one in use.connections if one.end == use.end]
    return tuple(one.evidence for one in timed[:3]) or use.evidence[-1:]


def _edge(code: str, one: Proposed, uncertainty_s: float) -> Reason:
    sources = [c.clock.source for c in one.use.connections] + [t.source for t in one.use.traces]
    values = {
        "uncertainty_s": f"{uncertainty_s:.0f}",
        "offset_s": f"{one.use.clock_offset_s:+.1f}",
        "source": sources[0] if sources else "-",
    }
    refs = _start_of(one.use) if code == "window.start" else _end_of(one.use)
    return Reason(code, values, refs)


def _clocks(members: Sequence[Proposed]) -> tuple[Reason, ...]:
    """On what the clock of each source rests."""
    told = (reason for one in members for c in one.use.connections for reason in c.clock.reasons)
    return tuple({reason.code + str(dict(reason.values)): reason for reason in told}.values())


def interruptions(members: Sequence[Proposed]) -> tuple[tuple[datetime, datetime], ...]:
    """The times inside the hull in which no connection was open."""
    spans = sorted(
        span for one in members for span in (_spans(one.use) or [(one.use.start, one.use.end)])
    )
    gaps = []
    until = spans[0][1]
    for start, end in spans[1:]:
        if start - until > SHOWN:
            gaps.append((until, start))
        until = max(until, end)
    return tuple(gaps)


def _spans(use: Use) -> list[tuple[datetime, datetime]]:
    if any(one.start is None for one in use.connections):
        return [(use.start, use.end)]
    return [(one.start or one.end, one.end) for one in use.connections]


def reach(window: Window) -> tuple[datetime, datetime]:
    """The longest time that the window may have lasted, by the uncertainty of its ends."""
    before = timedelta(seconds=window.start_uncertainty_s)
    return window.start - before, window.end + timedelta(seconds=window.end_uncertainty_s)


def connected(window: Window, moment: datetime, margin_s: float) -> str:
    """Where a moment lies: ``inside`` for sure, ``edge`` when the uncertainty of its clock or of
    the window's end decides, ``interruption``, or ``outside``."""
    slack = timedelta(seconds=margin_s)
    before = timedelta(seconds=window.start_uncertainty_s) + slack
    after = timedelta(seconds=window.end_uncertainty_s) + slack
    if moment < window.start - before or moment > window.end + after:
        return "outside"
    if moment < window.start + slack or moment > window.end - slack:
        inside = window.start <= moment <= window.end
        return "inside" if inside and margin_s <= SHOWN.total_seconds() else "edge"
    for start, end in window.interruptions:
        if start + slack < moment < end - slack:
            return "interruption"
    return "inside"
