"""All facts of a case from sealed events: pure, and the same for the same input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

import duckdb

from sekisho.case.account.account import Ground as AccountGround
from sekisho.case.account.account import accounts
from sekisho.case.account.later import Later, later
from sekisho.case.account.mailboxes import same_bytes
from sekisho.case.addresses import AddressBook, addresses
from sekisho.case.cause import chains
from sekisho.case.clocks import Clocks, clocks
from sekisho.case.collected import collected
from sekisho.case.connections import connections, tool_hosts
from sekisho.case.corrections import corrections, meant
from sekisho.case.council.gather import council
from sekisho.case.coverage import coverage
from sekisho.case.decided import Decided, decided, overruled
from sekisho.case.desktops import desktops
from sekisho.case.documents import documents
from sekisho.case.exposure import Ground, exposure
from sekisho.case.facts import (
    Case,
    Counted,
    Coverage,
    FindingFact,
    MadeBy,
    Reason,
    Session,
    Step,
)
from sekisho.case.histories import histories
from sekisho.case.hosts import Names, prepare
from sekisho.case.judge import judge
from sekisho.case.known import Known
from sekisho.case.lookback.indicators import Indicator
from sekisho.case.lookback.look import contacts as indicated
from sekisho.case.mailing import copies, mailing
from sekisho.case.outbreak import outbreak
from sekisho.case.places import places
from sekisho.case.registers import learned
from sekisho.case.requests import Request, requests
from sekisho.case.shared_addresses import shared_addresses, with_shared
from sekisho.case.sheet.entries import Sheet
from sekisho.case.sheet.told import told
from sekisho.case.signs import signs
from sekisho.case.spread import spread
from sekisho.case.testimony import Said, testimony
from sekisho.case.told_by_sheet import with_sheet
from sekisho.case.totals import total
from sekisho.case.traces import Trace, traces
from sekisho.case.unread import doubts, unread
from sekisho.case.unseen import unseen
from sekisho.case.users import users
from sekisho.case.uses import Use, corrected, uses
from sekisho.case.volume import sent_bytes, volume
from sekisho.case.web_use import Purpose, web_use
from sekisho.case.window import Proposed, windows
from sekisho.ledger.manifest import Entry
from sekisho.rulebook import Rulebook
from sekisho.rulebook.entries import Interval
from sekisho.rulebook.hours import Hours, YearEnd

DEFAULT_HOURS = Hours(
    start=time(8, 30),
    end=time(17, 15),
    breaks=(Interval(start=time(12), end=time(13)),),
    workdays=("mon", "tue", "wed", "thu", "fri"),
    national_holidays=True,
    year_end=YearEnd(start="12-29", end="01-03"),
)
"""Assumed where no rulebook says otherwise, and printed as an assumption."""


@dataclass(frozen=True)
class Given:
    """What a case is made from beside the events.

    ``now``: the moment of the examination (aware). ``entries``: the manifest's account of every
    evidence. ``personal``: persons and households by evidence name. ``purpose``: without it
    nobody's browsing is looked at. ``sheet``: what persons keep of the case.
    ``indicators``: what arrived later as known to be bad.
    """

    now: datetime
    made_by: MadeBy
    entries: Sequence[Entry] = ()
    rulebook: Rulebook | None = None
    findings: Sequence[FindingFact] = ()
    personal: Mapping[str, Counted] = field(default_factory=dict)
    assumptions: Sequence[Reason] = ()
    purpose: Purpose | None = None
    sheet: Sheet | None = None
    indicators: Sequence[Indicator] = ()


_Incidents = list[tuple[Use, tuple[Request, ...]]]


@dataclass(frozen=True)
class _Ground:
    """What the events say before any judgement."""

    known: Known
    names: Names
    clocks: Clocks
    traces: tuple[Trace, ...]
    uses: tuple[Use, ...]
    asked: tuple[tuple[Request, ...], ...]
    said: tuple[Said, ...]
    decided: Decided

    @property
    def doubts(self) -> tuple[Reason, ...]:
        """What is doubtful in clocks and in persons' decisions."""
        return (*self.clocks.doubts, *self.decided.doubts)


