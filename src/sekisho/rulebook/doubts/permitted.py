"""Doubts about the register of permissions, and between it and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sekisho.events.time import JAPAN
from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.doubts.doubt import Doubt, Path, doubt
from sekisho.rulebook.doubts.terms import SOON, termed
from sekisho.rulebook.entries import (
    Device,
    Permission,
    Program,
    Support,
    WebException,
    WirelessNetwork,
)
from sekisho.rulebook.permissions import by_ticket, key_of, standing, term_of

_FITTING: dict[type, frozenset[str]] = {
    Device: frozenset({"device", "taking_out"}),
    Program: frozenset({"software", "support"}),
    Support: frozenset({"support"}),
    WebException: frozenset({"web"}),
    WirelessNetwork: frozenset({"device", "software", "web", "support", "taking_out"}),
}
"""Which kind of permission an entry may rest on."""
_STANDING_ALONE = "taking_out"
"""A permission that needs no entry elsewhere: what is taken out is named in it."""


def permitted(book: Rulebook, at: datetime) -> Iterator[Doubt]:
    """Tickets without a permission, permissions that nothing rests on, and odd approvals."""
    if not book.permissions:
        return
    known = by_ticket(book.permissions)
    named: set[str] = set()
    for path, name, entry in termed(book):
        if not entry.ticket:
            continue
        named.add(key_of(entry.ticket))
        permission = known.get(key_of(entry.ticket))
        if permission is None:
            yield doubt((*path, "ticket"), "ticket_unknown", name=name, ticket=entry.ticket)
        else:
            yield from _resting(path, name, entry, permission, at)
    for number, permission in enumerate(book.permissions):
        path = ("permissions", number)
        yield from _approval(path, permission, at)
        alone = permission.kind == _STANDING_ALONE or key_of(permission.ticket) in named
        if standing(permission, at) == "in_force" and not alone:
            yield doubt(path, "permission_unused", ticket=permission.ticket)


def _resting(
    path: Path, name: str, entry: object, permission: Permission, at: datetime
) -> Iterator[Doubt]:
    if permission.kind not in _FITTING[type(entry)]:
        yield doubt(
            (*path, "ticket"), "ticket_of_another_kind", name=name, ticket=permission.ticket
        )
    stands = standing(permission, at)
    if stands in ("applied", "refused", "revoked", "ended"):
        code = f"ticket_{stands}"
        yield doubt((*path, "ticket"), code, name=name, ticket=permission.ticket)


def _approval(path: Path, permission: Permission, at: datetime) -> Iterator[Doubt]:
    ticket, until = permission.ticket, term_of(permission).until
    if permission.state == "approved":
        if not permission.approver or permission.approved is None:
            yield doubt(path, "approval_without_approver", ticket=ticket)
        elif key_of(permission.approver) == key_of(permission.applicant):
            yield doubt(path, "approved_by_oneself", ticket=ticket, name=permission.approver)
        if until is None:
            yield doubt(path, "permission_without_end", ticket=ticket)
        elif until <= at:
            yield doubt(path, "permission_over", ticket=ticket)
        elif until - at <= SOON:
            yield doubt(path, "permission_ending", ticket=ticket)
    if permission.state in ("revoked", "ended") and permission.ended is None:
        yield doubt(path, "withdrawn_without_day", ticket=ticket)
    if permission.applied and permission.approved and permission.approved < permission.applied:
        yield doubt((*path, "approved"), "approved_before_applied", ticket=ticket)
    since = permission.since
    if since and permission.approved and since.astimezone(JAPAN).date() < permission.approved:
        yield doubt((*path, "since"), "begins_before_approval", ticket=ticket)
