"""The computers of each network in the account, the councillors' and other lines by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sekisho.case.account.facts import Network
from sekisho.case.hosts import host_key
from sekisho.rulebook import Asset, Rulebook

COMPUTERS = ("", "pc", "workstation", "laptop", "server", "file-server")


def networks(
    rulebook: Rulebook | None, met: Mapping[str, Sequence[str]], unknown: Iterable[str]
) -> tuple[Network, ...]:
    """One row for each zone that holds computers of the register, in the order of the rulebook,
    and one for computers that no zone holds. ``met``: opened, executed, contacted, detected,
    cleaned → the computers; ``unknown``: computers whose records do not cover the time. A
    computer of the register that is neither met nor known to have spoken is not known."""
    zones = [zone.name for zone in rulebook.zones] if rulebook else []
    members: dict[str, set[str]] = {zone: set() for zone in (*zones, "")}
    place: dict[str, str] = {}
    shown: dict[str, str] = {}
    for asset in rulebook.assets if rulebook else ():
        zone = _zone(asset, rulebook)
        members.setdefault(zone, set()).add(host_key(asset.name) or "")
        for name in (asset.name, *asset.aliases):
            place[host_key(name) or ""] = zone
        shown[host_key(asset.name) or ""] = asset.name
    left = {host_key(host) or "": host for host in unknown}
    for host in (*(host for hosts in met.values() for host in hosts), *left.values()):
        key = host_key(host) or ""
        members[place.setdefault(key, "")].add(key)
    return tuple(
        Network(
            zone=zone,
            computers=len(hosts),
            not_known=tuple(sorted(shown.get(key, left[key]) for key in hosts if key in left)),
            **{what: _within(some, hosts) for what, some in met.items()},
        )
        for zone, hosts in members.items()
        if hosts
    )


def _within(some: Sequence[str], hosts: set[str]) -> int:
    return len({host_key(host) for host in some} & hosts)


def _zone(asset: Asset, rulebook: Rulebook | None) -> str:
    if asset.zone or rulebook is None:
        return asset.zone
    found = [rulebook.zone_of(address) for address in asset.addresses]
    return next((zone.name for zone in found if zone), "")