def build(connection: duckdb.DuckDBPyConnection, given: Given) -> Case:
    """The case. ``connection`` has the views of ``sekisho.ledger.tables``; temporary tables
    named ``case_*`` are made in it. Raises ValueError when ``given.now`` is naive."""
    if given.now.tzinfo is None:
        raise ValueError("a case needs a moment of examination with its zone")
    prepare(connection)
    names = Names()
    known = learned(connection, given.rulebook, names)
    received = [entry.name for entry in given.entries]
    fetched = collected(connection, given.entries)
    placed = places(connection, received, names, known, fetched.hosts)
    book = addresses(connection, known, names)
    placed = histories(connection, received, placed)
    tool_hosts(connection)
    raw = traces(connection)
    times = clocks(connection, given.rulebook, given.now, fetched.clocks)
    shared = shared_addresses(connection)
    found = with_shared(_uses(connection, raw, book, known, times), shared)
    ground = _Ground(
        known=known,
        names=names,
        clocks=times,
        traces=tuple(corrected(one, times) for one in raw),
        uses=found,
        asked=requests(connection, found, book, times),
        said=_said(connection, given.sheet),
        decided=decided(given.sheet, found),
    )
    proposed = _proposed(connection, ground, given)
    opened = windows(proposed)
    hours = given.rulebook.hours if given.rulebook else DEFAULT_HOURS
    covered = coverage(connection, known, names, given.entries, raw, hours.is_workday, given.now)
    apart = known.registers | fetched.apart | {one.evidence for one in ground.said}
    papers = documents(connection, given.entries, placed, apart, fetched.originals)
    rests_on = Ground(opened, covered, book, times, names)
    exposed, rest = exposure(connection, papers, rests_on, given.personal, given.entries)
    incidents = _incidents(proposed, ground)
    mailed = outbreak(connection, times, names)
    sought, arrived = later(connection, given.indicators, given.entries, names, given.now)
    sent = copies(connection, received, mailed.attached, arrived.files.keys())
    attacked = accounts(connection, sent, mailed, _told_of(ground, covered, given, arrived))
    case = Case(
        now=given.now,
        window=opened[0] if opened else None,
        window_reason=None if opened else _no_window(proposed),
        windows=opened,
        sessions=tuple(one.session for one in proposed),
        cause=(*mailed.steps, *_steps(incidents, ground, given)),
        spread=(
            *spread(connection, incidents, given.findings, names, mailed.sites),
            *mailing(sent),
            *mailed.contacts,
            *indicated(sought),
        ),
        volume=volume([use for use, _ in incidents]),
        exposure=exposed,
        rest=rest,
        coverage=covered,
        clocks=times.offsets,
        unread=unread(given.entries, fetched.steps),
        statements=corrections(ground.said, meant(ground.said, opened)),
        findings=tuple(given.findings),
        web_use=web_use(connection, opened, book, hours, given.rulebook, names)
        if given.purpose
        else (),
        web_use_purpose=_purpose(given.purpose),
        doubts=(
            *(*fetched.doubts, *doubts(given.entries), *ground.doubts),
            *(one.reason for one in shared.values()),
        ),
        assumptions=(*given.assumptions, *_assumed(given)),
        persons=total(exposed, "persons", given.personal, rest),
        households=total(exposed, "households", given.personal, rest),
        evidence_files={entry.name: entry.sha256 for entry in given.entries},
        made_by=given.made_by,
        sheet=given.sheet,
        outbreaks=attacked,
        council=council(connection, known, covered, attacked, sought),
    )
    return case if given.sheet is None else with_sheet(case, given.sheet)


