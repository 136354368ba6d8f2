"""Which PC has which address when, and the messages by which it got it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sekisho.drill.clock import HOUR, Span

Step = Literal["discover", "offer", "request", "ack", "nak", "release", "expire"]
LEASE = 8 * HOUR
RENEW = 4 * HOUR


@dataclass(frozen=True, slots=True)
class Holding:
    """A PC is switched on and holds an address for this time."""

    host: str
    mac: str
    address: str
    span: Span
    asks_anew: bool = False
    releases: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One step of DHCP (RFC 2131) as the server sees it."""

    time: int
    step: Step
    address: str
    mac: str
    host: str


def messages(holdings: list[Holding]) -> list[Message]:
    """All steps of the holdings, in order of time."""
    found = [message for holding in holdings for message in _of(holding)]
    return sorted(found, key=lambda message: message.time)


def _of(one: Holding) -> list[Message]:
    start = one.span.start
    steps: list[tuple[int, Step, str]] = []
    if one.refused:
        steps += [(start, "request", one.refused), (start + 2, "nak", one.refused)]
        start += 40
    if one.asks_anew or one.refused:
        steps += [(start, "discover", ""), (start + 1004, "offer", one.address)]
        start += 1010
    steps += [(start, "request", one.address), (start + 4, "ack", one.address)]
    renewal = one.span.start + RENEW
    while renewal < one.span.end:
        steps += [(renewal, "request", one.address), (renewal + 3, "ack", one.address)]
        renewal += RENEW
    if one.releases:
        steps.append((one.span.end, "release", one.address))
    return [Message(time, step, address, one.mac, one.host) for time, step, address in steps]


def holder(holdings: list[Holding], host: str, time: int) -> Holding | None:
    """What the PC held at a moment; None while it was off."""
    for one in holdings:
        if one.host == host and one.span.holds(time):
            return one
    return None
