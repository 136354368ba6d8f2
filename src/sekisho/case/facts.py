"""The facts of a case: what ``case.json`` holds and every document is written from.

Moments are aware (UTC inside, written with the offset of 日本標準時); durations are seconds.
Sentences are not kept here: a ``Reason`` is a text code with the values of its places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sekisho.case.account.facts import Outbreak, Revision
from sekisho.case.council.facts import Council
from sekisho.case.duty.facts import Duty
from sekisho.case.reasons import Count, Reason, Reference, Verdict
from sekisho.case.rest.facts import Rest
from sekisho.case.sheet.entries import Sheet
from sekisho.personal.distinct.identities import Identities

__all__ = [
    "Case", "ClockOffset", "Contact", "Count", "Counted", "Coverage", "Exposure", "FindingFact",
    "Gap", "Hour", "Judgement", "MadeBy", "NotRead", "Outbreak", "Reason", "Reference", "Rest",
    "Session", "SilentHost", "SourceCoverage", "Statement", "Step", "Verdict", "Volume", "WebUse",
    "Window",
]  # fmt: skip

Judgement = Literal["incident", "registered", "unexplained", "blocked"]


@dataclass(frozen=True)
class Counted:
    """Persons and households of one evidence, None where they could not be counted; ``reason``
    says how they were counted or why not; ``people``: who they are, as hashes that never leave
    memory, None where the evidence was not read here."""

    persons: Count | None
    households: Count | None
    reason: Reason | None
    people: Identities | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Session:
    """One remote-control session, allowed, refused or unexplained.

    ``start_uncertainty_s`` and ``end_uncertainty_s`` bound the error of each end, the clock's
    included; ``clock_offset_s`` was subtracted from the source's times. ``sent_bytes`` is what
    the PC sent through it, None when no source has it. ``judgement`` is a proposal until
    ``decided_by`` names the person who decided.
    """

    host: str | None
    user: str | None
    address: str | None
    tool: str
    start: datetime
    end: datetime
    start_uncertainty_s: float
    end_uncertainty_s: float
    clock_offset_s: float
    judgement: Judgement
    reasons: tuple[Reason, ...]
    evidence: tuple[Reference, ...]
    sent_bytes: int | None = None
    peers: tuple[str, ...] = ()
    ticket: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True)
class Window:
    """操作時間帯: the hull of one host's incident sessions, with the interruptions inside."""

    start: datetime
    end: datetime
    start_uncertainty_s: float
    end_uncertainty_s: float
    host: str | None
    user: str | None
    address: str | None
    tool: str
    evidence: tuple[Reference, ...]
    start_evidence: tuple[Reference, ...] = ()
    end_evidence: tuple[Reference, ...] = ()
    interruptions: tuple[tuple[datetime, datetime], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of the cause chain: ``what`` is a text code (page, redirect, silence, download,
    run, erase …)."""

    time: datetime
    host: str | None
    what: str
    values: Mapping[str, str]
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Contact:
    """Spread: another computer or person that met the same page, host, file hash or mail."""

    what: str
    value: str
    host: str | None
    user: str | None
    address: str | None
    first: datetime
    last: datetime
    count: int
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Volume:
    """Bytes the PC sent through the incident sessions, or None with the reason."""

    sent_bytes: int | None
    reason: Reason
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Exposure:
    """流出可能性 of one document.

    ``path``: relative to the evidence folder, None for a document known only from records;
    ``original_path``: where it lay. ``persons`` and ``households`` are None when they could not
    be counted; ``count_reason`` says why or how they were counted.
    """

    path: str | None
    original_path: str | None
    host: str | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    persons: Count | None
    households: Count | None
    count_reason: Reason | None
    evidence: tuple[Reference, ...] = ()
    sha256: str | None = None


@dataclass(frozen=True)
class SourceCoverage:
    """What one source showed: from when to when, how many events and unread pieces."""

    source: str
    evidence: tuple[str, ...]
    hosts: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    events: int
    unread: int
    undated: int = 0


@dataclass(frozen=True)
class Gap:
    """A time in which a source that otherwise speaks was silent."""

    source: str
    start: datetime
    end: datetime
    host: str | None = None
    reason: str = "gap.silent"


@dataclass(frozen=True)
class SilentHost:
    """A computer known from registers, DHCP or other logs that sends no events of its own."""

    host: str
    known_from: tuple[Reference, ...]


@dataclass(frozen=True)
class Hour:
    """Events of one source in one hour (for the coverage picture)."""

    source: str
    host: str | None
    start: datetime
    events: int


@dataclass(frozen=True)
class Coverage:
    """記録の範囲."""

    sources: tuple[SourceCoverage, ...]
    gaps: tuple[Gap, ...]
    silent_hosts: tuple[SilentHost, ...]
    hours: tuple[Hour, ...] = ()


@dataclass(frozen=True)
class NotRead:
    """Evidence that was not read, wholly or in part, with place and reason."""

    path: str
    reason: Reason
    pieces: int | None = None
    first_position: int | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Statement:
    """公表事項: something said about the case, by a witness or by Sekisho's correction.

    ``what``: start, end, duration, tool or other; ``value``: normalised (ISO 8601 moment, ISO
    8601 duration, tool name) or None; ``corrects`` is the ``id`` of the statement it corrects.
    """

    id: str
    what: str
    text: str
    value: str | None
    evidence: tuple[Reference, ...]
    corrects: str | None = None
    said_by: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class ClockOffset:
    """How far a source's clock is ahead of the reference, in seconds, and how sure that is."""

    source: str
    host: str | None
    offset_s: float
    uncertainty_s: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class WebUse:
    """閲覧 of one person in one stretch of the day (work, break, off) and category."""

    user: str | None
    host: str | None
    period: Literal["work", "break", "off"]
    category: str | None
    unfit: bool
    visits: int
    minutes: int
    first: datetime
    last: datetime
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class FindingFact:
    """検知, as the case cites it."""

    rule_id: str
    title: str
    level: str
    time: datetime | None
    host: str | None
    evidence: Reference


@dataclass(frozen=True)
class MadeBy:
    """Versions and hashes of what made the case."""

    program: str
    version: str
    rulebook_sha256: str | None
    rules_sha256: str | None
    evidence_sha256: str
    libraries: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """事案: every fact, from which all documents are written.

    ``sheet``: what persons keep of it, ``duty``: what follows for the duty to report; None
    where no case sheet was given. ``rest``: what inventories name beside ``exposure``, summed; None
    where nothing is. ``outbreaks``: the account of each campaign of mails that
    brought a program; ``council``: what is asked of these beside their numbers, None where there
    is no such campaign; ``changes``: where an account was said otherwise in an earlier state of
    this folder, in order of time."""

    now: datetime
    window: Window | None
    window_reason: Reason | None
    windows: tuple[Window, ...]
    sessions: tuple[Session, ...]
    cause: tuple[Step, ...]
    spread: tuple[Contact, ...]
    volume: Volume
    exposure: tuple[Exposure, ...]
    coverage: Coverage
    clocks: tuple[ClockOffset, ...]
    unread: tuple[NotRead, ...]
    statements: tuple[Statement, ...]
    findings: tuple[FindingFact, ...]
    web_use: tuple[WebUse, ...]
    web_use_purpose: Mapping[str, str] | None
    doubts: tuple[Reason, ...]
    assumptions: tuple[Reason, ...]
    persons: Count | None
    households: Count | None
    evidence_files: Mapping[str, str]
    made_by: MadeBy
    sheet: Sheet | None = None
    duty: Duty | None = None
    outbreaks: tuple[Outbreak, ...] = ()
    council: Council | None = None
    changes: tuple[Revision, ...] = ()
    rest: Rest | None = None
