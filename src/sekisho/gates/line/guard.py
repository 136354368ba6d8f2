"""Whom the line gate would lock out who must never be.

The line gate makes no holes between zones, not for administrators either: separation is what it
is for. It asks instead, before it is switched on, whether each of ``never_refused`` can still
work: lies in a zone (else the anti-spoofing rules drop whatever it sends), and has some flow to
or from another one. The gate's own machine is always within reach: nothing judges its ``input``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sekisho.form.values import Address, Network
from sekisho.gates.contract import Lockout
from sekisho.gates.line.matrix import flows
from sekisho.gates.stages import Stages
from sekisho.rulebook import Asset, Rulebook, Zone


@dataclass(frozen=True)
class Spared:
    """An address that must never be refused, and the name it is known by."""

    address: Address
    name: str
    asset: Asset | None


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """Those of ``never_refused`` (addresses, computers, the computers of its people) that are
    enforced upon and lie in no zone, or in one that no flow leaves or enters for them."""
    found = []
    for one in dict.fromkeys(spared(rulebook)):
        own = one.asset
        stage = stages.of(own.department, own.name) if own else stages.everybody
        if stage != "enforce":
            continue
        zone = rulebook.zone_of(one.address)
        values = (("address", str(one.address)), ("name", one.name))
        if zone is None:
            found.append(Lockout("gates.lockout.no_zone", values))
        elif _cut_off(one.address, zone, rulebook):
            found.append(Lockout("gates.lockout.no_flow", (*values, ("zone", zone.name))))
    return tuple(found)


def spared(rulebook: Rulebook) -> Iterator[Spared]:
    """Every address of ``never_refused``: its own, those of its computers and of its people's."""
    named = [rulebook.asset(name) for name in rulebook.never_refused.assets]
    people = {rulebook.person(name) for name in rulebook.never_refused.people} - {None}
    named += [one for one in rulebook.assets if one.user and rulebook.person(one.user) in people]
    for asset in named:
        for address in asset.addresses if asset else ():
            yield Spared(address, asset.name if asset else "", asset)
    for address in rulebook.never_refused.addresses:
        asset = rulebook.asset(str(address))
        yield Spared(address, asset.name if asset else str(address), asset)


def _cut_off(address: Address, zone: Zone, rulebook: Rulebook) -> bool:
    """Whether the rulebook lets an address of a zone speak to no other zone, in neither way."""
    others = [one for one in rulebook.zones if one.name != zone.name]
    leaves = [flow.sources for other in others for flow in flows(zone, other)]
    enters = [flow.destinations for other in others for flow in flows(other, zone)]
    return bool(others) and not any(_holds(one, address) for one in (*leaves, *enters))


def _holds(networks: tuple[Network, ...], address: Address) -> bool:
    return not networks or any(address in network for network in networks)
