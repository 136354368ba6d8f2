"""What a use of a tool was: a proposal with its grounds, for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sekisho.case.desktops import desktop_named
from sekisho.case.facts import Judgement, Reason, Reference
from sekisho.case.hosts import host_key
from sekisho.case.known import Known, Ticket
from sekisho.case.signs import Sign
from sekisho.case.uses import REMOTE_DESKTOP, Use
from sekisho.detect.catalogue import tool_of_text
from sekisho.events.time import iso

RETURNS = timedelta(days=30)
"""Who came in by deceit may come back through the same tool."""


@dataclass(frozen=True)
class Judged:
    """A proposal, its reasons, and the ticket that permits the use if one does."""

    judgement: Judgement
    reasons: tuple[Reason, ...]
    ticket: str | None = None


def judge(use: Use, signs: Sequence[Sign], known: Known, incidents: Sequence[Use] = ()) -> Judged:
    """*blocked*: nothing got through. *incident*: a strong sign, or the same tool on the same
    computer after an incident. *registered*: a permission covers the whole time. Else
    *unexplained*. ``incidents``: the earlier uses proposed as incidents.
    """
    beside = tuple(sign.reason for sign in signs)
    if use.outcome == "denied":
        count = str(len(use.connections))
        refs = tuple(one.evidence for one in use.connections[:20])
        return Judged("blocked", (Reason("session.blocked", {"count": count}, refs),))
    ticket = permission(use, known)
    permitted = (_permitted(ticket),) if ticket else ()
    strong = [sign for sign in signs if sign.strong and (sign.deceit or ticket is None)]
    if strong:
        return Judged(
            "incident", (*beside, *permitted, *use.reasons), ticket.ticket if ticket else None
        )
    if ticket:
        return Judged("registered", (*permitted, *beside, *use.reasons), ticket.ticket)
    before = _returned(use, incidents)
    if before:
        return Judged("incident", (before, *beside, *use.reasons))
    return Judged("unexplained", (Reason("session.unexplained"), *beside, *use.reasons))


def permission(use: Use, known: Known) -> Ticket | None:
    """The permission that covers the whole use, the rulebook's before a register's.

    The sources' uncertainty counts for the permission: an end that may lie inside is inside.
    """
    start = use.start + timedelta(seconds=min(use.start_uncertainty_s, 300.0))
    end = use.end - timedelta(seconds=min(use.end_uncertainty_s, 300.0))
    for ticket in known.tickets:
        meant = _same_host(ticket.host, use.host, known) and same_tool(ticket.tool, use.tool)
        if meant and ticket.allows(min(start, end), max(start, end)):
            return ticket
    return None


def same_tool(written: str, tool: str) -> bool:
    """Whether a register's word for a tool means the tool."""
    if tool == REMOTE_DESKTOP:
        return desktop_named(written)
    named = tool_of_text(written)
    if named is not None:
        return named.name == tool
    return re.sub(r"[\W_]", "", written.casefold()) == re.sub(r"[\W_]", "", tool.casefold())


def _same_host(written: str, host: str | None, known: Known) -> bool:
    machine = known.machine(written)
    names = {host_key(name) for name in (machine.name, *machine.aliases)} if machine else set()
    return host is not None and host in {host_key(written), *names}


def _permitted(ticket: Ticket) -> Reason:
    values = {"ticket": ticket.ticket, "contractor": ticket.contractor or "-"}
    return Reason("session.registered", values, ticket.evidence)


def _returned(use: Use, incidents: Sequence[Use]) -> Reason | None:
    for earlier in incidents:
        after = use.start - earlier.end
        same = earlier.host == use.host and earlier.tool == use.tool and use.host is not None
        if same and timedelta(0) <= after <= RETURNS:
            refs: tuple[Reference, ...] = earlier.evidence[:5]
            return Reason("session.sign.returned", {"time": iso(earlier.end)}, refs)
    return None
