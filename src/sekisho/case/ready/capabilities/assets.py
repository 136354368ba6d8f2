"""What the town itself says of its computers and lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sekisho.case.hosts import host_key
from sekisho.case.known import Machine
from sekisho.case.ready.capabilities.address import leases
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, stated

_CLIENTS = """
SELECT DISTINCT host_key("client.name") AS host FROM dhcp
WHERE "client.name" IS NOT NULL AND "@timestamp" >= $since AND "@timestamp" < $until ORDER BY host
"""


def listed(ground: Ground) -> Held:
    """A list of computers that the town gave as complete."""
    if ground.declared:
        return stated("declared", all=len(ground.declared))
    if ground.listed.machines:
        names = {ref.evidence for one in ground.listed.machines for ref in one.evidence}
        some = ", ".join(sorted(names)[:2])
        return stated("list_found", Level.PARTLY, path=some, all=len(ground.listed.machines))
    return stated("no_list", Level.NONE)


def complete(ground: Ground) -> Held:
    """Whether the records would show a computer that the list lacks: the town's list beside the
    address log. That one was found does not lower it: it is an answer."""
    if not ground.declared:
        return stated("no_list", Level.NONE)
    seen = leases(ground)
    known = {host_key(name) for one in ground.declared for name in (one.name, *one.aliases)}
    span = {"since": ground.period.since, "until": ground.period.until}
    strangers = {row["host"] or "" for row in ground.ask(_CLIENTS, **span)} - known
    if not strangers:
        return seen
    told = stated("strangers", hosts=ground.some_hosts(strangers), count=len(strangers))
    return Held(seen.level, (*seen.grounds, *told.grounds))


def _with(ground: Ground, says: Callable[[Machine], bool]) -> Held:
    machines = ground.declared or ground.listed.machines
    count, every = sum(map(says, machines)), len(machines)
    if not count:
        return stated("none_declared", Level.NONE)
    level = Level.FULL if ground.declared and count == every else Level.PARTLY
    return stated("declared_with", level, count=count, all=every)


def purchased(ground: Ground) -> Held:
    """The year of purchase of each computer."""
    assets = ground.rulebook.assets
    count = sum(one.purchased is not None for one in assets)
    if not count:
        return stated("none_declared", Level.NONE)
    level = Level.FULL if count == len(assets) else Level.PARTLY
    return stated("declared_with", level, count=count, all=len(assets))


def zones(ground: Ground) -> Held:
    """Lines and the flows allowed between them, as the rulebook declares them."""
    inner = [zone for zone in ground.rulebook.zones if zone.kind != "outside"]
    if len(inner) < 2:
        return stated("no_zones", Level.NONE)
    return stated("zones", count=len(inner))


def council(ground: Ground) -> Held:
    """The councillors' line and its computers."""
    if any(zone.kind == "council" for zone in ground.rulebook.zones):
        return stated("council")
    named = any("議" in one.department for one in (*ground.declared, *ground.listed.machines))
    return stated("council_named", Level.PARTLY) if named else stated("no_council", Level.NONE)


def permissions(ground: Ground) -> Held:
    """Permitted uses of remote-control tools."""
    count = len(ground.rulebook.support) or len(ground.listed.tickets)
    return stated("register", count=count) if count else stated("no_register", Level.NONE)


CAPABILITIES = {
    "assets.listed": listed,
    "assets.complete": complete,
    "assets.departments": partial(_with, says=lambda one: bool(one.department)),
    "assets.users": partial(_with, says=lambda one: bool(one.user)),
    "assets.purchased": purchased,
    "assets.zones": zones,
    "assets.council": council,
    "assets.permissions": permissions,
}