def _told_of(ground: _Ground, covered: Coverage, given: Given, arrived: Later) -> AccountGround:
    """What the account of an outbreak rests on."""
    told = (covered, given.personal, given.rulebook, same_bytes(given.entries), arrived)
    return AccountGround(ground.clocks, ground.names, *told)


def _steps(incidents: _Incidents, ground: _Ground, given: Given) -> Iterator[Step]:
    """The chains that lead to the incidents, with computers as people name them."""
    for step in chains(incidents, ground.traces, given.findings):
        yield replace(step, host=ground.names.show(step.host))


def _said(connection: duckdb.DuckDBPyConnection, sheet: Sheet | None) -> tuple[Said, ...]:
    memos = testimony(connection)
    return (*memos, *told(sheet, len(memos))) if sheet else memos


def _in_order(found: Sequence[Use]) -> tuple[Use, ...]:
    return tuple(sorted(found, key=lambda one: (one.start, one.host or "", one.tool)))


def _uses(
    connection: duckdb.DuckDBPyConnection,
    raw: Sequence[Trace],
    book: AddressBook,
    known: Known,
    times: Clocks,
) -> tuple[Use, ...]:
    """Uses that the network or a tool's log shows, those that only a PC's traces tell of, and the
    sessions of the remote desktop, in order of time."""
    met = uses(connections(connection, book, times), raw, times)
    placed = [corrected(one, times) for one in raw]
    found = (
        *met,
        *unseen(connection, placed, met, times),
        *desktops(connection, book, known, times),
    )
    return _in_order(found)


def _proposed(
    connection: duckdb.DuckDBPyConnection, ground: _Ground, given: Given
) -> tuple[Proposed, ...]:
    found: list[Proposed] = []
    incidents: list[Use] = []
    persons = users(connection, ground.uses, ground.known, ground.clocks)
    for number, use in enumerate(ground.uses):
        asked, person = ground.asked[number], persons[number]
        decision = ground.decided.by_use.get(number)
        seen = signs(use, asked, ground.traces, ground.said, given.findings)
        judged = judge(use, seen, ground.known, incidents)
        judged = overruled(judged, decision, given.sheet)
        if judged.judgement == "incident":
            incidents.append(use)
        session = Session(
            host=ground.names.show(use.host),
            user=person,
            address=use.address,
            tool=use.tool,
            start=use.start,
            end=use.end,
            start_uncertainty_s=use.start_uncertainty_s,
            end_uncertainty_s=use.end_uncertainty_s,
            clock_offset_s=use.clock_offset_s,
            judgement=judged.judgement,
            reasons=judged.reasons,
            evidence=use.evidence,
            sent_bytes=sent_bytes(use) if use.outcome == "allowed" else None,
            peers=_peers(use),
            ticket=judged.ticket,
            decided_by=decision.decided_by if decision else None,
        )
        found.append(Proposed(use, session))
    return tuple(found)


def _incidents(proposed: Sequence[Proposed], ground: _Ground) -> _Incidents:
    """The uses that count as incidents, each with what was asked of the web before it."""
    return [
        (one.use, asked)
        for one, asked in zip(proposed, ground.asked, strict=True)
        if one.session.judgement == "incident"
    ]


def _peers(use: Use) -> tuple[str, ...]:
    own = [use.peer] if use.peer else []
    return tuple(sorted({*own, *(one.peer for one in use.connections)}))


def _no_window(proposed: Sequence[Proposed]) -> Reason:
    judgements = {one.session.judgement for one in proposed}
    if "unexplained" in judgements:
        return Reason("window.none_unexplained")
    return Reason("window.none_incident" if proposed else "window.none_session")


def _purpose(purpose: Purpose | None) -> dict[str, str] | None:
    return (
        None
        if purpose is None
        else {"purpose": purpose.purpose, "approved_by": purpose.approved_by}
    )


def _assumed(given: Given) -> tuple[Reason, ...]:
    return () if given.rulebook else (Reason("assumed.hours"),)
