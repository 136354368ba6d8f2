"""What a permission is worth: from when until when, and what rests on it.

An entry of the rulebook that names a ticket of ``permissions`` is in force only while that
permission is: its term is cut to the permission's before anybody asks. So each gate and each
finding that respects ``since`` and ``until`` respects permissions without knowing of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Literal, TypeVar

from sekisho.events.time import JAPAN
from sekisho.rulebook.entries import (
    Device,
    Permission,
    Program,
    Support,
    WebException,
    WirelessNetwork,
)

NEVER = datetime(1970, 1, 1, tzinfo=JAPAN)
"""The end of a term without any moment that a record could bear."""

Standing = Literal[
    "in_force", "not_yet", "expired", "applied", "refused", "revoked", "ended"
]  # fmt: skip


@dataclass(frozen=True)
class Term:
    """From ``since`` up to, not including, ``until``; None: without bound."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an aware moment lies in it."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)

    def cut(self, other: Term) -> Term:
        """What lies in both."""
        begins = [one for one in (self.since, other.since) if one]
        ends = [one for one in (self.until, other.until) if one]
        return Term(max(begins, default=None), min(ends, default=None))


def term_of(permission: Permission) -> Term:
    """When a permission is in force: from its start (else the day of approval) to its end, or
    to the day it was withdrawn. One that was never approved never is."""
    if permission.state in ("applied", "refused"):
        return Term(None, NEVER)
    since = permission.since or _midnight(permission.approved)
    written = Term(since, permission.until)
    if permission.state == "approved":
        return written
    return written.cut(Term(None, _midnight(permission.ended) or NEVER))


def standing(permission: Permission, at: datetime) -> Standing:
    """How a permission stands at an aware moment."""
    term = term_of(permission)
    if term.holds(at):
        return "in_force"
    match permission.state:
        case "applied" | "refused" | "revoked" | "ended":
            return permission.state
    return "not_yet" if term.since and at < term.since else "expired"


def key_of(ticket: str) -> str:
    """One spelling of a ticket: width, case and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", ticket).casefold().split())


def by_ticket(permissions: Iterable[Permission]) -> dict[str, Permission]:
    """The permissions by the spelling that ``key_of`` gives."""
    return {key_of(one.ticket): one for one in permissions}


_Entry = TypeVar("_Entry", Device, Support, Program, WebException, WirelessNetwork)


def in_terms(sections: dict[str, Any]) -> dict[str, Any]:
    """The typed sections of a rulebook with the term of each entry cut to its permission's."""
    known = by_ticket(sections["permissions"])
    software, web, wireless = (sections[name] for name in ("software", "web", "wireless"))
    return {
        **sections,
        "devices": _cut(sections["devices"], known),
        "support": _cut(sections["support"], known),
        "software": replace(software, allowed=_cut(software.allowed, known)),
        "web": replace(web, exceptions=_cut(web.exceptions, known)),
        "wireless": replace(wireless, allowed=_cut(wireless.allowed, known)),
    }


def _cut(entries: tuple[_Entry, ...], known: Mapping[str, Permission]) -> tuple[_Entry, ...]:
    return tuple(_within(entry, known) for entry in entries)


def _within(entry: _Entry, known: Mapping[str, Permission]) -> _Entry:
    permission = known.get(key_of(entry.ticket)) if entry.ticket else None
    if permission is None:
        return entry
    term = Term(entry.since, entry.until).cut(term_of(permission))
    if term.until is None:  # an entry whose end is required has one, and cutting keeps it
        return replace(entry, since=term.since)
    return replace(entry, since=term.since, until=term.until)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), JAPAN) if day else None
