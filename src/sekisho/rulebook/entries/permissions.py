"""Permissions: applied for, approved, with a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """``kind``: ``software``, ``device``, ``taking_out``, ``web`` or ``support``; ``state``:
    ``applied``, ``approved``, ``refused``, ``revoked`` or ``ended``."""

    ticket: str
    kind: str
    what: str
    state: str
    applicant: str = ""
    department: str = ""
    applied: date | None = None
    approver: str = ""
    approved: date | None = None
    since: datetime | None = None
    until: datetime | None = None
    ended: date | None = None
    reason: str = ""
    note: str = ""
