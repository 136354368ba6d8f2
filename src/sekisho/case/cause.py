"""Cause chain: pages, redirects, silence, download, run, session, traces wiped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from sekisho.case.facts import FindingFact, Step
from sekisho.case.requests import Request
from sekisho.case.signs import BROKEN_IN, ERASED, SILENCE, fake_pages
from sekisho.case.traces import Trace
from sekisho.case.uses import REMOTE_DESKTOP, Use
from sekisho.detect.catalogue import host_match
from sekisho.events.time import iso

CHAIN = timedelta(seconds=5)
"""Redirects of advertisements follow each other within so short a time."""
PAGES = 40
"""So many pages before the false one are shown at most; the last ones."""
BROWSED = timedelta(minutes=60)


def chains(
    incidents: Sequence[tuple[Use, Sequence[Request]]],
    traces: Sequence[Trace],
    findings: Sequence[FindingFact],
) -> tuple[Step, ...]:
    """The chains of all incident uses: what led to the first of each computer, and what came
    between it and the next; in order of time."""
    ended: dict[str, datetime] = {}
    steps: list[Step] = []
    for use, asked in sorted(incidents, key=lambda one: one[0].start):
        computer = use.host or use.address or ""
        since = ended.get(computer)
        later = [one for one in asked if since is None or one.time > since]
        own = [one for one in traces if since is None or one.time > since]
        steps += cause(use, later, own, findings, first=since is None)
        ended[computer] = max(use.end, since or use.end)
    told: dict[object, Step] = {}
    for step in steps:
        told.setdefault((step.time, step.host, step.what, step.evidence), step)
    return tuple(sorted(told.values(), key=lambda step: step.time))


def cause(
    use: Use,
    asked: Sequence[Request],
    traces: Sequence[Trace],
    findings: Sequence[FindingFact],
    *,
    first: bool = True,
) -> tuple[Step, ...]:
    """The steps that led to one use and what followed it, in order of time. Only for the
    ``first`` use of a computer is the page sought that began it."""
    alarms = fake_pages(use, asked, findings)
    steps: list[Step] = []
    by_page = use.tool != REMOTE_DESKTOP
    if alarms or (first and by_page):
        steps += _browsed(use, asked, alarms[0][0].time if alarms else use.start)
    if alarms:
        steps += _false_page(use, alarms)
        steps += _silence(use, alarms[0][0].time, asked)
    elif first and by_page:
        steps.append(Step(use.start, use.host, "cause.page_unknown", {}, ()))
    steps += _tool(use, asked)
    steps += _on_pc(use, (*traces, *(one for one in use.traces if one.what in BROKEN_IN)))
    values = {"tool": use.tool, "end": iso(use.end)}
    steps.append(Step(use.start, use.host, "cause.session", values, use.evidence[:20]))
    return tuple(sorted(_once(steps), key=lambda step: (step.time, step.what, str(step.evidence))))


def _visible(one: Request) -> dict[str, str]:
    """Where TLS hides the page only its host is known."""
    return {"site": one.site, "uri": one.uri if not one.tunnel else "-", "seen_by": one.seen_by}


def _browsed(use: Use, asked: Sequence[Request], until: datetime) -> list[Step]:
    pages = [
        one
        for one in asked
        if one.page
        and until - BROWSED <= one.time < until
        and one.act != "denied"
        and not _of_tool(one, use)
    ]
    steps = []
    for number, one in enumerate(pages):
        after = pages[number + 1].time if number + 1 < len(pages) else until
        chained = one.redirect and after - one.time <= CHAIN
        what = "cause.redirect" if chained else "cause.page"
        if one.tunnel:
            what = "cause.page_tls"
        steps.append(Step(one.time, use.host, what, _visible(one), (one.evidence,)))
    return steps[-PAGES:]


def _false_page(use: Use, alarms: Sequence[tuple[Request, str]]) -> list[Step]:
    """One step a site: its first sight, by the source that shows the most."""
    steps = []
    sites = dict.fromkeys(one.site for one, _ in alarms)
    for site in sites:
        seen = [(one, why) for one, why in alarms if one.site == site]
        clearest = next((one for one, _ in seen if not one.tunnel), seen[0][0])
        values = {**_visible(clearest), "why": ",".join(sorted({why for _, why in seen}))}
        if clearest.phone:
            values["phone"] = clearest.phone
        if clearest.title:
            values["title"] = clearest.title
        hidden = all(one.tunnel for one, _ in seen)
        what = "cause.fake_page_tls" if hidden else "cause.fake_page"
        refs = tuple(one.evidence for one, _ in seen[:10])
        steps.append(Step(min(one.time for one, _ in seen), use.host, what, values, refs))
    return steps


def _silence(use: Use, page: datetime, asked: Sequence[Request]) -> list[Step]:
    times = [one.time for one in asked if page <= one.time <= use.start and not one.by_machine]
    edges = sorted({page, *times, use.start})
    steps = []
    for since, until in pairwise(edges):
        if until - since >= SILENCE:
            minutes = str(int((until - since).total_seconds() // 60))
            values = {"minutes": minutes, "end": iso(until)}
            steps.append(Step(since, use.host, "cause.silence", values, ()))
    return steps


def _of_tool(one: Request, use: Use) -> bool:
    match = host_match(one.site)
    return match is not None and match.tool.name == use.tool


def _tool(use: Use, asked: Sequence[Request]) -> list[Step]:
    steps = []
    carrying = {one.evidence for one in use.connections}
    for one in asked:
        if one.time > use.start or one.act == "denied" or one.evidence in carrying:
            continue
        match = host_match(one.site)
        own = match is not None and match.tool.name == use.tool
        if own and not one.tunnel and one.fetches_program:
            what = "cause.download"
        elif own and match is not None and match.role == "site":
            what = "cause.tool_site_tls" if one.tunnel else "cause.tool_site"
        elif own:
            what = "cause.tool_calls"
        elif one.fetches_program and use.start - one.time <= timedelta(minutes=30):
            what = "cause.download"
        else:
            continue
        values = {**_visible(one), "tool": use.tool, "path": one.path or "-"}
        steps.append(Step(one.time, use.host, what, values, (one.evidence,)))
    return steps


def _on_pc(use: Use, traces: Sequence[Trace]) -> list[Step]:
    steps = []
    for one in traces:
        near = use.start - timedelta(hours=1) <= one.time <= use.end + ERASED
        mine = one.host is not None and one.host == use.host and one.tool in (use.tool, None)
        if near and mine and one.what != "log":
            values = {"tool": one.tool or "-", **one.values}
            if site := urlsplit(one.values.get("uri", "")).hostname:
                values["site"] = site
            steps.append(Step(one.time, use.host, f"cause.{one.what}", values, (one.evidence,)))
    return steps


def _once(steps: Sequence[Step]) -> list[Step]:
    """One step a page and minute: history and proxy tell of the same visit."""
    kept: dict[object, Step] = {}
    for step in sorted(steps, key=lambda step: (step.time, str(step.evidence))):
        site = step.values.get("site")
        key = (step.what, site, step.values.get("uri"), step.time.replace(second=0, microsecond=0))
        known = kept.get(key) if site else None
        if known is not None:
            refs = tuple(dict.fromkeys((*known.evidence, *step.evidence)))
            kept[key] = Step(known.time, known.host, known.what, known.values, refs)
        else:
            kept[key if site else id(step)] = step
    return list(kept.values())
