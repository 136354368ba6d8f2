"""A configuration backup judged by the rulebook: which policies open a way it does not allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sekisho.gates.line.fortigate.config import Configuration
from sekisho.gates.line.fortigate.policies import Policy, policies
from sekisho.gates.line.matrix import Packet, flows, refusal
from sekisho.gates.line.region import (
    EVERY_SERVICE,
    Box,
    Region,
    Spans,
    beyond,
    boxes,
    less,
    meet,
    of_flow,
    spans,
)
from sekisho.gates.line.territory import territories
from sekisho.rulebook import Rulebook

MANY = 20_000
"""Boxes of one policy and pair that are followed; beyond, the pair is told as opened without
subtracting what is allowed (it may be wrong towards too strict, never towards too lax)."""


@dataclass(frozen=True)
class Opening:
    """A policy lets packets of a pair of zones pass that the rulebook does not allow.

    ``code``: the refusal's code; ``example``: one such packet; ``unresolved``: names of the
    policy that had to count as everything, so that the opening may be narrower.
    """

    code: str
    vdom: str
    policy: str
    name: str
    line: int
    example: Packet
    unresolved: tuple[str, ...]


@dataclass(frozen=True)
class Verified:
    """What a configuration opens against the rulebook, and how many policies were judged."""

    openings: tuple[Opening, ...]
    policies: int


def verify(configuration: Configuration, rulebook: Rulebook) -> Verified:
    """Every policy that passes packets the matrix refuses, once a pair of zones. A policy is
    judged for what earlier ones have not decided already."""
    pairs = tuple(_pairs(rulebook))
    openings: list[Opening] = []
    decided: dict[str, list[Policy]] = {}
    count = 0
    for policy in policies(configuration):
        count += 1
        before = decided.setdefault(policy.vdom, [])
        if policy.passes:
            earlier = [box for one in before for box in one.region]
            openings += _opened(policy, earlier, pairs)
        before.append(policy)
    return Verified(tuple(openings), count)


@dataclass(frozen=True)
class _Pair:
    """Two zones: every packet between them, and those allowed."""

    code: str
    whole: Region
    allowed: Region


def _pairs(rulebook: Rulebook) -> Iterator[_Pair]:
    lands = _lands(rulebook)
    for source in rulebook.zones:
        for destination in rulebook.zones:
            if source.name == destination.name:
                continue
            here, there = lands[source.name], lands[destination.name]
            allowed = tuple(
                box for flow in flows(source, destination) for box in of_flow(flow, here, there)
            )
            whole = tuple(boxes(here, there, EVERY_SERVICE))
            yield _Pair(refusal(source, destination), whole, allowed)


def _lands(rulebook: Rulebook) -> Mapping[str, Spans]:
    """The addresses of every zone; the zone outside has what nobody holds, too."""
    held = {name: spans(networks) for name, networks in territories(rulebook.zones).items()}
    every = spans(network for zone in rulebook.zones for network in zone.networks)
    found = {}
    first = True
    for zone in rulebook.zones:
        own = held.get(zone.name, {})
        if zone.kind == "outside" and first:
            own = _joined(own, beyond(every))
            first = False
        found[zone.name] = own
    return found


def _joined(one: Spans, other: Spans) -> Spans:
    return {version: (*one.get(version, ()), *own) for version, own in other.items()}


def _opened(policy: Policy, earlier: list[Box], pairs: Iterable[_Pair]) -> Iterator[Opening]:
    for pair in pairs:
        common = meet(policy.region, pair.whole)
        left = less(less(common, pair.allowed), earlier) if len(common) < MANY else common
        if left:
            yield Opening(
                pair.code, policy.vdom, policy.number, policy.name, policy.line,
                left[0].example, policy.unresolved,
            )  # fmt: skip
