"""What is known of the antivirus of one host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

What = Literal[
    "update",
    "update-failed",
    "full-scan",
    "scan",
    "scan-cancelled",
    "off",
    "on",
    "detect",
    "excluded",
    "history-deleted",
    "status",
]


@dataclass(frozen=True)
class AvEvent:
    """One thing that an antivirus did or said, from whichever source.

    ``moment``: aware (UTC), None where the source gives none that can be. ``part``: which
    protection went off or on. ``value``: the version of the definitions, the name of the threat,
    or the exclusion. ``about``: the moment's uncertainty, where the source only gives days.
    """

    host: str
    moment: datetime | None
    what: What
    evidence: str
    position: int
    unit: str
    product: str | None = None
    value: str | None = None
    part: str | None = None
    path: str | None = None
    about: timedelta = timedelta(0)


@dataclass(frozen=True)
class OffSpan:
    """A time in which a protection was off.

    ``end`` None: no record says that it came back; ``start`` None: since when is not known.
    """

    part: str
    start: datetime | None
    end: datetime | None
    evidence: str
    position: int


@dataclass(frozen=True)
class Detected:
    """A threat that was found. ``late``: after the moment that was asked for."""

    moment: datetime | None
    threat: str
    path: str | None
    late: bool
    evidence: str
    position: int


@dataclass(frozen=True)
class AvRow:
    """One antivirus product on one PC or server.

    ``product``: None where the records name none. ``known``: False when no record of an
    antivirus speaks of the host: that is *no data*, not "no antivirus". ``update_median_s`` and
    ``update_worst_s``: seconds between the updates observed, None for fewer than two.
    ``last_full_scan``: None when none is recorded; ``last_scan``: of any kind.
    ``definition_at`` and ``definition_age_s``: the definitions in force at the moment asked for
    and their age in seconds, None when no record reaches back so far. ``*_about_s``:
    uncertainty in seconds, where a source gives only days.
    """

    host: str
    known: bool
    product: str | None = None
    definition: str | None = None
    last_update: datetime | None = None
    last_update_about_s: float = 0.0
    updates: int = 0
    failed_updates: int = 0
    update_median_s: float | None = None
    update_worst_s: float | None = None
    last_full_scan: datetime | None = None
    last_full_scan_about_s: float = 0.0
    last_scan: datetime | None = None
    definition_at: str | None = None
    definition_age_s: float | None = None
    off: tuple[OffSpan, ...] = ()
    exclusions: tuple[str, ...] = ()
    history_deleted: tuple[datetime, ...] = ()
    detections: tuple[Detected, ...] = ()
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    evidence: tuple[str, ...] = ()
