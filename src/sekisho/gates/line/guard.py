"""Whom the line gate would lock out who must never be."""

from __future__ import annotations

from sekisho.gates.contract import Lockout
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """Never-refused addresses, and those of never-refused assets, that lie in no zone: the
    anti-spoofing rules would drop whatever they send."""
    found = []
    for name in rulebook.never_refused.assets:
        asset = rulebook.asset(name)
        for address in asset.addresses if asset else ():
            stage = stages.of(asset.department, asset.name) if asset else stages.everybody
            if stage == "enforce" and rulebook.zone_of(address) is None:
                found.append(_no_zone(str(address), name))
    if stages.everybody != "enforce":
        return tuple(found)
    bare = [one for one in rulebook.never_refused.addresses if rulebook.zone_of(one) is None]
    return (*found, *(_no_zone(str(address), str(address)) for address in bare))


def _no_zone(address: str, name: str) -> Lockout:
    return Lockout("gates.lockout.no_zone", (("address", address), ("name", name)))
