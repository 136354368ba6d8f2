"""Which computer had which address: leases, or fixed addresses on the town's own list."""

from __future__ import annotations

from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, stated

_LEASES = (
    "\"client.ip\" IS NOT NULL AND \"event.action\" IN ('assign', 'renew') "
    'AND coalesce("client.name", "client.mac") IS NOT NULL'
)


def leases(ground: Ground) -> Held:
    """Leases with the name or card of the computer, on every working day."""
    return ground.over_time("dhcp", _LEASES, "days")


def fixed(ground: Ground) -> Held:
    """Fixed addresses of all declared computers."""
    if not ground.declared:
        return stated("no_list", Level.NONE)
    count = sum(bool(one.addresses) for one in ground.declared)
    if not count:
        return stated("none_declared", Level.NONE)
    every = len(ground.declared)
    level = Level.FULL if count == every else Level.PARTLY
    return stated("declared_with", level, count=count, all=every)


CAPABILITIES = {"address.leases": leases, "address.fixed": fixed}
