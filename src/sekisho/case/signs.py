"""Signs that deceit or intrusion led to a use of a tool, and weaker ones that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sekisho.case.facts import FindingFact, Reason, Reference
from sekisho.case.requests import Request
from sekisho.case.testimony import Said
from sekisho.case.traces import Trace
from sekisho.case.uses import Use
from sekisho.detect.catalogue import host_match
from sekisho.events.time import iso

ERASED = timedelta(hours=24)
"""Logs cleared this soon after a use speak against it."""
SILENCE = timedelta(minutes=3)
"""So long nobody browses while somebody telephones."""
NEAR_SAID = timedelta(hours=3)
"""A witness remembers the hour, not the minute."""
BROKEN_IN = ("guess", "account")
"""Traces of ``intrusion``."""
FAKE_PAGE_RULES = ("fake support", "fake-support", "fake_support", "support scam")
"""Rules of detection whose findings are fake support pages, by a part of their id or title."""


@dataclass(frozen=True)
class Sign:
    """A sign with the moment it happened. ``strong`` ones make a use an incident; a permission
    outweighs those that are not ``deceit``."""

    reason: Reason
    time: datetime
    strong: bool
    deceit: bool = False


def signs(
    use: Use,
    asked: Sequence[Request],
    traces: Sequence[Trace],
    said: Sequence[Said],
    findings: Sequence[FindingFact],
) -> tuple[Sign, ...]:
    """All signs for one use, in order of time. ``traces`` are on the reference clock."""
    found = [
        *_fake_pages(use, asked, findings),
        *_fetched(use, asked),
        *_told(use, said),
        *_wiped(use, traces),
        *_broken_in(use),
    ]
    page = next((one.time for one in found if one.reason.code == "session.sign.fake_page"), None)
    if page is not None:
        found += _silence(use, page, asked)
    return tuple(sorted(found, key=lambda one: (one.time, one.reason.code)))


def fake_pages(
    use: Use, asked: Sequence[Request], findings: Sequence[FindingFact]
) -> tuple[tuple[Request, str], ...]:
    """The requests before a use that look like a fake support page, and why."""
    named = {
        one.evidence.evidence + f":{one.evidence.position}"
        for one in findings
        if any(mark in f"{one.rule_id} {one.title}".lower() for mark in FAKE_PAGE_RULES)
        or "偽のサポート" in one.title
    }
    found = []
    for one in asked:
        if one.time > use.start:
            continue
        if f"{one.evidence.evidence}:{one.evidence.position}" in named:
            found.append((one, "rule"))
        elif why := one.alarming:
            found.append((one, why))
    return tuple(found)


def _fake_pages(use: Use, asked: Sequence[Request], findings: Sequence[FindingFact]) -> list[Sign]:
    pages = fake_pages(use, asked, findings)
    if not pages:
        return []
    first = pages[0][0]
    why = sorted({reason for _, reason in pages})
    # a page in the cloud whose inside TLS hides is a sign only with the silence that follows
    strong = why != ["cloud"] or bool(_silence(use, first.time, asked))
    values = {"site": first.site, "time": iso(first.time), "why": ",".join(why)}
    refs = tuple(one.evidence for one, _ in pages[:20])
    return [Sign(Reason("session.sign.fake_page", values, refs), first.time, strong, deceit=strong)]


def _silence(use: Use, page: datetime, asked: Sequence[Request]) -> list[Sign]:
    """The longest time without a request of a person between the page and the use."""
    times = [one.time for one in asked if not one.by_machine and page <= one.time <= use.start]
    edges = sorted({page, *times, use.start})
    gaps = [(after - before, before) for before, after in pairwise(edges)]
    longest, since = max(gaps, default=(timedelta(0), page))
    if longest < SILENCE:
        return []
    minutes = str(int(longest.total_seconds() // 60))
    values = {"minutes": minutes, "time": iso(since)}
    return [Sign(Reason("session.sign.silence", values), since, strong=False)]


def _fetched(use: Use, asked: Sequence[Request]) -> list[Sign]:
    """The tool was fetched shortly before its use."""
    found: list[Request] = []
    for one in asked:
        match = host_match(one.site)
        own = match is not None and match.tool.name == use.tool and one.time <= use.start
        if match and own and (match.role == "site" or one.fetches_program):
            found.append(one)
    if not found:
        return []
    refs = tuple(one.evidence for one in found[:10])
    values = {"site": found[-1].site, "time": iso(found[-1].time)}
    return [Sign(Reason("session.sign.fetched", values, refs), found[-1].time, strong=False)]


def _told(use: Use, said: Sequence[Said]) -> list[Sign]:
    for one in said:
        same_tool = one.tool in (None, use.tool)
        if not (one.call and same_tool and (one.tool or one.remote)):
            continue
        if one.host is not None and use.host is not None and one.host != use.host:
            continue
        near = any(abs(moment - use.start) <= NEAR_SAID for moment in one.moments)
        if near:
            values = {"who": one.who or "-"}
            reason = Reason("session.sign.call", values, (Reference(one.evidence, None, None),))
            return [Sign(reason, use.start, strong=True)]
    return []


def _broken_in(use: Use) -> list[Sign]:
    """What ``intrusion`` found around a session of the remote desktop."""
    return [
        Sign(
            Reason(
                f"session.sign.{one.what}", {"time": iso(one.time), **one.values}, (one.evidence,)
            ),
            one.time,
            strong=True,
        )
        for one in use.traces
        if one.what in BROKEN_IN
    ]


def _wiped(use: Use, traces: Sequence[Trace]) -> list[Sign]:
    found = []
    for one in traces:
        if one.host is None or one.host != use.host or one.time < use.start:
            continue
        if one.what == "erase" and one.time <= use.end + ERASED:
            values = {"time": iso(one.time), **one.values}
            reason = Reason("session.sign.erased", values, (one.evidence,))
            found.append(Sign(reason, one.time, strong=True))
        elif one.what == "remove" and one.tool == use.tool and one.time <= use.end + ERASED:
            reason = Reason("session.sign.removed", {"time": iso(one.time)}, (one.evidence,))
            found.append(Sign(reason, one.time, strong=False))
    return found
