"""The lines kept apart, and what may cross."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.form.values import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow out of a zone that is allowed. No ports, sources, destinations: all of them."""

    to: str
    ports: tuple[str, ...] = ()
    sources: tuple[Network, ...] = ()
    destinations: tuple[Network, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    name: str
    kind: str
    networks: tuple[Network, ...] = ()
    allow: tuple[Flow, ...] = ()
    note: str = ""
